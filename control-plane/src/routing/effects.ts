import { type Call, type ErrorCode, type FactBody, type OfferOutcome, toFault, WeftError } from '@weft/proto';
import type { AgentCalls } from './agent-calls.ts';
import type { QueueContext } from './context.ts';
import { type DeskPushes, momentOf } from './desk-pushes.ts';
import { sameRecord } from './desk-record.ts';
import type { DeskStore } from './desk-store.ts';
import { offerView } from './desk-view.ts';
import type { QueueEvent } from './next.ts';
import { presenceOf } from './presence.ts';
import type { AgentDesk, LiveOffer, QueueEffect, QueueState } from './queue.ts';
import { recordNews } from './recover.ts';
import type { Standings } from './standings.ts';

/** A seating that failed with these may have happened. */
const LOST_ANSWERS: readonly ErrorCode[] = ['TIMEOUT', 'UNAVAILABLE', 'INTERNAL'];

/** What the effects of a queue's steps are done with. */
export interface EffectTools {
  readonly context: QueueContext;
  readonly calls: AgentCalls;
  readonly pushes: DeskPushes;
  readonly store: DeskStore;
  readonly standings: Standings;
  readonly take: (event: QueueEvent) => void;
}

/** Does what a queue's steps ask for: pushes, facts, seating, keeping. Nothing here decides. */
export class QueueEffects {
  readonly #tools: EffectTools;
  /** Seatings under way by offer. */
  readonly #seating = new Map<string, Promise<Call>>();

  constructor(tools: EffectTools) {
    this.#tools = tools;
  }

  /** The seating that an accepted offer led to; undefined when none is under way. */
  seating(offerId: string): Promise<Call> | undefined {
    return this.#seating.get(offerId);
  }

  /** After each step. */
  follow(before: QueueState, now: QueueState, effects: readonly QueueEffect[]): void {
    for (const effect of effects) this.#do(effect, now);
    this.#desksChanged(before, now);
    this.#tools.standings.update(now);
    if (now.waiting.size !== before.waiting.size) this.#tools.pushes.waitingChanged();
  }

  #do(effect: QueueEffect, state: QueueState): void {
    const { context } = this.#tools;
    switch (effect.do) {
      case 'offer': {
        const { offer, call, reason } = effect;
        const view = offerView(offer, call, momentOf(context.clock));
        const sessionId = state.desks.get(offer.agentId)?.sessionId ?? '';
        context.sessions.push(sessionId, { body: { case: 'offer', value: view } });
        const { offerId, callId, agentId } = offer;
        context.log.info({ offerId, callId, agentId, reason }, 'call offered');
        const { queueId } = offer;
        this.#fact(`${offerId}-offered`, callId, {
          case: 'callOffered',
          value: { offerId, agentId, queueId, reason },
        });
        return;
      }
      case 'end-offer': {
        const { offer, sessionId, outcome } = effect;
        const { offerId, callId, agentId } = offer;
        // Who accepts is answered with the call instead.
        if (sessionId !== '' && outcome !== 'accepted') {
          context.sessions.push(sessionId, { body: { case: 'offerEnded', value: { offerId, outcome } } });
        }
        context.settled(outcome);
        this.#tellInviter(offer, outcome, state);
        context.log.info({ offerId, callId, agentId, outcome }, 'offer settled');
        this.#fact(`${offerId}-settled`, callId, {
          case: 'offerSettled',
          value: { offerId, agentId, outcome },
        });
        return;
      }
      case 'assign':
        this.#assign(effect.offer, effect.desk);
        return;
      case 'close-session':
        context.sessions.close(effect.sessionId, toFault(new WeftError('SIGNED_IN_ELSEWHERE')));
        return;
    }
  }

  #tellInviter({ callId, agentId, invitation }: LiveOffer, outcome: OfferOutcome, state: QueueState): void {
    if (invitation === undefined) return;
    const { context, calls } = this.#tools;
    const { byAgentId, heldForIt } = invitation;
    const sessionId = state.desks.get(byAgentId)?.sessionId ?? '';
    const value = { callId, agentId, outcome };
    if (sessionId !== '') context.sessions.push(sessionId, { body: { case: 'invitationEnded', value } });
    if (outcome === 'accepted' || !heldForIt) return;
    // Here and not at the desk, which may just be loaded again: nobody else would know what the hold was for.
    calls.nobodyCame(callId, byAgentId).catch((error: unknown) => {
      context.log.debug({ callId, byAgentId, error: String(error) }, 'the call is over, or keeps its hold');
    });
  }

  #assign(offer: LiveOffer, desk: Extract<QueueEffect, { readonly do: 'assign' }>['desk']): void {
    const { offerId, callId } = offer;
    const { calls, pushes, take, context } = this.#tools;
    const seat = async (): Promise<Call> => {
      try {
        const call = await calls.assign(desk, callId, offer.invitation !== undefined);
        take({ name: 'assigned', offerId });
        // The record may have told of the seating before the call itself was known.
        pushes.push(desk.agentId);
        return call;
      } catch (error) {
        const code = error instanceof WeftError ? error.code : 'INTERNAL';
        context.log.warn(
          { offerId, callId, agentId: desk.agentId, error: String(error) },
          'agent not seated',
        );
        // Seated all the same, only the answer got lost? Then nobody is free, not even for a moment.
        const news = recordNews(callId, context.live.records.get(callId)?.value, undefined);
        const seated = news?.name === 'call-seated' && news.agentId === desk.agentId;
        if (LOST_ANSWERS.includes(code) && seated) take({ name: 'assigned', offerId });
        else take({ name: 'not-assigned', offerId, code });
        throw error;
      } finally {
        this.#seating.delete(offerId);
      }
    };
    const seating = seat();
    this.#seating.set(offerId, seating);
    // Whoever accepted waits for it too; if nobody does any more, it has been logged.
    seating.catch(() => undefined);
  }

  #desksChanged(before: QueueState, now: QueueState): void {
    const { context, store, pushes, calls } = this.#tools;
    for (const { before: old, now: desk } of now.desks.changesSince(before.desks)) {
      if (desk === undefined) {
        if (old !== undefined) store.forget(old.agentId);
        continue;
      }
      const { agentId } = desk;
      if (!sameRecord(old, desk)) store.save(desk);
      const { presence, reason, pause } = presenceOf(desk);
      const was = presenceOf(old);
      if (presence === was.presence && reason === was.reason && pause === was.pause) continue;
      if (desk.work.name !== 'in-call') calls.forget(agentId);
      else if (calls.last(agentId)?.callId !== desk.work.callId) this.#learn(desk, desk.work.callId);
      context.log.info({ agentId, presence, reason, pause }, 'presence changed');
      this.#fact(context.ids.next('fact'), '', {
        case: 'presenceChanged',
        value: { agentId, presence, reason, pause },
      });
      pushes.push(agentId);
    }
  }

  /** A call that the agent came into without an offer: its owner is asked for it before the desk is told. */
  #learn({ agentId, sessionId, displayName, region }: AgentDesk, callId: string): void {
    if (sessionId === '') return;
    const { calls, pushes, context } = this.#tools;
    const who = {
      ...{ sessionId, subjectId: agentId, displayName, region, edgeId: '' },
      role: 'agent',
    } as const;
    calls.sync(who, callId).then(
      () => pushes.push(agentId),
      (error: unknown) => context.log.debug({ agentId, callId, error: String(error) }, 'call not known yet'),
    );
  }

  #fact(factId: string, callId: string, body: FactBody): void {
    this.#tools.context.facts.tell({ factId, ...(callId === '' ? {} : { callId }), body });
  }
}
