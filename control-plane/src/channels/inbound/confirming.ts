import type { ConversationState, InboundArrival } from '@weft/proto';
import type { ChannelContactRow } from '../../store/tables.ts';
import type { ChannelContact } from '../channel.ts';

/** One address at an account is told so once in so long, whatever it writes: a loop that nothing else stops goes no faster. */
const EVERY_MS = 86_400_000;

/** An arrival in its place. */
interface Came {
  readonly arrival: InboundArrival;
  readonly from: ChannelContact;
  readonly again: boolean;
}

/** What customers of an account are told whose message begins something, in its language; undefined = nothing. */
export type Confirmations = (accountId: string, text: string) => string | undefined;

/**
 * What a customer is told at once, now that the message is in its place: only
 * where it begins a matter, and never a machine, an answer to something, or
 * whoever only says to be somebody. What was confirmed before is so again.
 *
 * @param state of the conversation, before the message; undefined = there is none yet
 */
export function confirmationFor(
  { arrival, from, again }: Came,
  row: ChannelContactRow,
  state: ConversationState | undefined,
  confirmations: Confirmations,
): string | undefined {
  const { accountId, sourceId, atMs, body } = arrival;
  if (body?.case !== 'message') return undefined;
  if (again) {
    return row.confirmedSourceId === sourceId ? confirmations(accountId, body.value.text) : undefined;
  }
  const begins = state === undefined || state === 'closed';
  const answers = body.value.inReplyTo.length > 0;
  if (!begins || answers || body.value.noAutoReply || from.claimed === true) return undefined;
  if (row.confirmedSourceId !== '' && atMs < row.confirmedAtMs + EVERY_MS) return undefined;
  return confirmations(accountId, body.value.text);
}
