import {
  type Bus,
  type BusMessage,
  type BusSubscription,
  type Fault,
  type Log,
  MalformedMessage,
  toFault,
  WeftError,
} from '@weft/proto';
import { BOUNDS } from './bounds.ts';

/** Told of each request answered: its kind, "ok" or the error's code, and when it was heard (monotonic ms). */
export type Answered = (kind: string, code: string, heardMs: number) => void;

export interface AnswerOptions {
  readonly bus: Bus;
  readonly subject: string;
  readonly log: Log;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  readonly answered: Answered;
  /** Responds by itself, or throws what the asker is to be told. Says of what kind the request is as soon as it knows. */
  readonly handle: (message: BusMessage, isKind: (kind: string) => void) => Promise<void>;
  readonly encodeFault: (fault: Fault) => Uint8Array;
}

/** Answers a subject's requests. Whatever is thrown becomes a coded fault; only defects are logged. */
export function answerRequests(options: AnswerOptions): BusSubscription {
  const { bus, subject, log, now, answered, handle, encodeFault } = options;
  const receive = async (message: BusMessage): Promise<void> => {
    const heardMs = now();
    let kind = 'unknown';
    try {
      if (message.data.length > BOUNDS.maxRequestBytes) throw new WeftError('FRAME_TOO_LARGE');
      await handle(message, (known) => {
        kind = known;
      });
      answered(kind, 'ok', heardMs);
    } catch (error) {
      const fault = toFault(
        error instanceof MalformedMessage ? new WeftError('BAD_REQUEST', error.message) : error,
      );
      if (fault.code === 'INTERNAL') log.error({ kind, error: String(error) }, 'request failed');
      message.respond(encodeFault(fault));
      answered(kind, fault.code, heardMs);
    }
  };
  return bus.subscribe(subject, (message) => {
    // Never rejects: all it does is inside its own try.
    void receive(message);
  });
}
