import { classify, dropsToFloor, rankOf, relaxed } from './classify.ts';
import type { CompiledQueue, CompiledRules, CompiledStep } from './compiled.ts';
import type { Matching } from './matching.ts';
import type { Moment } from './model.ts';
import type { AgentSlot, WorkSlot } from './slots.ts';
import type { Onward } from './why.ts';

/** A closed queue is looked at so often, in case the wall clock is set. */
const CLOSED_LOOK_MS = 60_000;

/** What the way of work depends on. */
export interface Surroundings {
  readonly rules: CompiledRules;
  readonly matching: Matching;
  agent(agentId: string): AgentSlot | undefined;
  /** Work went on; `because` says why nobody has it yet. */
  went(slot: WorkSlot, because: Onward): void;
}

/**
 * Where work is between coming and going: in which queue, for whom it is kept,
 * in which step and ring. Time alone moves it; catching up after an offer goes
 * the same way as waiting would have.
 */
export class Itinerary {
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Work comes, or comes back: from the rules' queue on. False = a closed queue refuses it, which it does to new work only. */
  begin(slot: WorkSlot, sinceMs: number, moment: Moment): boolean {
    const { rules } = this.#around;
    const { work, queue, ruled } = classify(rules, slot.source);
    slot.work = work;
    slot.ruled = ruled;
    slot.channel = rules.channels.of(work.channel);
    slot.raised = false;
    slot.rank = rankOf(rules, work, false);
    return this.#enterQueue(slot, queue, sinceMs, moment) && this.look(slot, moment);
  }

  /** Other rules hold for work that an agent has: where it would be, should it come back. */
  remap(slot: WorkSlot): void {
    const { rules } = this.#around;
    const { work, queue, ruled } = classify(rules, slot.source);
    slot.work = work;
    slot.ruled = ruled;
    slot.channel = rules.channels.of(work.channel);
    slot.rank = rankOf(rules, work, slot.raised);
    slot.queue = queue;
    slot.step = queue.steps[0];
    slot.ring = 0;
    slot.needs = work.skills;
  }

  /** Brings the work to where it is by now. False = a closed queue refuses it. */
  look(slot: WorkSlot, moment: Moment): boolean {
    const nowMs = moment.monotonicMs;
    for (;;) {
      this.#raise(slot, nowMs);
      const { overflow } = slot.queue.rule;
      const overflowMs =
        overflow === undefined ? Number.POSITIVE_INFINITY : slot.queueSinceMs + overflow.afterSeconds * 1_000;
      if (overflow !== undefined && nowMs >= overflowMs) {
        const next = this.#around.rules.queues.get(overflow.to);
        if (next === undefined) throw new TypeError(`no queue ${overflow.to}`);
        if (!this.#enterQueue(slot, next, overflowMs, moment)) return false;
        this.#around.went(slot, 'overflow');
        continue;
      }
      if (slot.place === 'parked') {
        if (nowMs < slot.untilMs) return true;
        // Its time in the queue counts from when it could be offered, unless that is still to come.
        const { queueSinceMs } = slot;
        if (!this.#enterQueue(slot, slot.queue, slot.untilMs, moment)) return false;
        if (this.#isParked(slot)) {
          slot.queueSinceMs = queueSinceMs;
          return true;
        }
        this.#around.went(slot, 'opened');
        continue;
      }
      if (slot.place === 'kept') {
        if (nowMs < slot.untilMs && this.#isKept(slot)) return true;
        slot.preferenceOver = true;
        this.#enterStep(slot, slot.queue.steps[0], Math.min(nowMs, slot.untilMs), moment);
        this.#around.went(slot, 'not-kept');
        continue;
      }
      const next = slot.queue.steps[slot.step.index + 1];
      const { seconds } = slot.step.rule;
      const overMs = slot.stepSinceMs + (seconds ?? 0) * 1_000;
      if (next === undefined || seconds === undefined || nowMs < overMs) break;
      this.#enterStep(slot, next, overMs, moment);
      this.#around.went(slot, 'step-over');
    }
    this.#relax(slot, nowMs);
    return true;
  }

  /** When time alone moves it next; undefined = never. */
  dueMs(slot: WorkSlot, nowMs: number): number | undefined {
    let dueMs = Number.POSITIVE_INFINITY;
    const { deadlineMs } = slot.work;
    const { source } = this.#around.rules;
    if (deadlineMs !== undefined && !slot.raised) dueMs = deadlineMs - source.deadlineLeadSeconds * 1_000;
    const { overflow } = slot.queue.rule;
    if (overflow !== undefined) dueMs = Math.min(dueMs, slot.queueSinceMs + overflow.afterSeconds * 1_000);
    if (slot.place === 'parked' || slot.place === 'kept') dueMs = Math.min(dueMs, slot.untilMs);
    else dueMs = Math.min(dueMs, this.#stepDueMs(slot));
    if (slot.declined !== undefined) {
      for (const untilMs of slot.declined.values()) if (untilMs > nowMs) dueMs = Math.min(dueMs, untilMs);
    }
    return dueMs === Number.POSITIVE_INFINITY ? undefined : dueMs;
  }

  #stepDueMs({ step, queue, stepSinceMs, ring, work }: WorkSlot): number {
    const { seconds, relax } = step.rule;
    const ends = seconds !== undefined && step.index + 1 < queue.steps.length;
    const overMs = ends ? stepSinceMs + seconds * 1_000 : Number.POSITIVE_INFINITY;
    if (relax === undefined || ring >= dropsToFloor(work.skills, relax.by, relax.floor)) return overMs;
    return Math.min(overMs, stepSinceMs + (ring + 1) * relax.everySeconds * 1_000);
  }

  /** A function, since a closed queue may have parked it again. */
  #isParked({ place }: WorkSlot): boolean {
    return place === 'parked';
  }

  #isKept({ work, declined }: WorkSlot): boolean {
    const agentId = work.preferred?.agentId ?? '';
    const agent = this.#around.agent(agentId);
    return agent !== undefined && agent.presence !== 'offline' && declined?.has(agentId) !== true;
  }

  #enterQueue(slot: WorkSlot, queue: CompiledQueue, sinceMs: number, moment: Moment): boolean {
    const nowMs = moment.monotonicMs;
    slot.queue = queue;
    slot.queueSinceMs = sinceMs;
    const opening = queue.hours?.at(moment.nowMs);
    if (opening?.open === false) {
      const { closed } = queue.rule;
      switch (slot.admitted && closed.do === 'refuse' ? 'hold' : closed.do) {
        case 'refuse':
          return false;
        case 'overflow': {
          if (closed.do !== 'overflow') break;
          const next = this.#around.rules.queues.get(closed.to);
          if (next === undefined) throw new TypeError(`no queue ${closed.to}`);
          const entered = this.#enterQueue(slot, next, sinceMs, moment);
          if (entered) this.#around.went(slot, 'closed');
          return entered;
        }
        case 'hold': {
          const inMs = (opening.untilMs ?? Number.POSITIVE_INFINITY) - moment.nowMs;
          this.#park(slot, nowMs + Math.min(CLOSED_LOOK_MS, inMs));
          return true;
        }
      }
    }
    const { notBeforeMs, preferred } = slot.work;
    if (notBeforeMs !== undefined && nowMs < notBeforeMs) {
      this.#park(slot, notBeforeMs);
      return true;
    }
    const keepSeconds = preferred?.only === true ? queue.rule.directSeconds : queue.rule.stickySeconds;
    if (preferred !== undefined && !slot.preferenceOver && keepSeconds > 0 && this.#isKept(slot)) {
      slot.place = 'kept';
      slot.untilMs = Math.max(sinceMs, notBeforeMs ?? sinceMs) + keepSeconds * 1_000;
      slot.step = queue.steps[0];
      return true;
    }
    slot.preferenceOver = true;
    this.#enterStep(slot, queue.steps[0], Math.max(sinceMs, notBeforeMs ?? sinceMs), moment);
    return true;
  }

