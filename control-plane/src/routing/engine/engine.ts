import type { ErrorCode } from '@weft/proto';
import type { CompiledRules } from './compiled.ts';
import type { RatedAgent } from './evaluate.ts';
import type { EngineEvent, Outcome, Refusal } from './events.ts';
import { Floor } from './floor.ts';
import { Matching } from './matching.ts';
import type { Moment, Work } from './model.ts';
import type { Token } from './offer.ts';
import { AgentSlot, WorkSlot } from './slots.ts';
import type { Decision } from './why.ts';
import { isWorkBefore } from './work-order.ts';

/** What the engine may hold. */
export interface EngineLimits {
  readonly maxWork: number;
  readonly maxAgents: number;
}

const DEFAULT_LIMITS: EngineLimits = { maxWork: 1_000_000, maxAgents: 50_000 };

/**
 * Decides who is offered which work. Knows no clock, no network and no store:
 * it is told what happens and when, and answers with what it decided and why.
 * The same events give the same decisions.
 *
 * Whenever it is at rest, no work waits that an agent with room may have now.
 */
export class Engine {
  readonly #floor: Floor;
  readonly #limits: EngineLimits;

  /** `newMatching`: another way to find who may have what, for a test to compare with. */
  constructor(
    rules: CompiledRules,
    limits: EngineLimits = DEFAULT_LIMITS,
    newMatching: (rules: CompiledRules) => Matching = (present) => new Matching(present),
  ) {
    this.#floor = new Floor(rules, newMatching);
    this.#limits = limits;
  }

  /** Work and agents as they stand: to be read, not changed. */
  get floor(): Floor {
    return this.#floor;
  }

  /** When time alone changes something next (monotonic); undefined = never. */
  get dueAtMs(): number | undefined {
    return this.#floor.timers.first?.dueMs;
  }

  /** Waiting work in the order that the rules give it, whoever may have it. Looks at all of it. */
  inOrder(): readonly Work[] {
    const waiting = [...this.#floor.works.values()].filter(({ agent }) => agent === undefined);
    return waiting.sort((a, b) => (isWorkBefore(a, b) ? -1 : 1)).map(({ source }) => source);
  }

  /** Takes one event. Time that has passed is dealt with first. */
  take(event: EngineEvent, moment: Moment): Outcome {
    this.#begin(moment);
    const refusal = this.#react(event);
    return { decisions: this.#floor.decisions, refusal };
  }

  /** From now on other rules hold: whatever waits is looked at anew, what agents have stays theirs. */
  setRules(rules: CompiledRules, moment: Moment): readonly Decision[] {
    this.#begin(moment);
    this.#floor.changeRules(rules);
    return this.#floor.decisions;
  }

  #begin(moment: Moment): void {
    const floor = this.#floor;
    floor.decisions = [];
    floor.moment = moment;
    for (;;) {
      const timer = floor.timers.first;
      if (timer === undefined || timer.dueMs > moment.monotonicMs) return;
      floor.timers.disarm(timer);
      if (timer instanceof WorkSlot) this.#workDue(timer);
      else if (timer instanceof AgentSlot) this.#takeBack(timer);
    }
  }

  #react(event: EngineEvent): Refusal | undefined {
    switch (event.name) {
      case 'work-arrived':
        return this.#arrive(event.work);
      case 'work-gone':
        return this.#gone(event.workId);
      case 'work-finished':
        return this.#finish(event.workId);
      case 'wrapped-up':
        return this.#wrappedUp(event.workId);
      case 'work-returned':
        return this.#return(event);
      case 'holding':
        return this.#hold(event.agentId, event.work);
      case 'agent-set':
        return this.#setAgent(event);
      case 'agent-forgotten':
        return this.#forget(event.agentId);
      case 'answered':
        return this.#answer(event.token, event.agentId, event.accept);
      case 'tick':
        return undefined;
    }
  }

  // ---- Work ----

