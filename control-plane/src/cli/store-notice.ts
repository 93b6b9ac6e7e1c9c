import { type Clock, sleep } from '@weft/proto';
import type { StackSummary } from './summary.ts';

/** A new embedded store opens in seconds; one that is not open by now has a reason in the log. */
const PATIENCE_MS = 20_000;
const PAUSE_MS = 500;
const ASK_TIMEOUT_MS = 2_000;

/** Whether the store behind a control plane is open, by its metrics; undefined where that cannot be told. */
async function isStoreUp(url: string): Promise<boolean | undefined> {
  try {
    const response = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
    const value = /^weft_control_store_up(?:\{[^}]*\})? (\d)/m.exec(await response.text())?.[1];
    return value === undefined ? undefined : value === '1';
  } catch {
    return undefined;
  }
}

/**
 * One sentence where a stack is up and its store does not open, as with a
 * damaged folder: calls work, so nothing else would say it. Undefined when it
 * is open, or the stack was told to stop meanwhile.
 */
export async function storeNotice(
  { services }: Pick<StackSummary, 'services'>,
  clock: Clock,
  stop: AbortSignal,
): Promise<string | undefined> {
  const control = services.find(({ kind }) => kind === 'control');
  if (control === undefined) return undefined;
  const untilMs = clock.monotonic() + PATIENCE_MS;
  for (;;) {
    const isUp = await isStoreUp(control.url);
    if (isUp === true || stop.aborted) return undefined;
    if (clock.monotonic() >= untilMs)
      return isUp === false
        ? `Calls work and conversations do not: the store does not open (log: ${control.logFile}); docs/runbook.md says how to restore one.`
        : undefined;
    await sleep(clock, PAUSE_MS);
  }
}
