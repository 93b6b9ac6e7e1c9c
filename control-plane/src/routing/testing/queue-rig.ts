import { ManualClock, WeftError } from '@weft/proto';
import { QueueCore } from '../core.ts';
import { PLAIN_RULES, type RuleSetInput } from '../engine/index.ts';
import { EngineChooser } from '../engine-chooser.ts';
import type { QueueEvent } from '../next.ts';
import type { ChosenPresence, NewCall, QueueEffect, QueueRules, QueueState } from '../queue.ts';
import { FixedRules } from './fixed-rules.ts';
import { FixedTexts } from './fixed-texts.ts';

export const RULES: QueueRules = { maxWaiting: 5, maxDesks: 10, offerTimeoutMs: 20_000 };

/** A customer's call, as it comes into the queue. */
export const newCall = (callId: string, requestedAtMs: number): NewCall => ({
  ...{ callId, kind: 'video', customer: undefined, page: undefined, profile: undefined, requestedAtMs },
  ...{
    conversationId: 'conversation-1',
    preferredAgentId: '',
    wantedQueueId: '',
    callback: false,
    notBeforeMs: 0,
  },
});

/** A queue on a clock that stands, with everything it asked for written down. */
export class QueueRig {
  readonly clock = new ManualClock(0);
  readonly core: QueueCore;
  readonly rules: FixedRules;
  readonly texts = new FixedTexts();
  readonly effects: QueueEffect[] = [];
  #offers = 0;

  constructor(rules: Partial<QueueRules> = {}, routing: RuleSetInput = PLAIN_RULES) {
    this.rules = new FixedRules(routing);
    this.core = new QueueCore({
      queueId: 'default',
      rules: { ...RULES, ...rules },
      chooser: new EngineChooser(this.rules, this.clock, this.texts),
      clock: this.clock,
      offerId: () => {
        this.#offers += 1;
        return `offer-${this.#offers}`;
      },
      listener: (_before, _now, effects) => this.effects.push(...effects),
    });
  }

  get state(): QueueState {
    return this.core.state;
  }

  /** "taken", or the code it was refused with. */
  take(event: QueueEvent): string {
    try {
      this.core.take(event);
      return 'taken';
    } catch (error) {
      if (error instanceof WeftError) return error.code;
      throw error;
    }
  }

  call(callId: string, requestedAtMs = this.clock.now()): string {
    return this.take({ name: 'enqueued', call: newCall(callId, requestedAtMs) });
  }

  desk(agentId: string, sessionId = `s-${agentId}`, callId?: string): string {
    return this.take({
      name: 'desk-synced',
      agentId,
      sessionId,
      displayName: agentId,
      region: 'eu',
      callId,
    });
  }

  choose(agentId: string, presence: ChosenPresence, pause = ''): string {
    return this.take({ name: 'presence-chosen', agentId, sessionId: `s-${agentId}`, presence, pause });
  }

  answer(agentId: string, offerId: string, accept: boolean): string {
    return this.take({ name: 'answered', agentId, sessionId: `s-${agentId}`, offerId, accept });
  }

  /** Live offers as "agent:call". */
  get offers(): readonly string[] {
    return [...this.state.offers.values()].map(({ agentId, callId }) => `${agentId}:${callId}`);
  }

  /** The id of the live offer of a call. */
  offerId(callId: string): string {
    return [...this.state.offers.values()].find((offer) => offer.callId === callId)?.offerId ?? 'none';
  }

  get waiting(): readonly string[] {
    return [...this.state.waiting].map(({ callId }) => callId);
  }

  /** How offers ended, as "agent:call outcome". */
  get outcomes(): readonly string[] {
    return this.effects.flatMap((effect) =>
      effect.do === 'end-offer' ? [`${effect.offer.agentId}:${effect.offer.callId} ${effect.outcome}`] : [],
    );
  }
}
