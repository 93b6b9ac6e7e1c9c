import { Load } from './capacity.ts';
import { classify } from './classify.ts';
import type { CompiledRules } from './compiled.ts';
import type { RatedAgent } from './evaluate.ts';
import type { Refusal } from './events.ts';
import { Figures } from './figures.ts';
import { Itinerary } from './itinerary.ts';
import type { Bucket } from './kinds.ts';
import type { Matching } from './matching.ts';
import type { Moment, Work } from './model.ts';
import { nextOffer, type OfferEvent, type Token } from './offer.ts';
import { AgentSlot, isIdleLonger, WorkSlot } from './slots.ts';
import { Timers } from './timers.ts';
import type { Decision, Why } from './why.ts';

/** Who declined is not offered the work again before this has passed, and then only when nobody else is free. */
const DECLINE_PAUSE_MS = 5_000;

/** Where neither rules nor deployment say how long an offer stands. */
const OFFER_SECONDS = 20;

/** Work and agents as they stand, and the few moves that all that happens is made of. */
export class Floor {
  readonly works = new Map<string, WorkSlot>();
  readonly agents = new Map<string, AgentSlot>();
  readonly offers = new Map<Token, WorkSlot>();
  readonly timers = new Timers();
  rules: CompiledRules;
  matching: Matching;
  itinerary: Itinerary;
  moment: Moment = { nowMs: 0, monotonicMs: 0 };
  decisions: Decision[] = [];
  /** Of the last offer made. */
  token: Token = 0;
  /** By queue: work that no agent has accepted. */
  readonly #waiting = new Map<string, number>();
  readonly #figures = new Figures();
  #sequence = 0;
  /** While rules change, nothing is offered. */
  #muted = false;

  readonly #newMatching: (rules: CompiledRules) => Matching;

  constructor(rules: CompiledRules, newMatching: (rules: CompiledRules) => Matching) {
    this.rules = rules;
    this.#newMatching = newMatching;
    this.matching = newMatching(rules);
    this.itinerary = this.#newItinerary();
  }

  waitingIn(queueId: string): number {
    return this.#waiting.get(queueId) ?? 0;
  }

