import type { Fault } from './fault.ts';
import { linkFaults } from './link-faults.ts';
import { noFault } from './no-fault.ts';
import { nodeFaults } from './node-faults.ts';
import { serviceFaults } from './service-faults.ts';
import { upkeepFaults } from './upkeep-faults.ts';

/** Every fault that a call is to survive. */
export const faults: readonly Fault[] = [
  ...[...nodeFaults, ...linkFaults, ...upkeepFaults, ...serviceFaults],
  noFault,
];

/** The fault of this name. Throws with the names there are. */
export function faultNamed(name: string): Fault {
  const found = faults.find((fault) => fault.name === name);
  if (found !== undefined) return found;
  throw new Error(`no fault "${name}": there are ${faults.map((fault) => fault.name).join(', ')}`);
}
