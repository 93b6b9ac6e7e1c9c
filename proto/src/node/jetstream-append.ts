import { type Clock, sleep } from '../clock.ts';
import { WeftError } from '../errors.ts';
import type { NatsBus } from './nats-bus.ts';
import type { Asking } from './nats-questions.ts';

/** Less than an edge waits for an answer, so that the client is told what was the matter. */
const APPEND_WITHIN_MS = 3_500;
const TRY_MS = 1_000;
const RETRY_PAUSE_MS = 100;

/**
 * Resolves when a stream has stored the message, or has it already by its id.
 * Throws WeftError TIMEOUT (it may be stored all the same), NO_RESPONDER or
 * UNAVAILABLE.
 */
export async function appendTo(
  bus: NatsBus,
  subject: string,
  data: Uint8Array,
  asking: Required<Asking>,
): Promise<void> {
  const answer: unknown = JSON.parse(Buffer.from(await bus.ask(subject, data, asking)).toString());
  const { stream, error } = (answer ?? {}) as { readonly stream?: unknown; readonly error?: unknown };
  // A refusal names the stream as well.
  if (error === undefined && typeof stream === 'string' && stream !== '') return;
  throw new WeftError('UNAVAILABLE', `the stream does not take it: ${JSON.stringify(error)}`);
}

/**
 * The same with further tries for 3.5 s; with its id nothing is stored twice. Throws UNAVAILABLE when the stream does not
 * take it in that time: it may be stored all the same.
 */
export async function keepAppendingTo(
  { bus, clock }: { readonly bus: NatsBus; readonly clock: Clock },
  subject: string,
  data: Uint8Array,
  messageId: string,
): Promise<void> {
  const deadlineMs = clock.monotonic() + APPEND_WITHIN_MS;
  for (;;) {
    try {
      await appendTo(bus, subject, data, { messageId, timeoutMs: TRY_MS });
      return;
    } catch (error) {
      if (clock.monotonic() + RETRY_PAUSE_MS + TRY_MS > deadlineMs)
        throw new WeftError('UNAVAILABLE', 'the stream takes nothing now', { cause: error });
      await sleep(clock, RETRY_PAUSE_MS);
    }
  }
}
