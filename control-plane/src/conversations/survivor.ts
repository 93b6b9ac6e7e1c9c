import type { Conversation } from '@weft/proto';

/** Which conversation goes on, and which become part of it. */
export interface Survival {
  readonly survivor: Conversation;
  readonly others: readonly Conversation[];
}

/**
 * Which of a person's open conversations goes on: the one with a live call, else one that an agent is at, else one
 * that an agent has set aside, else the oldest. Of two with live calls neither can be the other while both are live:
 * those stay beside each other. Pure; undefined = nothing is to become one.
 */
export function survivorOf(open: readonly Conversation[]): Survival | undefined {
  const [survivor, ...rest] = open.toSorted(byClaim);
  const others = rest.filter(({ callId }) => callId === '');
  return survivor === undefined || others.length === 0 ? undefined : { survivor, others };
}

const claim = ({ callId, state }: Conversation): number => {
  if (callId !== '') return 0;
  if (state === 'assigned') return 1;
  return state === 'snoozed' ? 2 : 3;
};

const byClaim = (one: Conversation, other: Conversation): number =>
  claim(one) - claim(other) ||
  one.openedAtMs - other.openedAtMs ||
  (one.conversationId < other.conversationId ? -1 : 1);
