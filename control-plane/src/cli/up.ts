import type { Clock } from '@weft/proto';
import { StartLine, type Terminal, tellEvent } from './console.ts';
import { CommandFailure } from './failure.ts';
import { startStack } from './stack.ts';
import type { StackEvent, StackOptions } from './stack-options.ts';
import { storeNotice } from './store-notice.ts';
import { type StackSummary, summaryText } from './summary.ts';

/** What `weft up` is told besides the stack's own options. */
export interface UpOptions {
  readonly stack: Omit<StackOptions, 'onEvent' | 'signal' | 'now' | 'clock'>;
  /** One JSON line on standard output instead of the table. */
  readonly json: boolean;
  readonly out: Terminal;
  readonly err: Terminal;
  readonly clock: Clock;
  readonly cwd: string;
  /** Aborted by the first Ctrl-C or SIGTERM: everything is stopped in order. */
  readonly stop: AbortSignal;
  /** Aborted by the second: everything is ended at once. */
  readonly stopNow: AbortSignal;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Runs a stack until it is told to stop. Resolves when no process is left; throws CommandFailure when it cannot start. */
export async function up({
  stack: options,
  json,
  out,
  err,
  clock,
  cwd,
  stop,
  stopNow,
}: UpOptions): Promise<void> {
  const startedAtMs = clock.monotonic();
  const line = new StartLine(err);
  let isUp = false;
  const onEvent = (event: StackEvent): void => {
    const sentence = tellEvent(event, isUp);
    if (sentence !== undefined) {
      line.clear();
      err.write(`${sentence}\n`);
    }
    if (!isUp) line.show(event);
  };
  try {
    await using stack = await startStack({ ...options, onEvent, signal: stop, now: stopNow, clock });
    isUp = true;
    line.clear();
    const tookMs = clock.monotonic() - startedAtMs;
    const { url, dataDir, services, signIns, addresses }: StackSummary = stack;
    const summary = { url, dataDir, services, signIns, addresses };
    out.write(
      json
        ? `${JSON.stringify({ ...summary, tookMs: Math.round(tookMs) })}\n`
        : summaryText(stack, tookMs, cwd),
    );
    const { controls = 1 } = options;
    // Several without a PostgreSQL have said so before they started.
    const notice = controls > 1 ? undefined : await storeNotice(stack, clock, stop);
    if (notice !== undefined) err.write(`${notice}\n`);
    await aborted(stop);
    err.write('Stopping.\n');
  } catch (error) {
    throw stop.aborted && !isUp ? new CommandFailure('Stopped before everything was ready.') : error;
  } finally {
    line.clear();
  }
}
