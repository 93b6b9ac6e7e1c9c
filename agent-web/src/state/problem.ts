import { WeftError } from '@weft/proto';
import { CaptureFailure } from './devices/capture-failure.ts';
import { UnsupportedBrowser } from './media/rtc.ts';
import type { Problem } from './types.ts';

/** What a thrown thing means to the person; what is not ours is the network's: fetch and sockets throw many kinds. */
export function problemOf(error: unknown): Problem {
  if (error instanceof WeftError) {
    const { code, retryable, retryAfterMs } = error;
    return { name: 'fault', code, retryable, retryAfterMs };
  }
  if (error instanceof CaptureFailure)
    return { name: 'capture', device: error.device, error: error.error, hint: error.hint };
  if (error instanceof UnsupportedBrowser) return { name: 'unsupported-browser' };
  return { name: 'network' };
}
