import { Load } from './capacity.ts';
import type { CompiledQueue, CompiledStep } from './compiled.ts';
import type { RatedAgent } from './evaluate.ts';
import type { Figures } from './figures.ts';
import type { Placed } from './heap.ts';
import type { Bucket, Profile } from './kinds.ts';
import { Line } from './line.ts';
import type { AgentPresence, AgentTraits, Levels, Work } from './model.ts';
import type { Offer } from './offer.ts';

const NONE: readonly string[] = [];

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

/** Something of which time alone may change something. */
export abstract class Due implements Placed {
  /** Among the timers; -1 = nothing is due. */
  at = -1;
  /** In order of coming, to tell two of one rank, or two that are due at once, apart. */
  readonly seq: number;

  constructor(seq: number) {
    this.seq = seq;
  }

  /** Monotonic; what is not among the timers is not due. */
  abstract dueMs: number;
}

/** A piece of work in the engine. Changed in place: there are a hundred thousand. */
export class WorkSlot extends Due {
  readonly #figures: Figures;
  readonly #row: number;
  channel = -1;
  place: WorkPlace = 'gone';
  bucket: Bucket | undefined;
  /** Who has it: offered, assigned or wrapping; or for whom it is kept. */
  agent: AgentSlot | undefined;
  /** By agent: declined, and not offered again before. */
  declined: Map<string, number> | undefined;
  offer: Offer | undefined;
  queue: CompiledQueue;
  step: CompiledStep;
  #source: Work;
  /** With what the rules added. */
  work: Work;
  /** The names of the rules that took part. */
  ruled: readonly string[] = NONE;
  /** How often the needed levels have been dropped in this step. */
  ring = 0;
  /** Its kind as last found, for these needs of this work. */
  kind: Bucket | undefined;
  kindNeeds: Levels | undefined;
  kindWork: Work | undefined;
  /** As needed in the present ring. */
  needs: Levels;
  /** The queue it counts in, of those that wait. */
  countedIn: string | undefined;
  /** Its deadline is near. */
  raised = false;
  /** It has been let in: whatever closes, it waits. */
  admitted: boolean;
  /** The preference has had its time. */
  preferenceOver = false;

  /** The row of the figures that it takes is to be given back by `forget`. */
  constructor(work: Work, seq: number, queue: CompiledQueue, figures: Figures) {
    super(seq);
    this.#figures = figures;
    this.#row = figures.take();
    this.#source = work;
    this.arrivedAtMs = work.arrivedAtMs;
    this.work = work;
    this.queue = queue;
    this.step = queue.steps[0];
    this.needs = work.skills;
    this.admitted = work.admitted;
  }

  /** As it came, or was last given back. */
  get source(): Work {
    return this.#source;
  }

  set source(work: Work) {
    this.#source = work;
    this.arrivedAtMs = work.arrivedAtMs;
  }

  /** Its figures are nobody's from now on. */
  forget(): void {
    this.#figures.giveBack(this.#row);
  }

  /** Less goes first: the time of arrival, as much earlier as its priority is worth. */
  get rank(): number {
    return this.#figures.cells[this.#row] ?? 0;
  }

  set rank(rank: number) {
    this.#figures.cells[this.#row] = rank;
  }

  /** Of the source. */
  get arrivedAtMs(): number {
    return this.#figures.cells[this.#row + 1] ?? 0;
  }

  private set arrivedAtMs(atMs: number) {
    this.#figures.cells[this.#row + 1] = atMs;
  }

  override get dueMs(): number {
    return this.#figures.cells[this.#row + 2] ?? 0;
  }

  override set dueMs(dueMs: number) {
    this.#figures.cells[this.#row + 2] = dueMs;
  }

  get queueSinceMs(): number {
    return this.#figures.cells[this.#row + 3] ?? 0;
  }

  set queueSinceMs(sinceMs: number) {
    this.#figures.cells[this.#row + 3] = sinceMs;
  }

  get stepSinceMs(): number {
    return this.#figures.cells[this.#row + 4] ?? 0;
  }

  set stepSinceMs(sinceMs: number) {
    this.#figures.cells[this.#row + 4] = sinceMs;
  }

  /** When parked: until then. When kept: so long. */
  get untilMs(): number {
    return this.#figures.cells[this.#row + 5] ?? 0;
  }

  set untilMs(untilMs: number) {
    this.#figures.cells[this.#row + 5] = untilMs;
  }
}

/** An agent in the engine. Changed in place. */
export class AgentSlot extends Due {
  dueMs = 0;
  agent: RatedAgent;
  /** As they were told last. */
  traits: AgentTraits | undefined;
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
  readonly held = new Hand();
  /** Work kept for this agent. */
  readonly own: Line;

  /** `figures`: for the line of work kept for the agent, to be given back by `own.forget`. */
  constructor(parts: {
    readonly agent: RatedAgent;
    readonly seq: number;
    readonly profile: Profile;
    readonly channels: number;
    readonly nowMs: number;
    readonly figures: Figures;
  }) {
    const { agent, seq, profile, channels, nowMs, figures } = parts;
    super(seq);
    this.own = new Line(figures);
    this.agent = agent;
    this.profile = profile;
    this.load = new Load(channels);
    this.idleSinceMs = nowMs;
  }
}

/** What an agent has, in order: a handful, for which a set would be made anew with every other change. */
class Hand implements Iterable<WorkSlot> {
  readonly #works: WorkSlot[] = [];

  get size(): number {
    return this.#works.length;
  }

  /** Not for one that is in it. */
  add(slot: WorkSlot): void {
    this.#works.push(slot);
  }

  /** Does nothing for one that is not in it. */
  delete(slot: WorkSlot): void {
    const works = this.#works;
    for (let place = 0; place < works.length; place += 1) {
      if (works[place] !== slot) continue;
      // Mostly the last, and a handful at most.
      for (let next = place + 1; next < works.length; next += 1) works[next - 1] = works[next] ?? slot;
      works.pop();
      return;
    }
  }

  [Symbol.iterator](): Iterator<WorkSlot> {
    return this.#works.values();
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

/** The longest idle first. */
export const isIdleLonger = (a: AgentSlot, b: AgentSlot): boolean =>
  a.idleSinceMs !== b.idleSinceMs ? a.idleSinceMs < b.idleSinceMs : a.seq < b.seq;

/** The least in hand first. */
export const isLessBusy = (a: AgentSlot, b: AgentSlot): boolean =>
  a.used !== b.used ? a.used < b.used : isIdleLonger(a, b);

/** The earlier first. */
export const isDueBefore = (a: Due, b: Due): boolean =>
  a.dueMs !== b.dueMs ? a.dueMs < b.dueMs : a.seq < b.seq;
