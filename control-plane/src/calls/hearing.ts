import type { CallState, Leg } from './state.ts';
import { guestsOf, legsOf } from './step.ts';

/**
 * Whether one participant's sound and picture may reach another. The one place
 * where this is decided: media nodes forward by it, pages only show it.
 */
export function mayHear(call: CallState, listener: Leg, speaker: Leg): boolean {
  if (listener.participantId === speaker.participantId) return false;
  switch (guestsOf(call).find(({ participantId }) => participantId === speaker.participantId)?.part) {
    case 'listens':
      return false;
    case 'whispers':
      return 'agent' in call && call.agent?.participantId === listener.participantId;
    case 'barges':
    case 'confers':
    case undefined:
      return true;
  }
}

/** The participants whose media may reach this one. */
export const heardBy = (call: CallState, listener: Leg): readonly string[] =>
  legsOf(call)
    .filter((speaker) => mayHear(call, listener, speaker))
    .map(({ participantId }) => participantId);

/**
 * Who is parted from the others while the call is held: the customer, when a
 * guest is there to talk with the agent meanwhile. Empty = everybody is.
 */
export const partedOf = (call: CallState): readonly string[] =>
  guestsOf(call).some(({ part }) => part !== 'listens') ? [call.customer.participantId] : [];
