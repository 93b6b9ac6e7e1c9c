import { type Clock, sleep } from '@weft/proto';
import type { StackState } from './data-folder.ts';
import { isRunning, type ProcessMark } from './process-mark.ts';

const GRACE_MS = 3_000;
const PAUSE_MS = 20;

const send = ({ pid }: ProcessMark, signal: NodeJS.Signals): void => {
  // Children lead their own groups, so what they started goes with them.
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal);
    } catch {
      // Gone already, or never a group.
    }
  }
};

/**
 * Ends what a launcher that was killed left running on a data folder. Only the
 * very processes it wrote down: a later process with the same id is left alone,
 * and where the system cannot tell the two apart nothing is touched. Gives the
 * names of what was ended.
 */
export async function endLeftovers(state: StackState | undefined, clock: Clock): Promise<readonly string[]> {
  const isLeft = ({ process: mark }: StackState['services'][number]): boolean =>
    mark.mark !== '' && isRunning(mark);
  const left = state?.services.filter(isLeft) ?? [];
  for (const service of left) send(service.process, 'SIGTERM');
  const untilMs = clock.monotonic() + GRACE_MS;
  while (left.some(isLeft) && clock.monotonic() < untilMs) await sleep(clock, PAUSE_MS);
  for (const service of left.filter(isLeft)) send(service.process, 'SIGKILL');
  while (left.some(isLeft)) await sleep(clock, PAUSE_MS);
  return left.map(({ name }) => name);
}
