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

/** What an event makes of an offer. An answer that comes after the time is over is refused, whether or not time was told. */
export function nextOffer(offer: Offer, event: OfferEvent, nowMs: number): OfferStep {
  const { state, agentId } = offer;
  const refuse = (code: ErrorCode, reason: string): OfferStep => ({ ok: false, code, reason });
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
      return late
        ? refuse('OFFER_SETTLED', 'the offer has expired')
        : { ok: true, state: { name: 'accepted' } };
    case 'decline':
      return late
        ? refuse('OFFER_SETTLED', 'the offer has expired')
        : { ok: true, state: { name: 'declined' } };
    case 'rescind':
      return { ok: true, state: { name: 'rescinded' } };
    case 'time':
      return { ok: true, state: late ? { name: 'expired' } : state };
  }
}