  newWork(work: Work): WorkSlot {
    this.#sequence += 1;
    const slot = new WorkSlot(work, this.#sequence, this.rules.defaultQueue, this.#figures);
    this.works.set(work.workId, slot);
    return slot;
  }

  newAgent(agent: RatedAgent): AgentSlot {
    this.#sequence += 1;
    const profile = this.matching.profileOf(agent);
    const { size } = this.rules.channels;
    const slot = new AgentSlot({
      agent,
      profile,
      seq: this.#sequence,
      channels: size,
      nowMs: this.moment.monotonicMs,
      figures: this.#figures,
    });
    this.agents.set(agent.agentId, slot);
    this.matching.enrol(slot);
    return slot;
  }

  /** Other rules from now on: what waits begins anew in its queue, with its age; what agents have stays theirs. */
  changeRules(rules: CompiledRules): void {
    this.#muted = true;
    for (const slot of this.works.values()) {
      this.takeOut(slot);
      slot.kind = undefined;
    }
    this.rules = rules;
    this.matching = this.#newMatching(rules);
    this.itinerary = this.#newItinerary();
    for (const agent of this.agents.values()) {
      agent.profile = this.matching.profileOf(agent.agent);
      agent.room = 0;
      agent.seats.length = 0;
      agent.load = new Load(rules.channels.size);
      this.matching.enrol(agent);
    }
    for (const slot of this.works.values()) if (slot.agent !== undefined) this.itinerary.remap(slot);
    for (const agent of this.agents.values()) {
      for (const slot of agent.held) agent.load.add(slot.channel);
      this.weigh(agent);
      this.refresh(agent);
    }
    for (const slot of this.works.values()) {
      if (slot.agent !== undefined) continue;
      const stays = classify(rules, slot.source).queue.queueId === slot.queue.queueId;
      const sinceMs = stays ? slot.queueSinceMs : this.moment.monotonicMs;
      this.itinerary.begin(slot, sinceMs, this.moment);
      this.place(slot);
    }
    this.#muted = false;
    const agents = [...this.agents.values()].sort((a, b) => (isIdleLonger(a, b) ? -1 : 1));
    for (const agent of agents) this.fill(agent);
  }

  // ---- Work without an agent ----

  /** Out of wherever agents find it. */
  takeOut(slot: WorkSlot): void {
    this.matching.take(slot);
    if (slot.place !== 'kept') return;
    slot.agent?.own.remove(slot);
    slot.agent = undefined;
  }

  /** To an agent who may have it now, else to where one will find it. */
  place(slot: WorkSlot): void {
    slot.admitted = true;
    this.count(slot, slot.queue.queueId);
    if (slot.place === 'kept') {
      const agent = this.agents.get(slot.work.preferred?.agentId ?? '');
      if (agent === undefined) throw new TypeError('kept for nobody');
      if (!this.#muted && (agent.room & (1 << slot.channel)) !== 0) {
        this.offer(slot, agent);
        this.refresh(agent);
        return;
      }
      slot.agent = agent;
      agent.own.add(slot);
    }
    if (slot.place === 'waiting') {
      const bucket = this.matching.bucketOf(slot);
      const agent = this.#muted ? undefined : this.#agentNow(slot, bucket);
      if (agent !== undefined) {
        this.offer(slot, agent);
        this.refresh(agent);
        return;
      }
      this.matching.insert(slot, bucket);
    }
    const dueMs = this.itinerary.dueMs(slot, this.moment.monotonicMs);
    if (dueMs === undefined) this.timers.disarm(slot);
    else this.timers.arm(slot, dueMs);
  }

  /** The agent it is preferred for, if that one happens to be free, else as the step says. */
  #agentNow(slot: WorkSlot, bucket: Bucket): AgentSlot | undefined {
    const agent = this.agents.get(slot.work.preferred?.agentId ?? '');
    const free = agent !== undefined && (agent.room & (1 << slot.channel)) !== 0;
    if (free && bucket.profiles.has(agent.profile) && slot.declined?.has(agent.agent.agentId) !== true)
      return agent;
    return this.matching.agentFor(slot, bucket, this.moment.monotonicMs);
  }

  /** Time has passed for work that waits. */
  lookAgain(slot: WorkSlot): void {
    this.takeOut(slot);
    this.itinerary.look(slot, this.moment);
    this.place(slot);
  }

  /** It is no more. */
  remove(slot: WorkSlot): void {
    this.timers.disarm(slot);
    this.works.delete(slot.source.workId);
    this.count(slot, undefined);
    slot.place = 'gone';
    slot.forget();
  }

  /** Which queue's waiting work it is one of. */
  count(slot: WorkSlot, queueId: string | undefined): void {
    if (slot.countedIn === queueId) return;
    if (slot.countedIn !== undefined) this.#waiting.set(slot.countedIn, this.waitingIn(slot.countedIn) - 1);
    if (queueId !== undefined) this.#waiting.set(queueId, this.waitingIn(queueId) + 1);
    slot.countedIn = queueId;
  }

  // ---- Work and its agent ----

  /** Proposes work to an agent, whose room it takes from now on. The agent's place among the free is for the caller to renew. */
  offer(slot: WorkSlot, agent: AgentSlot): void {
    const { workId } = slot.source;
    const { agentId } = agent.agent;
    const why = this.#why(slot, agent);
    this.takeOut(slot);
    this.reserve(slot, agent);
    slot.place = 'offered';
    this.token += 1;
    const untilMs = this.moment.monotonicMs + (slot.queue.rule.offerSeconds ?? OFFER_SECONDS) * 1_000;
    slot.offer = { token: this.token, workId, agentId, state: { name: 'proposed', untilMs } };
    this.offers.set(this.token, slot);
    this.timers.arm(slot, untilMs);
    this.decisions.push({ do: 'offer', token: this.token, workId, agentId, untilMs, why });
  }

