import { type CallRecord, type Clock, type Log, WeftError } from '@weft/proto';
import type { LiveCalls } from '../calls/live-calls.ts';
import type { WaitingPiece, WaitingWork } from '../ports.ts';
import { callWork } from '../routing/call-work.ts';
import { type AgentPresence, Engine, type Moment, whyNobody } from '../routing/engine/index.ts';
import type { RoutingRules } from '../routing/live-rules.ts';
import { newCallOf } from '../routing/recover.ts';
import { type AgentNow, presenceOf } from './agent-load.ts';
import type { Agent, Agents } from './agents.ts';
import { textWork } from './text-work.ts';
import type { TimelineStore } from './timeline-store.ts';

/** Pieces of each kind that are looked at: those that have waited longest. */
const MAX_WAITING = 200;
/** An answer is good for so long, whoever asks. */
const GOOD_FOR_MS = 1_000;

/** What it is made of. */
export interface WaitingWorkParts {
  readonly live: Pick<LiveCalls, 'live'>;
  readonly agents: Agents;
  readonly store: Pick<TimelineStore, 'waiting' | 'loads'>;
  readonly routing: RoutingRules;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Why what waits has no agent yet, calls and conversations together: a new
 * engine is told of everybody and everything as it is now, and asked. Any
 * instance can say so, whoever owns queue and timelines. What an owner alone
 * remembers is not in it: who has just declined.
 */
export class EngineWaitingWork implements WaitingWork {
  readonly #parts: WaitingWorkParts;
  #answer: { readonly atMs: number; readonly pieces: Promise<readonly WaitingPiece[]> } | undefined;

  constructor(parts: WaitingWorkParts) {
    this.#parts = parts;
  }

  why(): Promise<readonly WaitingPiece[]> {
    const nowMs = this.#parts.clock.monotonic();
    if (this.#answer === undefined || nowMs - this.#answer.atMs >= GOOD_FOR_MS) {
      const pieces = this.#ask();
      this.#answer = { atMs: nowMs, pieces };
    }
    return this.#answer.pieces;
  }

  async #ask(): Promise<readonly WaitingPiece[]> {
    const { live, agents, routing, clock } = this.#parts;
    const all = agents.all();
    const [texts, loads] = await this.#texts(all);
    const at: Moment = { nowMs: clock.now(), monotonicMs: clock.monotonic() };
    const engine = new Engine(routing.current);
    const present = all.map(
      (agent): AgentNow => ({
        agentId: agent.agentId,
        presence: presenceNow(agent),
        open: loads.get(agent.agentId) ?? 0,
        call: agent.call,
      }),
    );
    for (const event of presenceOf(present, routing, at)) engine.take(event, at);
    const calls = [...live.live()].map(({ value }) => value).filter(isWaiting);
    const oldest = calls.sort((a, b) => a.requestedAtMs - b.requestedAtMs).slice(0, MAX_WAITING);
    const known = new Map<string, Pick<WaitingPiece, 'kind' | 'name'>>();
    for (const record of oldest) {
      const call = newCallOf(record);
      const kind = call.callback ? 'callback' : 'call';
      known.set(call.callId, { kind, name: call.customer?.displayName ?? '' });
      engine.take({ name: 'work-arrived', work: callWork(call, at, true) }, at);
    }
    for (const text of texts) {
      known.set(text.conversationId, { kind: 'conversation', name: text.contactName });
      engine.take({ name: 'work-arrived', work: textWork(text, routing.current, at) }, at);
    }
    const names = new Map(all.map(({ agentId, displayName }) => [agentId, displayName]));
    return whyNobody(engine.floor).map((why) => ({
      ...why,
      ...(known.get(why.workId) ?? { kind: 'conversation', name: '' }),
      agentName: names.get(why.agentId) ?? '',
    }));
  }

  /** Conversations that wait, and what agents have open; while the store is away, none are known of. */
  async #texts(agents: readonly Agent[]) {
    const { store, clock, log } = this.#parts;
    try {
      const [waiting, loads] = await Promise.all([
        store.waiting(MAX_WAITING),
        store.loads(agents.map(({ agentId }) => agentId)),
      ]);
      const nowMs = clock.now();
      // What is held is with the virtual agent, and not routing's yet.
      const free = waiting.filter(({ heldUntilMs }) => heldUntilMs <= nowMs);
      return [free, new Map(loads.map(({ agentId, open }) => [agentId, open]))] as const;
    } catch (error) {
      if (!(error instanceof WeftError)) throw error;
      log.debug({ code: error.code }, 'waiting conversations not known');
      return [[], new Map<string, number>()] as const;
    }
  }
}

const isWaiting = ({ stage }: CallRecord): boolean => stage === 'queued' || stage === 'ringing';

function presenceNow({ sessionId, presence }: Agent): AgentPresence {
  if (sessionId === '') return 'offline';
  return presence === 'available' || presence === 'busy' ? presence : 'away';
}
