import { isRecoverableError } from 'etcd3';
import { type Clock, sleep } from '../clock.ts';
import { WeftError } from '../errors.ts';

/** Tries of one call while etcd, or one of its members, cannot answer. */
const MAX_TRIES = 4;
/** Before the second try; twice as long before each one more. */
const FIRST_PAUSE_MS = 100;

/** Asks etcd once; told how many tries there were before. */
export type Ask<Result> = (triesBefore: number) => Promise<Result>;

/**
 * Asks until etcd has answered, a few times within the time that a call may
 * take. Throws WeftError TIMEOUT or UNAVAILABLE; what was asked may have been
 * done all the same.
 */
export async function withinCall<Result>(ask: Ask<Result>, timeoutMs: number, clock: Clock): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const limit = clock.after(timeoutMs, () =>
    late.reject(new WeftError('TIMEOUT', 'etcd did not answer in time')),
  );
  try {
    return await Promise.race([again(ask, clock), late.promise]);
  } catch (error) {
    throw told(error);
  } finally {
    limit.cancel();
  }
}

async function again<Result>(ask: Ask<Result>, clock: Clock): Promise<Result> {
  let failure: unknown;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    if (tries > 0) await sleep(clock, FIRST_PAUSE_MS * 2 ** (tries - 1));
    try {
      return await ask(tries);
    } catch (error) {
      if (!(error instanceof Error) || !isRecoverableError(error)) throw failure ?? error;
      failure = error;
    }
  }
  throw failure;
}

function told(error: unknown): WeftError {
  if (error instanceof WeftError) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (/deadline/i.test(text))
    return new WeftError('TIMEOUT', 'etcd did not answer in time', { cause: error });
  return new WeftError('UNAVAILABLE', `etcd: ${text}`, { cause: error });
}
