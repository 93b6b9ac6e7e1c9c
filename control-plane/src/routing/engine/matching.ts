import type { CompiledRules, CompiledStep } from './compiled.ts';
import { levelOf, type RatedAgent, type StepFacts } from './evaluate.ts';
import { Figures } from './figures.ts';
import type { Heads } from './heads.ts';
import { type Bucket, Profile } from './kinds.ts';
import type { AgentPresence } from './model.ts';
import { type AgentSlot, FreeSeat, isIdleLonger, isLessBusy, type WorkSlot } from './slots.ts';
import { StepKinds } from './step-kinds.ts';
import { isWorkBefore } from './work-order.ts';

/** Kinds of work that are empty are forgotten beyond so many. */
const MAX_EMPTY_BUCKETS = 16_384;

/**
 * Who may have what, as an index: agents by what they can do, work by whom it
 * suits, and which of the one suit which of the other. A decision looks at
 * kinds of agents and kinds of work, never at agents or work one by one.
 */
export class Matching {
  readonly rules: CompiledRules;
  readonly #profiles = new Map<string, Profile>();
  readonly #profilesByKey = new Map<string, Set<Profile>>();
  readonly #kinds = new Map<CompiledStep, StepKinds>();
  /** By channel: profiles with an agent who has room. */
  readonly #free: Set<Profile>[] = [];
  readonly #figures = new Figures();
  #empty = 0;
  /** Raised whenever who is signed on, or what suits whom, changes. */
  #attendance = 0;

  constructor(rules: CompiledRules) {
    this.rules = rules;
    for (let channel = 0; channel < rules.channels.size; channel += 1) this.#free.push(new Set());
  }

  // ---- Agents ----

