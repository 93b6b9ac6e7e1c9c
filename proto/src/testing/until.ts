import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../clock.ts';

/**
 * Waits until the check answers true. The check answers the reason while it is
 * not so yet (or throws it), so that a time-out explains itself.
 */
export async function until(
  check: () => true | string | Promise<true | string>,
  options: { readonly timeoutMs?: number; readonly intervalMs?: number } = {},
): Promise<void> {
  const timeoutMs = options.timeoutMs ?? 30_000;
  const deadline = systemClock.monotonic() + timeoutMs;
  for (;;) {
    const reason = await Promise.resolve()
      .then(check)
      .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    if (reason === true) return;
    if (systemClock.monotonic() >= deadline) throw new Error(`not so after ${timeoutMs} ms: ${reason}`);
    await pause(options.intervalMs ?? 20);
  }
}
