import type { ConversationSnapshot } from '../../state/types.ts';

/**
 * Whether the customer is asked how it was: of a conversation that was closed, or of a call that is just over.
 *
 * @param endedCallId a call that was talked in; undefined = none is just over
 * @returns `told`: they said it, and are thanked
 */
export function ratingDue(
  { head, items }: Pick<ConversationSnapshot, 'head' | 'items'>,
  endedCallId: string | undefined,
): 'no' | 'asked' | 'told' {
  if (head?.state === 'closed') {
    if (head.rating > 0) return 'told';
    const served = items.some(({ author, body }) => author?.kind === 'agent' || body?.case === 'call');
    return served ? 'asked' : 'no';
  }
  const call = items.findLast(({ body }) => body?.case === 'call' && body.value.callId === endedCallId);
  // Where conversations are not kept, there is nothing that could be rated.
  if (call === undefined) return 'no';
  const said = items.some(
    ({ seq, body }) => seq > call.seq && body?.case === 'event' && body.value.kind === 'rated',
  );
  return said ? 'told' : 'asked';
}
