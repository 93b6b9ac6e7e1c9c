import { Heap, type Placed } from './heap.ts';
import { isTimerBefore, type Timer } from './slots.ts';

/** Timers of one span are kept together: leaving one of many thousand is then leaving one of few. */
const SPAN_MS = 250;

class Span implements Placed {
  at = -1;
  readonly number: number;
  readonly timers = new Heap<Timer>(isTimerBefore);

  constructor(number: number) {
    this.number = number;
  }
}

/** What is due when, the earliest first. */
export class Timers {
  readonly #spans = new Map<number, Span>();
  readonly #order = new Heap<Span>((a, b) => a.number < b.number);

  get first(): Timer | undefined {
    return this.#order.first?.timers.first;
  }

  /** Sets a timer, or sets it anew. */
  arm(timer: Timer, dueMs: number): void {
    if (timer.at >= 0 && timer.dueMs === dueMs) return;
    this.disarm(timer);
    timer.dueMs = dueMs;
    const number = Math.floor(dueMs / SPAN_MS);
    let span = this.#spans.get(number);
    if (span === undefined) {
      span = new Span(number);
      this.#spans.set(number, span);
      this.#order.add(span);
    }
    span.timers.add(timer);
  }

  /** Does nothing for one that is not set. */
  disarm(timer: Timer): void {
    if (timer.at < 0) return;
    const span = this.#spans.get(Math.floor(timer.dueMs / SPAN_MS));
    if (span === undefined) return;
    span.timers.remove(timer);
    if (span.timers.size > 0) return;
    this.#spans.delete(span.number);
    this.#order.remove(span);
  }
}
