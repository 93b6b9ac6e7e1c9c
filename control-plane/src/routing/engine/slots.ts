import { Load } from './capacity.ts';
import type { CompiledQueue, CompiledStep } from './compiled.ts';
import type { RatedAgent } from './evaluate.ts';
import { Heap, type Placed } from './heap.ts';
import type { Bucket, Profile } from './kinds.ts';
import type { AgentPresence, AgentTraits, Levels, Work } from './model.ts';
import type { Offer } from './offer.ts';

/** Where a piece of work is. */
export type WorkPlace =
  /** For a time to come: a callback's, or the queue's opening. */
  | 'parked'
  /** Kept for the agent it is preferred for. */
  | 'kept'
  /** In a step, for whoever suits. */
  | 'waiting'
  | 'offered'
  | 'assigned'
  /** Over for the customer, not yet for the agent. */
  | 'wrapping'
  | 'gone';

/** A piece of work in the engine. Changed in place: there are a hundred thousand. */
export class WorkSlot implements Placed {
  at = -1;
  /** As it came, or was last given back. */
  source: Work;
  /** In order of coming, to tell two of one rank apart. */
  readonly seq: number;
  readonly timer: Timer;
  /** With what the rules added. */
  work: Work;
  /** The names of the rules that took part. */
  ruled: readonly string[] = [];
  channel = -1;
  /** Less goes first: the time of arrival, as much earlier as its priority is worth. */
  rank = 0;
  place: WorkPlace = 'gone';
  queue: CompiledQueue;
  step: CompiledStep;
  queueSinceMs = 0;
  stepSinceMs = 0;
  /** When parked: until then. When kept: so long. */
  untilMs = 0;
  /** How often the needed levels have been dropped in this step. */
  ring = 0;
  bucket: Bucket | undefined;
  /** Its kind as last found, for these needs of this work. */
  kind: Bucket | undefined;
  kindNeeds: Levels | undefined;
  kindWork: Work | undefined;
  /** As needed in the present ring. */
  needs: Levels;
  /** Its deadline is near. */
  raised = false;
  /** It has been let in: whatever closes, it waits. */
  admitted = false;
  /** The queue it counts in, of those that wait. */
  countedIn: string | undefined;
  /** The preference has had its time. */
  preferenceOver = false;
  /** By agent: declined, and not offered again before. */
  declined: Map<string, number> | undefined;
  offer: Offer | undefined;
  /** Who has it: offered, assigned or wrapping; or for whom it is kept. */
  agent: AgentSlot | undefined;

  constructor(work: Work, seq: number, queue: CompiledQueue) {
    this.source = work;
    this.work = work;
    this.seq = seq;
    this.queue = queue;
    this.step = queue.steps[0];
    this.needs = work.skills;
    this.timer = new Timer({ of: 'work', slot: this }, seq * 2);
  }
}

/** An agent in the engine. Changed in place. */
export class AgentSlot {
  agent: RatedAgent;
  /** As they were told last. */
  traits: AgentTraits | undefined;
  readonly seq: number;
  readonly timer: Timer;
  presence: AgentPresence = 'offline';
  profile: Profile;
  load: Load;
  /** Units in hand. */
  used = 0;
  /** The channels that what is in hand leaves room for, a bit each. */
  left = 0;
  /** Why it is so. */
  reason = '';
  /** A bit per channel there is room for; 0 while not available. */
  room = 0;
  idleSinceMs: number;
  /** In the heaps of free agents, one per channel. */
  readonly seats: FreeSeat[] = [];
  readonly held = new Set<WorkSlot>();
  /** Work kept for this agent. */
  readonly own = new Heap<WorkSlot>(isWorkBefore);

  constructor(agent: RatedAgent, seq: number, profile: Profile, channels: number, nowMs: number) {
    this.agent = agent;
    this.seq = seq;
    this.profile = profile;
    this.load = new Load(channels);
    this.idleSinceMs = nowMs;
    this.timer = new Timer({ of: 'agent', slot: this }, seq * 2 + 1);
  }
}

/** An agent's place among those free for one channel. */
export class FreeSeat implements Placed {
  at = -1;
  readonly slot: AgentSlot;

  constructor(slot: AgentSlot) {
    this.slot = slot;
  }
}

/** When something of a piece of work, or of an agent, is due. */
export class Timer implements Placed {
  at = -1;
  dueMs = 0;
  readonly owner:
    | { readonly of: 'work'; readonly slot: WorkSlot }
    | { readonly of: 'agent'; readonly slot: AgentSlot };
  readonly id: number;

  constructor(owner: Timer['owner'], id: number) {
    this.owner = owner;
    this.id = id;
  }
}

export const isWorkBefore = (a: WorkSlot, b: WorkSlot): boolean =>
  a.rank !== b.rank ? a.rank < b.rank : isEarlier(a, b);

const isEarlier = (a: WorkSlot, b: WorkSlot): boolean =>
  a.source.arrivedAtMs !== b.source.arrivedAtMs ? a.source.arrivedAtMs < b.source.arrivedAtMs : a.seq < b.seq;

/** The longest idle first. */
export const isIdleLonger = (a: AgentSlot, b: AgentSlot): boolean =>
  a.idleSinceMs !== b.idleSinceMs ? a.idleSinceMs < b.idleSinceMs : a.seq < b.seq;

/** The least in hand first. */
export const isLessBusy = (a: AgentSlot, b: AgentSlot): boolean =>
  a.used !== b.used ? a.used < b.used : isIdleLonger(a, b);

export const isTimerBefore = (a: Timer, b: Timer): boolean =>
  a.dueMs !== b.dueMs ? a.dueMs < b.dueMs : a.id < b.id;