  /** The profile of an agent with these traits. */
  profileOf(agent: RatedAgent): Profile {
    const { agentId, skills, languages, attributes, capacity } = agent;
    const key = JSON.stringify([
      this.rules.asksAgentId ? agentId : '',
      Object.entries(skills).sort(([a], [b]) => (a < b ? -1 : 1)),
      languages,
      Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)),
      capacity,
    ]);
    const known = this.#profiles.get(key);
    if (known !== undefined) return known;
    const { capacities, channels } = this.rules;
    const table = capacities.get(capacity) ?? capacities.get('default');
    if (table === undefined) throw new TypeError('rules without a default capacity');
    const profile = new Profile(key, agent, table, channels.size);
    this.#profiles.set(key, profile);
    for (const one of profile.keys) this.#under(one).add(profile);
    for (const { buckets } of this.#kinds.values()) {
      for (const bucket of buckets) if (bucket.suits(profile)) pair(bucket, profile);
    }
    return profile;
  }

  enrol(slot: AgentSlot): void {
    this.#attendance += 1;
    slot.profile.agents.add(slot);
    if (slot.presence !== 'offline') slot.profile.online += 1;
  }

  /** The agent is another than before, or does something else. */
  reenrol(slot: AgentSlot, agent: RatedAgent, presence: AgentPresence): void {
    const profile = agent === slot.agent ? slot.profile : this.profileOf(agent);
    if (profile === slot.profile) {
      profile.online += Number(presence !== 'offline') - Number(slot.presence !== 'offline');
      if ((presence === 'offline') !== (slot.presence === 'offline')) this.#attendance += 1;
      slot.agent = agent;
      slot.presence = presence;
      return;
    }
    this.dismiss(slot);
    slot.agent = agent;
    slot.presence = presence;
    slot.profile = profile;
    this.enrol(slot);
  }

  /** The agent is none of its profile's any more; a profile of nobody is forgotten. */
  dismiss(slot: AgentSlot): void {
    const { profile } = slot;
    this.#attendance += 1;
    this.setRoom(slot, 0);
    profile.agents.delete(slot);
    if (slot.presence !== 'offline') profile.online -= 1;
    if (profile.agents.size > 0) return;
    for (const heads of profile.heads) for (const bucket of heads.buckets) bucket.profiles.delete(profile);
    for (const key of profile.keys) {
      const found = this.#under(key);
      found.delete(profile);
      if (found.size === 0) this.#profilesByKey.delete(key);
    }
    this.#profiles.delete(profile.name);
  }

  /** The channels that the agent has room for, a bit each; its order among the free is as it is now. */
  setRoom(slot: AgentSlot, room: number): void {
    const { profile } = slot;
    for (let left = slot.room | room; left !== 0; left &= left - 1) {
      const channel = 31 - Math.clz32(left & -left);
      const bit = 1 << channel;
      const [idlest, leastBusy] = [profile.idlest[channel], profile.leastBusy[channel]];
      if (idlest === undefined || leastBusy === undefined) continue;
      const idleSeat = seatOf(slot, channel * 2);
      const busySeat = seatOf(slot, channel * 2 + 1);
      if ((room & bit) === 0) {
        idlest.remove(idleSeat);
        leastBusy.remove(busySeat);
        if (idlest.size === 0) this.#free[channel]?.delete(profile);
      } else if ((slot.room & bit) === 0) {
        idlest.add(idleSeat);
        leastBusy.add(busySeat);
        if (idlest.size === 1) this.#free[channel]?.add(profile);
      } else {
        idlest.moved(idleSeat);
        leastBusy.moved(busySeat);
      }
    }
    slot.room = room;
  }

  // ---- Work ----

  /** The kind of a piece of work in its present step and ring. */
  bucketOf(slot: WorkSlot): Bucket {
    const { step, channel, work, needs, kind } = slot;
    const isKnown = kind?.step === step && kind.channel === channel && !kind.forgotten;
    if (isKnown && slot.kindNeeds === needs && slot.kindWork === work) return kind;
    const found = this.#kindsOf(step).of(channel, needs, work);
    slot.kind = found;
    slot.kindNeeds = needs;
    slot.kindWork = work;
    return found;
  }

  #kindsOf(step: CompiledStep): StepKinds {
    const known = this.#kinds.get(step);
    if (known !== undefined) return known;
    const made = new StepKinds(step, this.#figures, (bucket) => {
      this.#empty += 1;
      for (const profile of this.#candidates(bucket)) if (bucket.suits(profile)) pair(bucket, profile);
    });
    this.#kinds.set(step, made);
    return made;
  }

  /** Puts work where agents find it. */
  insert(slot: WorkSlot, bucket: Bucket): void {
    slot.bucket = bucket;
    if (bucket.line.size === 0) this.#empty -= 1;
    if (bucket.line.add(slot)) {
      for (const [profile, id] of bucket.profiles) profile.heads[bucket.channel]?.improved(id);
    }
    bucket.kinds.waiting += 1;
  }

  take(slot: WorkSlot): void {
    const { bucket } = slot;
    if (bucket === undefined) return;
    slot.bucket = undefined;
    bucket.line.remove(slot);
    bucket.kinds.waiting -= 1;
    if (bucket.line.size > 0) return;
    this.#empty += 1;
    if (this.#empty > MAX_EMPTY_BUCKETS) this.#forgetEmpty();
  }

  waitingIn(step: CompiledStep): number {
    return this.#kinds.get(step)?.waiting ?? 0;
  }

  /** What is known of the step that work is about to enter. */
  factsFor(slot: WorkSlot): StepFacts {
    return new FactsNow(this, this.bucketOf(slot));
  }

  /** Agents signed on who may have work of a kind. */
  onlineFor(bucket: Bucket): number {
    if (bucket.countedAt === this.#attendance) return bucket.online;
    bucket.countedAt = this.#attendance;
    bucket.online = 0;
    for (const { online } of bucket.profiles.keys()) bucket.online += online;
    return bucket.online;
  }

  /** Those of them who have room for it. */
  freeFor(bucket: Bucket): number {
    let count = 0;
    for (const profile of this.#freeProfiles(bucket)) count += profile.idlest[bucket.channel]?.size ?? 0;
    return count;
  }

  /** Profiles that suit and have somebody free: by the smaller of the two sets. */
  *#freeProfiles({ channel, profiles }: Bucket): Generator<Profile> {
    const free = this.#free[channel];
    if (free === undefined || free.size === 0) return;
    const [fewer, others] = free.size < profiles.size ? [free, profiles] : [profiles.keys(), free];
    for (const profile of fewer) if (others.has(profile)) yield profile;
  }

  // ---- Decisions ----

  /** The agent who is to have the work, of those with room; one who declined it only when there is no other, and after the pause. */
  agentFor(slot: WorkSlot, bucket: Bucket, nowMs: number): AgentSlot | undefined {
    const free = this.#free[bucket.channel];
    if (free === undefined || free.size === 0) return undefined;
    const { declined } = slot;
    if (declined === undefined) return this.#bestFree(bucket, undefined);
    return (
      this.#bestFree(bucket, ({ slot: { agent } }) => !declined.has(agent.agentId)) ??
      this.#bestFree(bucket, ({ slot: { agent } }) => (declined.get(agent.agentId) ?? 0) <= nowMs)
    );
  }

  /** The work that is to go to the agent: the first in order of all that suits, is not paused, and that there is room for. */
  workFor(agent: AgentSlot, room: number, nowMs: number): WorkSlot | undefined {
    const { profile, own } = agent;
    let best: WorkSlot | undefined;
    for (let left = room & profile.channels; left !== 0; left &= left - 1) {
      const heads = profile.heads[31 - Math.clz32(left & -left)];
      let found = heads?.first;
      // Rare: the agent has just declined what is first of all.
      if (found?.declined !== undefined && heads !== undefined && !mayHave(agent, found, nowMs))
        found = firstOf(heads, (slot) => mayHave(agent, slot, nowMs));
      if (found !== undefined && (best === undefined || isWorkBefore(found, best))) best = found;
    }
    if (own.size === 0) return best;
    const kept = own.firstWhere((slot) => (room & (1 << slot.channel)) !== 0 && mayHave(agent, slot, nowMs));
    return kept !== undefined && (best === undefined || isWorkBefore(kept, best)) ? kept : best;
  }

  #bestFree(bucket: Bucket, wanted: ((seat: FreeSeat) => boolean) | undefined): AgentSlot | undefined {
    const { step, channel } = bucket;
    let best: AgentSlot | undefined;
    for (const profile of this.#freeProfiles(bucket)) {
      const heaps = step.rule.order === 'least-busy' ? profile.leastBusy : profile.idlest;
      const heap = heaps[channel];
      const found = (wanted === undefined ? heap?.first : heap?.firstWhere(wanted))?.slot;
      if (found !== undefined && (best === undefined || goesBefore(step, found, best))) best = found;
    }
    return best;
  }

  /** Profiles that may suit: all those under the rarest of the bucket's keys. */
  #candidates(bucket: Bucket): Iterable<Profile> {
    let fewest: readonly string[] | undefined;
    let count = this.#profiles.size;
    for (const keys of bucket.lookups()) {
      const found = keys.reduce((sum, key) => sum + (this.#profilesByKey.get(key)?.size ?? 0), 0);
      if (found < count) [fewest, count] = [keys, found];
    }
    if (fewest === undefined) return this.#profiles.values();
    return new Set(fewest.flatMap((key) => [...(this.#profilesByKey.get(key) ?? [])]));
  }

  #under(key: string): Set<Profile> {
    const known = this.#profilesByKey.get(key);
    if (known !== undefined) return known;
    const made = new Set<Profile>();
    this.#profilesByKey.set(key, made);
    return made;
  }

  #forgetEmpty(): void {
    for (const kinds of this.#kinds.values()) {
      for (const bucket of kinds.forgetEmpty()) {
        for (const [profile, id] of bucket.profiles) profile.heads[bucket.channel]?.remove(id);
      }
    }
    this.#empty = 0;
  }
}

/** What is known of a step, worked out when it is asked for. */
class FactsNow implements StepFacts {
  readonly #matching: Matching;
  readonly #bucket: Bucket;

  constructor(matching: Matching, bucket: Bucket) {
    this.#matching = matching;
    this.#bucket = bucket;
  }

  get agents(): number {
    return this.#matching.onlineFor(this.#bucket);
  }

  get free(): number {
    return this.#matching.freeFor(this.#bucket);
  }

  get waiting(): number {
    return this.#matching.waitingIn(this.#bucket.step);
  }
}

/** Whether the agent has not declined the work within the pause. */
const mayHave = ({ agent }: AgentSlot, { declined }: WorkSlot, nowMs: number): boolean =>
  declined === undefined || (declined.get(agent.agentId) ?? 0) <= nowMs;

/** The first that is wanted, of every kind. */
function firstOf(heads: Heads, wanted: (slot: WorkSlot) => boolean): WorkSlot | undefined {
  let best: WorkSlot | undefined;
  for (const { line } of heads.buckets) {
    const found = line.firstWhere(wanted);
    if (found !== undefined && (best === undefined || isWorkBefore(found, best))) best = found;
  }
  return best;
}

/** Which of two agents goes first in a step. */
function goesBefore({ rule }: CompiledStep, a: AgentSlot, b: AgentSlot): boolean {
  switch (rule.order) {
    case 'longest-idle':
      return isIdleLonger(a, b);
    case 'least-busy':
      return isLessBusy(a, b);
    case 'highest-level': {
      const level = ({ agent }: AgentSlot): number => levelOf(agent.skills, rule.skill ?? '');
      return level(a) !== level(b) ? level(a) > level(b) : isIdleLonger(a, b);
    }
  }
}

function pair(bucket: Bucket, profile: Profile): void {
  // A channel that nobody serves has no number, and no heads.
  bucket.profiles.set(profile, profile.heads[bucket.channel]?.add(bucket) ?? 0);
  if (bucket.channel >= 0) profile.channels |= 1 << bucket.channel;
}

function seatOf(slot: AgentSlot, index: number): FreeSeat {
  const known = slot.seats[index];
  if (known !== undefined) return known;
  for (let at = slot.seats.length; at <= index; at += 1) slot.seats.push(new FreeSeat(slot));
  return seatOf(slot, index);
}
