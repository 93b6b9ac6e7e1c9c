import { type Clock, sleep } from '@weft/proto';
import type { StackState } from './data-folder.ts';
import { CommandFailure } from './failure.ts';
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
 * names of what was ended. Throws CommandFailure for what even SIGKILL does not end.
 */
export async function endLeftovers(state: StackState | undefined, clock: Clock): Promise<readonly string[]> {
  const isLeft = ({ process: mark }: StackState['services'][number]): boolean =>
    mark.mark !== '' && isRunning(mark);
  const left = state?.services.filter(isLeft) ?? [];
  for (const service of left) send(service.process, 'SIGTERM');
  const gone = async (): Promise<boolean> => {
    const untilMs = clock.monotonic() + GRACE_MS;
    while (left.some(isLeft) && clock.monotonic() < untilMs) await sleep(clock, PAUSE_MS);
    return !left.some(isLeft);
  };
  if (await gone()) return left.map(({ name }) => name);
  for (const service of left.filter(isLeft)) send(service.process, 'SIGKILL');
  if (await gone()) return left.map(({ name }) => name);
  const pids = left.filter(isLeft).map(({ process: { pid } }) => pid);
  throw new CommandFailure(
    `Processes ${pids.join(', ')} of an earlier stack cannot be ended: see what keeps them.`,
  );
}
