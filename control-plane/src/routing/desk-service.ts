import { type ControlReplyInit, type Principal, WeftError } from '@weft/proto';
import type { DeskCommand } from '../requests/commands.ts';
import type { AgentCalls } from './agent-calls.ts';
import type { QueueContext } from './context.ts';
import type { QueueCore } from './core.ts';
import type { DeskPushes } from './desk-pushes.ts';
import type { QueueEffects } from './effects.ts';

/** Answers agents' desks at the queue's owner. */
export class DeskService {
  readonly #context: QueueContext;
  readonly #core: QueueCore;
  readonly #calls: AgentCalls;
  readonly #pushes: DeskPushes;
  readonly #effects: QueueEffects;

  constructor(parts: {
    context: QueueContext;
    core: QueueCore;
    calls: AgentCalls;
    pushes: DeskPushes;
    effects: QueueEffects;
  }) {
    this.#context = parts.context;
    this.#core = parts.core;
    this.#calls = parts.calls;
    this.#pushes = parts.pushes;
    this.#effects = parts.effects;
  }

  /** Throws what the queue refuses the request with, and what seating the agent ran into. */
  async serve(who: Principal, command: DeskCommand): Promise<ControlReplyInit> {
    const { subjectId: agentId, sessionId } = who;
    switch (command.name) {
      case 'sync-desk':
        await this.#sync(who);
        return this.#desk(agentId);
      case 'set-presence':
        this.#core.take({ ...this.#chosen(command), agentId, sessionId });
        return this.#desk(agentId);
      case 'answer-offer': {
        const { offerId, accept } = command;
        this.#core.take({ name: 'answered', agentId, sessionId, offerId, accept });
        if (!accept) return { body: { case: 'accepted', value: {} } };
        const call = await this.#effects.seating(offerId);
        if (call === undefined) throw new WeftError('OFFER_SETTLED');
        return { body: { case: 'call', value: call } };
      }
    }
  }

  /** Throws BAD_REQUEST for a pause that the rules do not know: they may have changed since the page was told. */
  #chosen({ presence, pause }: DeskCommand & { readonly name: 'set-presence' }) {
    const known = pause === '' || this.#context.routing.current.source.pauses.includes(pause);
    if (!known) throw new WeftError('BAD_REQUEST', 'the rules have no such pause');
    return { name: 'presence-chosen', presence, pause } as const;
  }

  /**
   * The call goes over to the new session before the desk does: the old session
   * is closed then, and its end must not be the agent's.
   */
  async #sync(who: Principal): Promise<void> {
    const { subjectId: agentId, sessionId, displayName, region } = who;
    const work = this.#core.state.desks.get(agentId)?.work;
    const recorded = this.#context.live.callOf(agentId);
    const callId = work?.name === 'in-call' ? work.callId : recorded;
    if (callId !== undefined && !(await this.#syncCall(who, callId))) {
      this.#core.take({ name: 'call-over', callId });
    }
    // A desk that was known knows its call; of a new one the records tell, if they still do.
    const known = this.#core.state.desks.has(agentId);
    const stillLive = callId !== undefined && this.#context.live.callOf(agentId) === callId;
    const found = known || !stillLive ? undefined : callId;
    this.#core.take({ name: 'desk-synced', agentId, sessionId, displayName, region, callId: found });
  }

  /** False when the call is over. */
  async #syncCall(who: Principal, callId: string): Promise<boolean> {
    try {
      await this.#calls.sync(who, callId);
      return true;
    } catch (error) {
      if (!(error instanceof WeftError)) throw error;
      if (error.code !== 'CALL_ENDED' && error.code !== 'CALL_NOT_FOUND') throw error;
      return false;
    }
  }

  #desk(agentId: string): ControlReplyInit {
    return { body: { case: 'desk', value: this.#pushes.view(agentId) } };
  }
}
