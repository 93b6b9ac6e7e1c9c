import type { Channel, Clock, Conversation } from '@weft/proto';
import {
  Engine,
  type EngineEvent,
  type Moment,
  type Work,
  whyText,
  workOf,
} from '../routing/engine/index.ts';
import type { RoutingRules } from '../routing/live-rules.ts';

/** An agent who may be given text work now. */
export interface TextAgent {
  readonly agentId: string;
  readonly displayName: string;
  /** Conversations they have open. */
  readonly open: number;
}

export interface TextAssignment {
  readonly conversationId: string;
  readonly agentId: string;
  readonly agentName: string;
  /** For agents' eyes. */
  readonly reason: string;
}

/** Decides who gets which waiting conversation. */
export interface TextRouting {
  /** What is not assigned waits on; asked again later, with the age it has by then. */
  assign(waiting: readonly Conversation[], agents: readonly TextAgent[]): readonly TextAssignment[];
}

/** How the rules name channels. What comes by phone and call is written about as chat. */
const CHANNELS: Readonly<Record<Channel, string>> = {
  unspecified: 'chat',
  chat: 'chat',
  call: 'chat',
  phone: 'chat',
  sms: 'message',
  wechat: 'message',
  weibo: 'message',
  email: 'email',
};

/**
 * By the routing rules, through the same engine as calls. Text is given, not
 * offered: whoever it goes to has it. What agents have open counts as chats.
 */
export class EngineTextRouting implements TextRouting {
  readonly #routing: RoutingRules;
  readonly #clock: Clock;

  constructor(routing: RoutingRules, clock: Clock) {
    this.#routing = routing;
    this.#clock = clock;
  }

  assign(waiting: readonly Conversation[], agents: readonly TextAgent[]): readonly TextAssignment[] {
    const at: Moment = { nowMs: this.#clock.now(), monotonicMs: this.#clock.monotonic() };
    const names = new Map(agents.map(({ agentId, displayName }) => [agentId, displayName]));
    const engine = new Engine(this.#routing.current);
    for (const event of this.#presence(agents, at)) engine.take(event, at);
    const works = waiting.map((conversation) => this.#work(conversation, at));
    return this.#inOrder(works, at).flatMap((work) => {
      const { decisions } = engine.take({ name: 'work-arrived', work }, at);
      return decisions.flatMap((decision) => {
        if (decision.do !== 'offer') return [];
        const { token, agentId, workId, why } = decision;
        engine.take({ name: 'answered', token, agentId, accept: true }, at);
        const agentName = names.get(agentId) ?? agentId;
        return [{ conversationId: workId, agentId, agentName, reason: whyText(why) }];
      });
    });
  }

  /** The agents with what they have, those with the least in hand first. */
  *#presence(agents: readonly TextAgent[], at: Moment): Generator<EngineEvent> {
    const byLoad = agents.toSorted((a, b) => a.open - b.open || (a.agentId < b.agentId ? -1 : 1));
    for (const [index, { agentId, open }] of byLoad.entries()) {
      const traits = this.#routing.traitsOf(agentId);
      const idleSinceMs = at.monotonicMs - byLoad.length + index;
      yield { name: 'agent-set', agentId, traits, presence: 'available', reason: 'chosen', idleSinceMs };
      for (let one = 0; one < open; one += 1) {
        const workId = `${agentId} ${one}`;
        const work = workOf({ workId, channel: 'chat', arrivedAtMs: at.monotonicMs });
        yield { name: 'holding', agentId, work };
      }
      // Having work is not having just been given it.
      yield { name: 'agent-set', agentId, traits, presence: 'available', reason: 'chosen', idleSinceMs };
    }
  }

  /** The order that the rules give the work in: that of an engine without agents. */
  #inOrder(works: readonly Work[], at: Moment): readonly Work[] {
    const engine = new Engine(this.#routing.current);
    for (const work of works) engine.take({ name: 'work-arrived', work }, at);
    return engine.inOrder();
  }

  #work(conversation: Conversation, at: Moment): Work {
    const { conversationId, channel, contactId, tags, priority, page, previousAgentId, queueId } =
      conversation;
    const waitingSinceMs = conversation.waitingSinceMs || conversation.openedAtMs;
    const arrivedAtMs = at.monotonicMs - (at.nowMs - waitingSinceMs);
    return workOf({
      workId: conversationId,
      channel: CHANNELS[channel],
      arrivedAtMs,
      queuedAtMs: Math.min(arrivedAtMs, at.monotonicMs),
      priority,
      language: /^[a-zA-Z]{2,3}(?=-|$)/.exec(page?.locale ?? '')?.[0].toLowerCase() ?? '',
      queueId: this.#routing.current.queues.has(queueId) ? queueId : undefined,
      preferred: previousAgentId === '' ? undefined : { agentId: previousAgentId, only: false },
      attributes: {
        conversation: conversationId,
        contact: contactId,
        via: channel,
        tags,
        page: page?.url ?? '',
        title: page?.title ?? '',
        locale: page?.locale ?? '',
      },
    });
  }
}
