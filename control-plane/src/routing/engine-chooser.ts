import type { Clock } from '@weft/proto';
import { callWork } from './call-work.ts';
import { type Chooser, isFree, type Match } from './choose.ts';
import {
  type CompiledRules,
  type Decision,
  Engine,
  type EngineEvent,
  type Moment,
  whyText,
  workOf,
} from './engine/index.ts';
import type { RoutingRules } from './live-rules.ts';
import type { AgentDesk, NewCall, QueueState } from './queue.ts';
import type { TextLoads } from './text-loads.ts';

/** Where a call is, by the queue's state. */
type Standing =
  | { readonly name: 'waits' }
  /** Out for an offer, or in a call: talking. */
  | { readonly name: 'with'; readonly agentId: string; readonly talking: boolean };

/**
 * The routing engine behind a queue of calls. The queue owns offers, sessions
 * and time-outs; the engine is told what became of them and decides what is
 * next. What it has chosen counts as with its agent until the queue's state
 * says otherwise.
 */
export class EngineChooser implements Chooser {
  readonly #live: RoutingRules;
  readonly #clock: Clock;
  readonly #texts: TextLoads;
  readonly #engine: Engine;
  #rules: CompiledRules;
  /** Chosen, and not seen in the state yet. */
  #chosen: (Decision & { readonly do: 'offer' })[] = [];
  /** Of the traits that agents have in the engine. */
  #traitsVersion = -1;
  /** Of the conversations that agents have in the engine. */
  #textsVersion = -1;
  #seen: QueueState | undefined;
  readonly #standings = new Map<string, Standing>();
  readonly #desks = new Map<string, AgentDesk>();
  /** By agent: conversations that the engine knows they have. */
  readonly #open = new Map<string, number>();

  constructor(live: RoutingRules, clock: Clock, texts: TextLoads) {
    this.#live = live;
    this.#clock = clock;
    this.#texts = texts;
    this.#rules = live.current;
    this.#engine = new Engine(this.#rules);
  }

  refusal(call: NewCall, nowMs: number): string | undefined {
    this.#followRules(this.#momentOf(nowMs));
    const at = this.#momentOf(nowMs);
    const reason = this.#tell({ name: 'work-arrived', work: callWork(call, at) }, at);
    if (reason === undefined) this.#standings.set(call.callId, { name: 'waits' });
    return reason;
  }

  choose(state: QueueState, nowMs: number): Match | undefined {
    const at = this.#momentOf(nowMs);
    this.#tell({ name: 'tick' }, at);
    this.#followRules(at);
    this.#follow(state, at);
    // What engine and state never agree about is left until the state is another.
    for (let left = state.desks.size + state.waiting.length; left > 0; left -= 1) {
      const next = this.#chosen.shift();
      if (next === undefined) break;
      const { workId, agentId, why } = next;
      const desk = state.desks.get(agentId);
      const standing = this.#standings.get(workId);
      if (desk !== undefined && isFree(desk) && standing?.name === 'waits') {
        this.#standings.set(workId, { name: 'with', agentId, talking: false });
        const { queueId } = why;
        const { offerSeconds } = this.#rules.queues.get(queueId)?.rule ?? {};
        const timeoutMs = offerSeconds === undefined ? undefined : offerSeconds * 1_000;
        return { callId: workId, agentId, queueId, timeoutMs, reason: whyText(why) };
      }
      // The state has moved on since.
      this.#giveBack(workId, false, at);
    }
    return undefined;
  }

  dueAtMs(): number | undefined {
    return this.#engine.dueAtMs;
  }