  #arrive(work: Work): Refusal | undefined {
    const floor = this.#floor;
    if (floor.works.has(work.workId)) return undefined;
    if (floor.works.size >= this.#limits.maxWork) {
      return refuse('QUEUE_FULL', `${this.#limits.maxWork} pieces of work are there already`);
    }
    const slot = floor.newWork(work);
    const sinceMs = work.queuedAtMs ?? floor.moment.monotonicMs;
    const open = floor.itinerary.begin(slot, sinceMs, floor.moment);
    const { queueId, rule } = slot.queue;
    if (open && (slot.admitted || floor.waitingIn(queueId) < rule.maxWaiting)) {
      floor.place(slot);
      return undefined;
    }
    floor.remove(slot);
    const code = open ? 'QUEUE_FULL' : 'QUEUE_CLOSED';
    floor.decisions.push({ do: 'refuse', workId: work.workId, queueId, code });
    return open
      ? refuse(code, `${rule.maxWaiting} wait in ${queueId} already`)
      : refuse(code, `the queue ${queueId} is closed`);
  }

  #gone(workId: string): undefined {
    const slot = this.#floor.works.get(workId);
    if (slot !== undefined) this.#leave(slot);
  }

  /** Wherever it is, it is no more. */
  #leave(slot: WorkSlot): void {
    const floor = this.#floor;
    floor.takeOut(slot);
    const { agent, place } = slot;
    if (place === 'offered') floor.settle(slot, { name: 'rescind' });
    floor.remove(slot);
    if (agent === undefined) return;
    floor.release(slot, agent);
    if (place !== 'offered') agent.idleSinceMs = floor.moment.monotonicMs;
    floor.fill(agent);
  }

  #finish(workId: string): undefined {
    const floor = this.#floor;
    const slot = floor.works.get(workId);
    if (slot === undefined) return;
    const { agent, queue, work } = slot;
    const seconds =
      slot.place === 'assigned' && agent !== undefined ? (queue.wrapUpSeconds.get(work.channel) ?? 0) : 0;
    if (agent === undefined || seconds === 0) {
      this.#leave(slot);
      return;
    }
    slot.place = 'wrapping';
    const untilMs = floor.moment.monotonicMs + seconds * 1_000;
    floor.decisions.push({ do: 'wrap-up', workId, agentId: agent.agent.agentId, untilMs });
    floor.timers.arm(slot, untilMs);
  }

  #wrappedUp(workId: string): Refusal | undefined {
    const slot = this.#floor.works.get(workId);
    if (slot?.place !== 'wrapping' || slot.agent === undefined) return undefined;
    this.#floor.decisions.push({ do: 'wrapped-up', workId, agentId: slot.agent.agent.agentId });
    this.#leave(slot);
    return undefined;
  }

  #return(event: EngineEvent & { readonly name: 'work-returned' }): Refusal | undefined {
    const floor = this.#floor;
    const slot = floor.works.get(event.workId);
    const agent = slot?.agent;
    if (slot === undefined || agent === undefined || slot.place === 'kept') {
      return refuse('NOT_AVAILABLE', 'no agent has it');
    }
    if (event.queueId !== undefined && !floor.rules.queues.has(event.queueId)) {
      return refuse('BAD_REQUEST', `there is no queue ${event.queueId}`);
    }
    if (slot.place === 'offered') floor.settle(slot, { name: 'rescind' });
    else floor.decisions.push({ do: 'take-back', workId: event.workId, agentId: agent.agent.agentId });
    const { notAgain, afresh } = event;
    if (afresh) {
      slot.source = { ...slot.source, queueId: event.queueId, preferred: event.preferred };
      slot.preferenceOver = false;
    }
    floor.giveBack(slot, agent, { notAgain, afresh });
    floor.fill(agent);
    return undefined;
  }

  #hold(agentId: string, work: Work): Refusal | undefined {
    const floor = this.#floor;
    const agent = floor.agents.get(agentId);
    if (agent === undefined) return refuse('NOT_AVAILABLE', 'the agent has not signed on');
    const slot = floor.works.get(work.workId) ?? floor.newWork(work);
    if (slot.place === 'assigned' && slot.agent === agent) return undefined;
    floor.takeOut(slot);
    const before = slot.agent;
    if (slot.place === 'offered') floor.settle(slot, { name: 'rescind' });
    else if (before !== undefined) {
      floor.decisions.push({ do: 'take-back', workId: work.workId, agentId: before.agent.agentId });
    }
    if (before !== undefined) floor.release(slot, before);
    floor.itinerary.remap(slot);
    floor.reserve(slot, agent);
    this.#assigned(slot);
    if (before !== undefined && before !== agent) floor.fill(before);
    floor.fill(agent);
    return undefined;
  }

  #assigned(slot: WorkSlot): void {
    slot.place = 'assigned';
    slot.admitted = true;
    this.#floor.count(slot, undefined);
    this.#floor.timers.disarm(slot);
  }

  #answer(token: Token, agentId: string, accept: boolean): Refusal | undefined {
    const floor = this.#floor;
    const slot = floor.offers.get(token);
    const agent = slot?.agent;
    if (slot === undefined || agent === undefined) {
      return token > 0 && token <= floor.token
        ? refuse('OFFER_SETTLED', 'the offer is over')
        : refuse('OFFER_NOT_FOUND', 'no such offer');
    }
    const refused = floor.settle(slot, { name: accept ? 'accept' : 'decline', agentId });
    if (refused !== undefined) return refused;
    if (accept) {
      this.#assigned(slot);
      agent.idleSinceMs = floor.moment.monotonicMs;
      floor.refresh(agent);
      return undefined;
    }
    floor.giveBack(slot, agent, { notAgain: true, afresh: false });
    floor.fill(agent);
    return undefined;
  }

  #workDue(slot: WorkSlot): void {
    const floor = this.#floor;
    const { agent } = slot;
    if (slot.place === 'wrapping') {
      this.#wrappedUp(slot.source.workId);
    } else if (slot.place === 'offered' && agent !== undefined) {
      floor.settle(slot, { name: 'time' });
      // Not to miss the next as well.
      agent.presence = 'away';
      agent.reason = 'not-responding';
      floor.decisions.push({ do: 'put-away', agentId: agent.agent.agentId, reason: 'not-responding' });
      floor.giveBack(slot, agent, { notAgain: false, afresh: false });
      this.#withdrawAll(agent);
      floor.fill(agent);
    } else {
      floor.lookAgain(slot);
    }
  }

  // ---- Agents ----

  #setAgent(event: EngineEvent & { readonly name: 'agent-set' }): Refusal | undefined {
    const floor = this.#floor;
    const { agentId, traits, presence, reason, idleSinceMs } = event;
    const known = floor.agents.get(agentId);
    const rated: RatedAgent = known?.traits === traits ? known.agent : { ...traits, agentId };
    if (known === undefined && floor.agents.size >= this.#limits.maxAgents) {
      return refuse('UNAVAILABLE', `${this.#limits.maxAgents} agents are there already`);
    }
    const agent = known ?? floor.newAgent(rated);
    const was = agent.presence;
    floor.matching.reenrol(agent, rated, presence);
    agent.traits = traits;
    agent.reason = reason;
    floor.weigh(agent);
    if (idleSinceMs !== undefined) agent.idleSinceMs = idleSinceMs;
    else if (presence === 'available' && was !== 'available') agent.idleSinceMs = floor.moment.monotonicMs;
    floor.refresh(agent);
    if (presence !== 'available' && presence !== 'offline') this.#declineAll(agent);
    if (presence === 'offline') {
      if (was !== 'offline') this.#wentOffline(agent);
    } else {
      floor.timers.disarm(agent);
    }
    floor.fill(agent);
    return undefined;
  }

  /** To leave while offers stand is to decline them. */
  #declineAll(agent: AgentSlot): void {
    for (const slot of [...agent.held]) {
      if (slot.place !== 'offered') continue;
      const late = this.#floor.settle(slot, { name: 'decline', agentId: agent.agent.agentId });
      if (late !== undefined) this.#floor.settle(slot, { name: 'time' });
      this.#floor.giveBack(slot, agent, { notAgain: true, afresh: false });
    }
  }

  #withdrawAll(agent: AgentSlot): void {
    for (const slot of [...agent.held]) {
      if (slot.place !== 'offered') continue;
      this.#floor.settle(slot, { name: 'rescind' });
      this.#floor.giveBack(slot, agent, { notAgain: false, afresh: false });
    }
  }

  /** The desk is away: offers go back at once, text work after a grace; a live talk stays. */
  #wentOffline(agent: AgentSlot): void {
    const floor = this.#floor;
    this.#withdrawAll(agent);
    for (const slot of [...agent.own.all].sort((a, b) => a.seq - b.seq)) floor.lookAgain(slot);
    floor.timers.arm(agent, floor.moment.monotonicMs + floor.rules.source.graceSeconds * 1_000);
  }

  #takeBack(agent: AgentSlot): void {
    const floor = this.#floor;
    const { agentId } = agent.agent;
    for (const slot of [...agent.held]) {
      if (slot.place !== 'assigned' || agent.profile.capacity.isExclusive(slot.channel)) continue;
      floor.decisions.push({ do: 'take-back', workId: slot.source.workId, agentId });
      floor.giveBack(slot, agent, { notAgain: false, afresh: true });
    }
    floor.fill(agent);
  }

  #forget(agentId: string): Refusal | undefined {
    const floor = this.#floor;
    const agent = floor.agents.get(agentId);
    if (agent === undefined || agent.presence !== 'offline' || agent.held.size > 0) return undefined;
    floor.timers.disarm(agent);
    floor.matching.dismiss(agent);
    floor.agents.delete(agentId);
    agent.own.forget();
    return undefined;
  }
}

const refuse = (code: ErrorCode, reason: string): Refusal => ({ code, reason });
