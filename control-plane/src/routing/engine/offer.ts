import type { ErrorCode } from '@weft/proto';

/** How an offer ended. */
export type OfferEnd = 'accepted' | 'declined' | 'expired' | 'rescinded';

/** The states of an offer. Only `proposed` leads on; what has ended stays as it ended. */
export type OfferState =
  | { readonly name: 'proposed'; readonly untilMs: number }
  | { readonly name: OfferEnd };

/** What happens to an offer. */
export type OfferEvent =
  | { readonly name: 'accept'; readonly agentId: string }
  | { readonly name: 'decline'; readonly agentId: string }
  /** The work is gone, the agent is, or the rules are others. */
  | { readonly name: 'rescind' }
  | { readonly name: 'time' };

/** The offer's fence: a number that no other offer of the engine has, and that later offers have more of. */
export type Token = number;

export interface Offer {
  readonly token: Token;
  readonly workId: string;
  readonly agentId: string;
  readonly state: OfferState;
}

export type OfferStep =
  | { readonly ok: true; readonly state: OfferState }
  | { readonly ok: false; readonly code: ErrorCode; readonly reason: string };

const ACCEPTED: OfferStep = { ok: true, state: { name: 'accepted' } };
const DECLINED: OfferStep = { ok: true, state: { name: 'declined' } };
const RESCINDED: OfferStep = { ok: true, state: { name: 'rescinded' } };
const EXPIRED: OfferStep = { ok: true, state: { name: 'expired' } };
const TOO_LATE = refuse('OFFER_SETTLED', 'the offer has expired');

/** What an event makes of an offer. An answer that comes after the time is over is refused, whether or not time was told. */
export function nextOffer({ state, agentId }: Offer, event: OfferEvent, nowMs: number): OfferStep {
  if ((event.name === 'accept' || event.name === 'decline') && event.agentId !== agentId) {
    return refuse('OFFER_NOT_FOUND', 'no such offer to this agent');
  }
  if (state.name !== 'proposed') {
    const answered = event.name === 'accept' || event.name === 'decline';
    return answered ? refuse('OFFER_SETTLED', `the offer was ${state.name}`) : { ok: true, state };
  }
  const late = nowMs >= state.untilMs;
  switch (event.name) {
    case 'accept':
      return late ? TOO_LATE : ACCEPTED;
    case 'decline':
      return late ? TOO_LATE : DECLINED;
    case 'rescind':
      return RESCINDED;
    case 'time':
      return late ? EXPIRED : { ok: true, state };
  }
}

function refuse(code: ErrorCode, reason: string): OfferStep {
  return { ok: false, code, reason };
}
