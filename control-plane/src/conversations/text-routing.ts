import type { CallKind, Clock, Conversation } from '@weft/proto';
import { Engine, type Moment, type Why, type Work } from '../routing/engine/index.ts';
import type { RoutingRules } from '../routing/live-rules.ts';
import { type AgentNow, presenceOf } from './agent-load.ts';
import { textWork } from './text-work.ts';

/** An agent who may be given text work now. */
export interface TextAgent {
  readonly agentId: string;
  readonly displayName: string;
  /** Conversations they have open. */
  readonly open: number;
  /** The call they are in; undefined = none. */
  readonly call: CallKind | undefined;
}

export interface TextAssignment {
  readonly conversationId: string;
  readonly agentId: string;
  readonly agentName: string;
  /** For agents' eyes. */
  readonly why: Why;
}

/** Decides who gets which waiting conversation. */
export interface TextRouting {
  /** What is not assigned waits on; asked again later, with the age it has by then. */
  assign(waiting: readonly Conversation[], agents: readonly TextAgent[]): readonly TextAssignment[];
  /** How long an agent's desk may be gone before what waits for its answer goes to others. */
  readonly graceMs: number;
  /** Told when what is decided may be another than before. */
  onChange(listener: () => void): Disposable;
}

/**
 * By the routing rules, through the same engine as calls. Text is given, not
 * offered: whoever it goes to has it. What agents have open counts as chats, and
 * a call that they are in as a call: whether there is room beside it, their
 * capacity says.
 */
export class EngineTextRouting implements TextRouting {
  readonly #routing: RoutingRules;
  readonly #clock: Clock;

  constructor(routing: RoutingRules, clock: Clock) {
    this.#routing = routing;
    this.#clock = clock;
  }

  get graceMs(): number {
    return this.#routing.current.source.graceSeconds * 1_000;
  }

  onChange(listener: () => void): Disposable {
    return this.#routing.onChange(listener);
  }

  assign(waiting: readonly Conversation[], agents: readonly TextAgent[]): readonly TextAssignment[] {
    const at: Moment = { nowMs: this.#clock.now(), monotonicMs: this.#clock.monotonic() };
    const rules = this.#routing.current;
    const names = new Map(agents.map(({ agentId, displayName }) => [agentId, displayName]));
    const engine = new Engine(rules);
    const present = agents.map((agent): AgentNow => ({ ...agent, presence: 'available' }));
    for (const event of presenceOf(present, this.#routing, at)) engine.take(event, at);
    const works = waiting.map((conversation) => textWork(conversation, rules, at));
    return this.#inOrder(works, at).flatMap((work) => {
      const { decisions } = engine.take({ name: 'work-arrived', work }, at);
      return decisions.flatMap((decision) => {
        if (decision.do !== 'offer') return [];
        const { token, agentId, workId, why } = decision;
        engine.take({ name: 'answered', token, agentId, accept: true }, at);
        const agentName = names.get(agentId) ?? agentId;
        return [{ conversationId: workId, agentId, agentName, why }];
      });
    });
  }

  /** The order that the rules give the work in: that of an engine without agents. */
  #inOrder(works: readonly Work[], at: Moment): readonly Work[] {
    const engine = new Engine(this.#routing.current);
    for (const work of works) engine.take({ name: 'work-arrived', work }, at);
    return engine.inOrder();
  }
}
