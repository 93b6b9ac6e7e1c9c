import type { BotSpoke, Conversation, Item, ItemInit, TimelineEvent } from '@weft/proto';
import { Change, isCarried, type Outcome, refused, SAME } from './change.ts';

/** Who goes on writing is held up no longer than this many times, should nothing come of it. */
const MOST_HOLDS = 3;

/** A customer's text while nobody has the conversation: the virtual agent may look at it before an agent is rung. */
export function hold(change: Change, atMs: number, holdMs: number): void {
  const { state, lastSeq, agentDue, waitingSinceMs } = change.head;
  if (state !== 'waiting' || holdMs === 0) return;
  const untilMs = Math.min(atMs + holdMs, waitingSinceMs + MOST_HOLDS * holdMs);
  change.set({ askedSeq: lastSeq, heldUntilMs: agentDue ? 0 : untilMs });
}

/**
 * What the virtual agent says, by how things are when it is applied: to a
 * customer whom nobody has it goes as an answer; where an agent has the
 * conversation, or is to have it at the customer's wish, it is a note.
 */
export function botSpoke(
  head: Conversation,
  event: TimelineEvent,
  spoke: BotSpoke,
  known: Item | undefined,
): Outcome {
  const { author } = event;
  if (author?.kind !== 'bot' || spoke.clientId === '') return refused('BAD_REQUEST');
  if (known !== undefined || head.state === 'closed') return SAME;
  const change = new Change(head, event);
  const isAnswered = head.state === 'waiting' && !head.botSilent && spoke.text !== '';
  if (isAnswered) {
    const { channel } = head;
    change.add({
      ...{ clientId: spoke.clientId, author, channel },
      status: isCarried(channel) ? 'queued-out' : 'sent',
      body: bodyOf(spoke),
    });
  }
  settle(change, spoke, isAnswered);
  const guess = guessOf(spoke, isAnswered);
  // Beside an answer it needs a name of its own.
  const clientId = isAnswered ? `${spoke.clientId}-guess` : spoke.clientId;
  if (guess !== undefined)
    change.add({ clientId, author, note: true, body: { case: 'guess', value: guess } });
  else if (!isAnswered && head.state === 'assigned') return SAME;
  return change.done();
}

const bodyOf = ({ text, choices, choicesHint: hint }: BotSpoke): ItemInit['body'] =>
  choices.length === 0 ? { case: 'text', value: text } : { case: 'choices', value: { text, choices, hint } };

/** Who is to have it now. A newer text of the customer is still to be looked at. */
function settle(change: Change, { askedSeq, agentDue, silent }: BotSpoke, isAnswered: boolean): void {
  const { head } = change;
  if (head.state !== 'waiting') return;
  if (agentDue || head.agentDue) {
    change.set({ agentDue: true, botSilent: head.botSilent || silent, heldUntilMs: 0 });
    return;
  }
  if (askedSeq < head.askedSeq) return;
  change.set({ heldUntilMs: 0, ...(isAnswered ? { waitingSinceMs: 0 } : {}) });
}

/** What agents are shown: with the answer to send, unless the customer has it already. */
function guessOf({ guess, text, agentDue }: BotSpoke, isAnswered: boolean): BotSpoke['guess'] {
  if (guess === undefined) return undefined;
  if (isAnswered) return agentDue ? guess : undefined;
  const suggestion = agentDue ? guess.suggestion : guess.suggestion || text;
  return { ...guess, suggestion };
}
