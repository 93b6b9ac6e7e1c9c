import { type Clock, type Timer, WeftError } from '@weft/proto';
import type { Chooser } from './choose.ts';
import { DeskTable } from './desk-table.ts';
import { dueAtMs, next, type QueueEvent } from './next.ts';
import { type AgentDesk, emptyQueue, type QueueEffect, type QueueRules, type QueueState } from './queue.ts';

/** Told after each event, in order, with all that has to be done. */
export type StepListener = (before: QueueState, now: QueueState, effects: readonly QueueEffect[]) => void;

/** The queue's state over time: takes events one by one and sees to it that time-outs happen. */
export class QueueCore implements Disposable {
  readonly #rules: QueueRules;
  readonly #chooser: Chooser;
  readonly #clock: Clock;
  readonly #offerId: () => string;
  readonly #listener: StepListener;
  #state: QueueState;
  #timer: Timer | undefined;
  #timerAtMs: number | undefined;

  constructor(options: {
    queueId: string;
    rules: QueueRules;
    chooser: Chooser;
    clock: Clock;
    offerId: () => string;
    listener: StepListener;
  }) {
    this.#state = emptyQueue(options.queueId);
    this.#rules = options.rules;
    this.#chooser = options.chooser;
    this.#clock = options.clock;
    this.#offerId = options.offerId;
    this.#listener = options.listener;
  }

  get state(): QueueState {
    return this.#state;
  }

  /** Starts with the desks of the owner before, of which nothing is to be told. */
  restore(desks: readonly AgentDesk[]): void {
    this.#state = { ...this.#state, desks: DeskTable.of(desks) };
  }

  /** Throws the WeftError of a refused event. */
  take(event: QueueEvent): void {
    const before = this.#state;
    const nowMs = this.#clock.monotonic();
    const { state, effects, refusal } = next(before, event, {
      nowMs,
      rules: this.#rules,
      chooser: this.#chooser,
      offerId: this.#offerId,
    });
    this.#state = state;
    this.#schedule(nowMs);
    if (state !== before || effects.length > 0) this.#listener(before, state, effects);
    if (refusal !== undefined) throw new WeftError(refusal.code, refusal.reason);
  }

  [Symbol.dispose](): void {
    this.#timer?.cancel();
  }

  #schedule(nowMs: number): void {
    const atMs = dueAtMs(this.#state, this.#chooser, nowMs);
    if (atMs === this.#timerAtMs) return;
    this.#timer?.cancel();
    this.#timerAtMs = atMs;
    this.#timer =
      atMs === undefined
        ? undefined
        : this.#clock.after(atMs - nowMs, () => {
            this.#timerAtMs = undefined;
            this.take({ name: 'tick' });
          });
  }
}
