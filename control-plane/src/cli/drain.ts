import { type Clock, sleep } from '@weft/proto';
import { CallList, DrainState, NodeList } from '../api/schemas.ts';
import type { Terminal } from './console.ts';
import { CommandFailure } from './failure.ts';
import type { Operator } from './operator.ts';

/** How often progress is asked for. */
const ASK_MS = 500;

/** What `weft drain` is told. */
export interface DrainOptions {
  readonly operator: Operator;
  readonly node: string;
  /** How long to wait until the node is empty; 0 = not at all. */
  readonly timeoutMs: number;
  readonly out: Terminal;
  readonly clock: Clock;
  /** Aborted by Ctrl-C: the drain goes on, the command does not. */
  readonly stop: AbortSignal;
}

const drainPath = (node: string): string => `/v1/nodes/${encodeURIComponent(node)}/drain`;

/** Takes a drain back. */
export async function undrain({ operator, node, out }: DrainOptions): Promise<void> {
  await operator.ask(drainPath(node), DrainState, 'DELETE');
  out.write(`${node} takes calls again.\n`);
}

/**
 * Tells a node to be left, and shows how its calls go over to others until it
 * is empty. Throws CommandFailure when it is not after the time-out: the drain
 * goes on all the same.
 */
export async function drain(options: DrainOptions): Promise<void> {
  const { operator, node, timeoutMs, out, clock, stop } = options;
  await operator.ask(drainPath(node), DrainState, 'POST');
  out.write(`${node} takes no new calls.\n`);
  if (timeoutMs === 0) return;
  const untilMs = clock.monotonic() + timeoutMs;
  let told = '';
  while (!stop.aborted) {
    const left = await leftAt(operator, node);
    if (left === undefined) {
      out.write(`${node} is empty and can be stopped.\n`);
      return;
    }
    if (left !== told) out.write(`${left}\n`);
    told = left;
    if (clock.monotonic() >= untilMs) {
      throw new CommandFailure(
        `After ${Math.round(timeoutMs / 1_000)} s ${left}. Whoever can goes on leaving: look again with "weft nodes".`,
      );
    }
    await sleep(clock, ASK_MS);
  }
}

/** What a node still carries, and whether there is somewhere to go, as a sentence; undefined = nothing. */
async function leftAt(operator: Operator, node: string): Promise<string | undefined> {
  const { nodes } = await operator.ask('/v1/nodes', NodeList);
  const { calls } = await operator.ask('/v1/calls', CallList);
  const load = nodes.find(({ nodeId }) => nodeId === node)?.load;
  const legs = calls.flatMap((call) => call.legs).filter(({ nodeId }) => nodeId === node).length;
  const rooms = load?.rooms ?? 0;
  const people = Math.max(load?.participants ?? 0, legs);
  if (rooms === 0 && people === 0) return undefined;
  const what = `${people} ${people === 1 ? 'person' : 'people'} in ${rooms} ${rooms === 1 ? 'room' : 'rooms'}`;
  const others = nodes.some(({ nodeId, state }) => nodeId !== node && state === 'active');
  return `${node} still has ${what}${others ? '' : ', and no other node takes calls'}`;
}
