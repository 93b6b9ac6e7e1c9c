import type { ErrorCode } from '@weft/proto';
import type { CallState, CallStep, CallWork, Guest, Leg } from './state.ts';

const NO_WORK: CallWork = {
  moveNow: [],
  tellFirst: [],
  write: 'no',
  rooms: 'as-they-are',
  tellAfter: [],
  released: [],
  facts: [],
  queue: 'nothing',
};

/** A step that is taken. */
export const done = (state: CallState, work: Partial<CallWork> = {}): CallStep => ({
  ok: true,
  state,
  work: { ...NO_WORK, ...work },
});
/** A step that is not. */
export const refused = (code: ErrorCode, reason: string): CallStep => ({ ok: false, code, reason });

/** Everybody in the call: the customer, its agent, then the others. */
export const legsOf = (call: CallState): readonly Leg[] =>
  'agent' in call && call.agent !== undefined ? [call.customer, call.agent, ...call.guests] : [call.customer];

/** Those in it who are neither its customer nor its agent. */
export const guestsOf = (call: CallState): readonly Guest[] => ('guests' in call ? call.guests : []);

/** The participant of this subject; undefined = not in the call. */
export const legOf = (call: CallState, subjectId: string): Leg | undefined =>
  legsOf(call).find((leg) => leg.subjectId === subjectId);

/** The leg as others see it. */
export const participantOf = (
  leg: Leg,
): {
  participantId: string;
  role: 'customer' | 'agent';
  displayName: string;
  region: string;
} => ({
  participantId: leg.participantId,
  role: leg.role,
  displayName: leg.displayName,
  region: leg.region,
});
