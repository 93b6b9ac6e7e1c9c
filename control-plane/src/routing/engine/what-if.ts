import type { CompiledRules } from './compiled.ts';
import { Engine } from './engine.ts';
import type { AgentPresence, AgentTraits, Moment, Work } from './model.ts';
import type { Decision } from './why.ts';

/** Something that happened on a day whatever the rules were. In order of time; monotonic, with the wall clock beside it. */
export type DayEvent = { readonly at: Moment } & (
  | {
      readonly name: 'arrived';
      readonly work: Work;
      /** How long an agent had it, from the answer on. */
      readonly handledMs: number;
      /** How long the customer waited before giving up, if nobody answered; undefined = was answered in the end, and so waits on. */
      readonly patienceMs: number | undefined;
    }
  | {
      readonly name: 'agent';
      readonly agentId: string;
      readonly traits: AgentTraits;
      readonly presence: AgentPresence;
    }
);

/** What a replay leaves open, since it did not happen. */
export interface Assumptions {
  /** From an offer to its answer, which is yes. */
  readonly answerMs: number;
}

/** How a piece of work was answered in a replay. */
export interface ReplayedAnswer {
  readonly agentId: string;
  readonly queueId: string;
  readonly waitMs: number;
}

/** A day under certain rules. */
export interface WhatIf {
  readonly decisions: readonly (Decision & { readonly atMs: number })[];
  readonly arrived: number;
  readonly answered: number;
  readonly abandoned: number;
  readonly refused: number;
  /** Waits of what was answered, in rising order. */
  readonly waitsMs: readonly number[];
  /** By queue: how many were answered from it. */
  readonly byQueue: ReadonlyMap<string, number>;
  /** By work: who answered what was answered. */
  readonly answers: ReadonlyMap<string, ReplayedAnswer>;
}

interface Due {
  readonly atMs: number;
  readonly run: () => void;
}

/**
 * Runs a recorded day under other rules: the same work, the same agents at the
 * same times, with the handling it took and the patience customers had. Agents
 * accept what they are offered. The same day and rules give the same answer.
 */
export function whatIf(
  day: readonly DayEvent[],
  rules: CompiledRules,
  { answerMs }: Assumptions = { answerMs: 3_000 },
): WhatIf {
  const replay = new Replay(rules, answerMs);
  for (const event of day) replay.take(event);
  return replay.end();
}

class Replay {
  readonly #engine: Engine;
  readonly #answerMs: number;
  /** What the replay itself brings about, by time; those of one time in order of making. */
  readonly #due: Due[] = [];
  readonly #decisions: (Decision & { readonly atMs: number })[] = [];
  readonly #handledMs = new Map<string, number>();
  readonly #waitsMs: number[] = [];
  readonly #byQueue = new Map<string, number>();
  readonly #answers = new Map<string, ReplayedAnswer>();
  /** Wall clock less monotonic, as of the last event. */
  #offsetMs = 0;
  #arrived = 0;
  #abandoned = 0;
  #refused = 0;

  constructor(rules: CompiledRules, answerMs: number) {
    this.#engine = new Engine(rules);
    this.#answerMs = answerMs;
  }

  take(event: DayEvent): void {
    const { at } = event;
    this.#runUntil(at.monotonicMs);
    this.#offsetMs = at.nowMs - at.monotonicMs;
    switch (event.name) {
      case 'agent': {
        const { agentId, traits, presence } = event;
        this.#tell(
          { name: 'agent-set', agentId, traits, presence, reason: 'replayed', idleSinceMs: undefined },
          at.monotonicMs,
        );
        return;
      }
      case 'arrived': {
        const { work, handledMs, patienceMs } = event;
        this.#arrived += 1;
        this.#handledMs.set(work.workId, handledMs);
        this.#tell({ name: 'work-arrived', work }, at.monotonicMs);
        if (patienceMs === undefined) return;
        const overMs = at.monotonicMs + patienceMs;
        this.#at(overMs, () => this.#abandon(work.workId, overMs));
      }
    }
  }

  /** The day is over; what runs on is let run, as long as something moves. */
  end(): WhatIf {
    while (this.#due.length > 0) this.#runUntil(this.#due[0]?.atMs ?? 0);
    return {
      decisions: this.#decisions,
      arrived: this.#arrived,
      answered: this.#waitsMs.length,
      abandoned: this.#abandoned,
      refused: this.#refused,
      waitsMs: this.#waitsMs.toSorted((a, b) => a - b),
      byQueue: this.#byQueue,
      answers: this.#answers,
    };
  }

  #runUntil(untilMs: number): void {
    for (;;) {
      const [next] = this.#due;
      const engineMs = this.#engine.dueAtMs ?? Number.POSITIVE_INFINITY;
      const atMs = Math.min(next?.atMs ?? Number.POSITIVE_INFINITY, engineMs);
      if (atMs > untilMs || atMs === Number.POSITIVE_INFINITY) return;
      if (next !== undefined && next.atMs <= engineMs) {
        this.#due.shift();
        next.run();
      } else {
        this.#tell({ name: 'tick' }, atMs);
      }
    }
  }

  #tell(event: Parameters<Engine['take']>[0], atMs: number): void {
    const { decisions } = this.#engine.take(event, { monotonicMs: atMs, nowMs: atMs + this.#offsetMs });
    for (const decision of decisions) {
      this.#decisions.push({ ...decision, atMs });
      if (decision.do === 'offer')
        this.#at(atMs + this.#answerMs, () => this.#accept(decision, atMs + this.#answerMs));
      if (decision.do === 'refuse') this.#refused += 1;
    }
  }

  #accept(offer: Decision & { readonly do: 'offer' }, atMs: number): void {
    const { token, agentId, workId, why } = offer;
    const slot = this.#engine.floor.offers.get(token);
    this.#tell({ name: 'answered', token, agentId, accept: true }, atMs);
    // It may have been rescinded meanwhile.
    if (slot?.place !== 'assigned') return;
    const waitMs = atMs - slot.source.arrivedAtMs;
    this.#waitsMs.push(waitMs);
    this.#answers.set(workId, { agentId, queueId: why.queueId, waitMs });
    this.#byQueue.set(why.queueId, (this.#byQueue.get(why.queueId) ?? 0) + 1);
    const overMs = atMs + (this.#handledMs.get(workId) ?? 0);
    this.#at(overMs, () => this.#tell({ name: 'work-finished', workId }, overMs));
  }

  #abandon(workId: string, atMs: number): void {
    const slot = this.#engine.floor.works.get(workId);
    if (slot === undefined || slot.place === 'assigned' || slot.place === 'wrapping') return;
    this.#abandoned += 1;
    this.#tell({ name: 'work-gone', workId }, atMs);
  }

  #at(atMs: number, run: () => void): void {
    let place = this.#due.length;
    while (place > 0 && (this.#due[place - 1]?.atMs ?? 0) > atMs) place -= 1;
    this.#due.splice(place, 0, { atMs, run });
  }
}
