import { tc } from './command.ts';
import { type DropRule, dropProgram } from './drop-program.ts';

/** Where packets of this machine can be dropped: an interface, and which way they pass it. */
export interface Hook {
  readonly device: string;
  readonly direction: 'ingress' | 'egress';
}

/** Packets are dropped until this is disposed. */
export type Dropping = AsyncDisposable;

/** Both directions of what is said on one machine pass it, each packet once. */
export const LOOPBACK: Hook = { device: 'lo', direction: 'ingress' };
/** Packets that are sent there while it is down go nowhere; Linux makes it with its module ifb. */
const NOWHERE = 'ifb0';
/** Filters of ours among others' on the same interface. */
const FIRST_PREFERENCE = 7_700;
const PREFERENCES = 1_000;

let used = 0;

/** Drops packets by traffic control. Needs root. Throws with tc's words. */
export async function dropPackets(rule: DropRule, hooks: readonly Hook[]): Promise<Dropping> {
  used += 1;
  const preference = `${FIRST_PREFERENCE + ((process.pid + used) % PREFERENCES)}`;
  const program = dropProgram(rule);
  await using owned = new AsyncDisposableStack();
  for (const { device, direction } of hooks) {
    const filter = ['dev', device, direction, 'pref', preference];
    // Whoever came first made it; it is nobody's to remove.
    await tc(['qdisc', 'add', 'dev', device, 'clsact']).catch(() => undefined);
    await tc([
      ...['filter', 'add', ...filter, 'protocol', 'ip', 'bpf', 'bytecode', program],
      ...['action', 'mirred', 'egress', 'redirect', 'dev', NOWHERE],
    ]);
    owned.defer(() => tc(['filter', 'del', ...filter]));
  }
  return owned.move();
}
