import { WeftError } from '../errors.ts';
import type { NatsBus } from './nats-bus.ts';
import type { Asking } from './nats-questions.ts';

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