  #park(slot: WorkSlot, untilMs: number): void {
    slot.place = 'parked';
    slot.untilMs = untilMs;
    slot.step = slot.queue.steps[0];
  }

  /** The step, or the first after it that is not skipped. */
  #enterStep(slot: WorkSlot, first: CompiledStep, sinceMs: number, moment: Moment): void {
    slot.place = 'waiting';
    slot.stepSinceMs = sinceMs;
    let step: CompiledStep = first;
    for (;;) {
      slot.step = step;
      slot.ring = 0;
      slot.needs = slot.work.skills;
      const next: CompiledStep | undefined = slot.queue.steps[step.index + 1];
      if (next === undefined || !this.#isSkipped(slot, step, moment.monotonicMs)) return;
      step = next;
      this.#around.went(slot, 'skipped');
    }
  }

  /** Urgent work goes on to where somebody is free. */
  #isSkipped(slot: WorkSlot, { skipIf }: CompiledStep, nowMs: number): boolean {
    if (skipIf === undefined && !slot.work.urgent) return false;
    const { matching } = this.#around;
    if (skipIf?.({ work: slot.work, step: matching.factsFor(slot) }) === true) return true;
    return slot.work.urgent && matching.agentFor(slot, matching.bucketOf(slot), nowMs) === undefined;
  }

  #raise(slot: WorkSlot, nowMs: number): void {
    const { rules } = this.#around;
    const { deadlineMs } = slot.work;
    if (deadlineMs === undefined || slot.raised) return;
    if (nowMs < deadlineMs - rules.source.deadlineLeadSeconds * 1_000) return;
    slot.raised = true;
    slot.rank = rankOf(rules, slot.work, true);
    this.#around.went(slot, 'near-deadline');
  }

  #relax(slot: WorkSlot, nowMs: number): void {
    const { relax } = slot.step.rule;
    if (relax === undefined) return;
    const most = dropsToFloor(slot.work.skills, relax.by, relax.floor);
    const drops = Math.min(most, Math.floor((nowMs - slot.stepSinceMs) / (relax.everySeconds * 1_000)));
    if (drops <= slot.ring) return;
    slot.ring = drops;
    slot.needs = relaxed(slot.work.skills, drops, relax.by, relax.floor);
    this.#around.went(slot, 'relaxed');
  }
}
