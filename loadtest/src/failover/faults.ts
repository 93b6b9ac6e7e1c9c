import { clusterFaults } from './cluster-faults.ts';
import type { Fault } from './fault.ts';
import { linkFaults } from './link-faults.ts';
import { noFault } from './no-fault.ts';
import { nodeFaults } from './node-faults.ts';
import { serviceFaults } from './service-faults.ts';
import { upkeepFaults } from './upkeep-faults.ts';

/** Every fault that a call is to survive in a stack of one nats-server and one etcd. */
export const faults: readonly Fault[] = [
  ...[...nodeFaults, ...linkFaults, ...upkeepFaults, ...serviceFaults],
  noFault,
];

/** Names of all faults, with those that take three servers. */
export const faultNames: readonly string[] = [...faults, ...clusterFaults].map(({ name }) => name);

/** The fault of this name. Throws with the names there are. */
export function faultNamed(name: string): Fault {
  const found = [...faults, ...clusterFaults].find((fault) => fault.name === name);
  if (found !== undefined) return found;
  throw new Error(`no fault "${name}": there are ${faultNames.join(', ')}`);
}
