import { type Clock, type Log, sleep, WeftError } from '@weft/proto';
import { backoffMs, type Random } from '../link/index.ts';
import type { Ask } from './ask.ts';

export interface HangUpParts {
  readonly ask: Ask;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

const ATTEMPTS = 6;

/** Whether an error says that the call is over, or that it never was ours. */
export const saysOver = (error: unknown): boolean =>
  error instanceof WeftError && (error.code === 'CALL_NOT_FOUND' || error.code === 'CALL_ENDED');

/** Tells the mesh that this side has hung up, again while it may not have heard. Never rejects. */
export async function tellHungUp(callId: string, { ask, clock, random, log }: HangUpParts): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    try {
      await ask.control('accepted', { case: 'hangUp', value: { callId } });
      return;
    } catch (error) {
      if (!(error instanceof WeftError) || saysOver(error) || !error.retryable) return;
      log.info({ callId, code: error.code, attempt }, 'hanging up again');
      await sleep(clock, backoffMs(attempt, error.retryAfterMs, random));
    }
  }
}