  /** Brings the engine to what the state says: first what makes room or takes it, then what can use it. */
  #follow(state: QueueState, at: Moment): void {
    const traitsChanged = this.#traitsVersion !== this.#live.traitsVersion;
    const textsChanged = this.#textsVersion !== this.#texts.version;
    if (state === this.#seen && !traitsChanged && !textsChanged) return;
    this.#seen = state;
    this.#traitsVersion = this.#live.traitsVersion;
    this.#textsVersion = this.#texts.version;
    const changed = [...state.desks.values()].filter(
      (desk) => traitsChanged || textsChanged || this.#desks.get(desk.agentId) !== desk,
    );
    for (const desk of changed)
      if (!isOn(desk) || !this.#desks.has(desk.agentId)) this.#setAgent(desk, at, false);
    this.#followCalls(standingsOf(state), at);
    for (const desk of changed) if (isOn(desk)) this.#setAgent(desk, at, true);
    for (const agentId of [...this.#desks.keys()]) {
      if (state.desks.has(agentId)) continue;
      this.#setOpen(agentId, 0, at);
      const traits = this.#live.traitsOf(agentId);
      const gone = { name: 'agent-set', agentId, traits, presence: 'offline', reason: 'signed-off' } as const;
      this.#tell({ ...gone, idleSinceMs: undefined }, at);
      this.#tell({ name: 'agent-forgotten', agentId }, at);
      this.#desks.delete(agentId);
    }
    this.#followReturns(state, at);
  }

  /** Calls that are over, and calls that are with an agent. */
  #followCalls(standings: ReadonlyMap<string, Standing>, at: Moment): void {
    for (const [callId, standing] of [...this.#standings]) {
      if (standings.has(callId)) continue;
      this.#standings.delete(callId);
      this.#chosen = this.#chosen.filter(({ workId }) => workId !== callId);
      // There is nothing to wrap up of a call that was not answered.
      const talked = standing.name === 'with' && standing.talking;
      this.#tell({ name: talked ? 'work-finished' : 'work-gone', workId: callId }, at);
    }
    for (const [callId, standing] of standings) {
      if (standing.name !== 'with') continue;
      this.#standings.set(callId, standing);
      if (this.#isWith(callId, standing.agentId)) continue;
      this.#chosen = this.#chosen.filter(({ workId }) => workId !== callId);
      const known = this.#engine.floor.works.get(callId)?.source;
      const held = workOf({ workId: callId, channel: 'voice', arrivedAtMs: at.monotonicMs });
      this.#tell({ name: 'holding', agentId: standing.agentId, work: known ?? held }, at);
    }
  }

  /** Calls that wait: those that an agent did not take, and those that are new. */
  #followReturns(state: QueueState, at: Moment): void {
    const standings = standingsOf(state);
    for (const call of state.waiting) {
      if (standings.get(call.callId)?.name !== 'waits') continue;
      const before = this.#standings.get(call.callId);
      this.#standings.set(call.callId, { name: 'waits' });
      if (before?.name === 'with') this.#giveBack(call.callId, call.pausedUntilMs.has(before.agentId), at);
      else if (before === undefined) this.#tell({ name: 'work-arrived', work: callWork(call, at) }, at);
    }
  }

  #isWith(callId: string, agentId: string): boolean {
    const slot = this.#engine.floor.works.get(callId);
    return slot?.place === 'assigned' && slot.agent?.agent.agentId === agentId;
  }

  #setAgent(desk: AgentDesk, at: Moment, on: boolean): void {
    const { agentId, reason, idleSinceMs } = desk;
    const traits = this.#live.traitsOf(agentId);
    const presence = on ? 'available' : desk.sessionId === '' ? 'offline' : 'busy';
    const set = { name: 'agent-set', agentId, traits, reason, idleSinceMs } as const;
    // What becomes of a conversation whose desk is gone is not this engine's business.
    const open = presence === 'offline' ? 0 : this.#texts.openOf(agentId);
    if (open !== (this.#open.get(agentId) ?? 0)) {
      // Nothing is chosen for them before all that they have is known.
      this.#tell({ ...set, presence: 'busy' }, at);
      this.#setOpen(agentId, open, at);
    }
    this.#desks.set(agentId, desk);
    this.#tell({ ...set, presence }, at);
  }

  /** Conversations that an agent has from now on, each a chat in hand. */
  #setOpen(agentId: string, open: number, at: Moment): void {
    const before = this.#open.get(agentId) ?? 0;
    for (let one = before; one < open; one += 1) {
      const work = workOf({ workId: textId(agentId, one), channel: 'chat', arrivedAtMs: at.monotonicMs });
      this.#tell({ name: 'holding', agentId, work }, at);
    }
    for (let one = before - 1; one >= open; one -= 1)
      this.#tell({ name: 'work-gone', workId: textId(agentId, one) }, at);
    if (open === 0) this.#open.delete(agentId);
    else this.#open.set(agentId, open);
  }

  #giveBack(workId: string, notAgain: boolean, at: Moment): void {
    const back = { name: 'work-returned', workId, queueId: undefined, preferred: undefined } as const;
    this.#tell({ ...back, notAgain, afresh: false }, at);
  }

  #followRules(at: Moment): void {
    if (this.#rules === this.#live.current) return;
    this.#rules = this.#live.current;
    this.#note(this.#engine.setRules(this.#rules, at), at);
  }

  /** Why it was refused; undefined = it was taken. */
  #tell(event: EngineEvent, at: Moment): string | undefined {
    const { decisions, refusal } = this.#engine.take(event, at);
    this.#note(decisions, at);
    return refusal?.reason;
  }

  /** What is chosen is the agent's at once: whether it is answered, and when, is the queue's business. */
  #note(decisions: readonly Decision[], at: Moment): void {
    for (const decision of decisions) {
      if (decision.do !== 'offer') continue;
      this.#chosen.push(decision);
      const { token, agentId } = decision;
      this.#engine.take({ name: 'answered', token, agentId, accept: true }, at);
    }
  }

  #momentOf(monotonicMs: number): Moment {
    return { nowMs: this.#clock.now(), monotonicMs };
  }
}

/** No call has a blank in its id. */
const textId = (agentId: string, one: number): string => `${agentId} text ${one}`;

/** What an agent has who is in the call of another. No call has a blank in its id. */
const besideId = (callId: string, agentId: string): string => `${callId} beside ${agentId}`;

/** Takes part in the choosing, whatever it does at the moment. */
const isOn = (desk: AgentDesk): boolean =>
  desk.sessionId !== '' && desk.reachable && desk.presence === 'available';

/** Where every call is that the state knows of. */
function standingsOf(state: QueueState): ReadonlyMap<string, Standing> {
  const standings = new Map<string, Standing>();
  for (const { callId } of state.waiting) standings.set(callId, { name: 'waits' });
  for (const { callId, agentId, invitation } of state.offers.values()) {
    const workId = invitation === undefined ? callId : besideId(callId, agentId);
    standings.set(workId, { name: 'with', agentId, talking: false });
  }
  const talked = new Set<string>();
  for (const { agentId, work } of state.desks.values()) {
    if (work.name !== 'in-call') continue;
    // To the engine work has one agent: of several in one call each has a piece of their own.
    const workId = talked.has(work.callId) ? besideId(work.callId, agentId) : work.callId;
    talked.add(work.callId);
    standings.set(workId, { name: 'with', agentId, talking: workId === work.callId });
  }
  return standings;
}