  /** What happens to the offer of a piece of work; a refusal changes nothing. */
  settle(slot: WorkSlot, event: OfferEvent): Refusal | undefined {
    const { offer } = slot;
    if (offer === undefined) return { code: 'OFFER_SETTLED', reason: 'the offer is over' };
    const step = nextOffer(offer, event, this.moment.monotonicMs);
    if (!step.ok) return step;
    if (step.state.name === 'proposed') return undefined;
    slot.offer = undefined;
    this.offers.delete(offer.token);
    const { token, workId, agentId } = offer;
    this.decisions.push({ do: 'end-offer', token, workId, agentId, outcome: step.state.name });
    return undefined;
  }

  reserve(slot: WorkSlot, agent: AgentSlot): void {
    slot.agent = agent;
    agent.held.add(slot);
    agent.load.add(slot.channel);
    this.weigh(agent);
  }

  release(slot: WorkSlot, agent: AgentSlot): void {
    slot.agent = undefined;
    agent.held.delete(slot);
    agent.load.remove(slot.channel);
    this.weigh(agent);
  }

  /** What an agent has, or can have, is other than before. */
  weigh(agent: AgentSlot): void {
    const { capacity } = agent.profile;
    agent.used = capacity.used(agent.load);
    agent.left = capacity.roomFor(agent.load);
  }

  /** From its agent back on its way. `again` = from the beginning of it. */
  giveBack(
    slot: WorkSlot,
    agent: AgentSlot,
    how: { readonly notAgain: boolean; readonly afresh: boolean },
  ): void {
    const nowMs = this.moment.monotonicMs;
    this.release(slot, agent);
    this.refresh(agent);
    if (how.notAgain) {
      slot.declined ??= new Map();
      slot.declined.set(agent.agent.agentId, nowMs + DECLINE_PAUSE_MS);
    }
    if (how.afresh) {
      this.itinerary.begin(slot, nowMs, this.moment);
    } else {
      slot.place = slot.preferenceOver ? 'waiting' : 'kept';
      this.itinerary.look(slot, this.moment);
    }
    this.place(slot);
  }

  /** Gives an agent all there is room for, and its place among the free after that. */
  fill(agent: AgentSlot): void {
    if (!this.#muted) {
      for (let room = this.#roomOf(agent); room !== 0; room = this.#roomOf(agent)) {
        const slot = this.matching.workFor(agent, room, this.moment.monotonicMs);
        if (slot === undefined) break;
        this.offer(slot, agent);
      }
    }
    this.refresh(agent);
  }

  /** The agent's place among the free, as things are. */
  refresh(agent: AgentSlot): void {
    this.matching.setRoom(agent, this.#roomOf(agent));
  }

  #roomOf({ presence, left }: AgentSlot): number {
    return presence === 'available' ? left : 0;
  }

  #newItinerary(): Itinerary {
    return new Itinerary({
      rules: this.rules,
      matching: this.matching,
      agent: (agentId) => this.agents.get(agentId),
      went: ({ source, queue, step }, because) => {
        const { workId } = source;
        this.decisions.push({ do: 'move', workId, queueId: queue.queueId, step: step.index, because });
      },
    });
  }

  #why(slot: WorkSlot, agent: AgentSlot): Why {
    const nowMs = this.moment.monotonicMs;
    return {
      queueId: slot.queue.queueId,
      step: slot.step.index,
      ring: slot.ring,
      rules: slot.ruled,
      waitedMs: nowMs - slot.arrivedAtMs,
      priority: slot.work.priority,
      urgent: slot.work.urgent,
      raised: slot.raised,
      preferred: slot.work.preferred?.agentId === agent.agent.agentId,
      again: slot.declined?.has(agent.agent.agentId) === true,
      order: slot.step.rule.order,
      idleMs: nowMs - agent.idleSinceMs,
    };
  }
}
