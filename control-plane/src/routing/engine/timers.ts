import { Heap, type Placed } from './heap.ts';
import { type Due, isDueBefore } from './slots.ts';

/** Timers of one span are kept together. */
const SPAN_MS = 250;

/**
 * The timers of a span. They are put in order only once somebody asks for the
 * first: most are disarmed long before that, and coming and going costs
 * nothing as long as there is no order to keep.
 */
class Span implements Placed {
  at = -1;
  readonly number: number;
  readonly #loose: Due[] = [];
  #ordered: Heap<Due> | undefined;

  constructor(number: number) {
    this.number = number;
  }

  get isEmpty(): boolean {
    return (this.#ordered?.size ?? this.#loose.length) === 0;
  }

  get first(): Due | undefined {
    if (this.#ordered === undefined) {
      this.#ordered = new Heap(isDueBefore);
      for (const timer of this.#loose) this.#ordered.add(timer);
      this.#loose.length = 0;
    }
    return this.#ordered.first;
  }

  add(timer: Due): void {
    if (this.#ordered !== undefined) {
      this.#ordered.add(timer);
      return;
    }
    timer.at = this.#loose.length;
    this.#loose.push(timer);
  }

  remove(timer: Due): void {
    if (this.#ordered !== undefined) {
      this.#ordered.remove(timer);
      return;
    }
    const last = this.#loose.pop();
    if (last !== undefined && last !== timer) {
      this.#loose[timer.at] = last;
      last.at = timer.at;
    }
    timer.at = -1;
  }
}

/** What is due when, the earliest first. */
export class Timers {
  readonly #spans = new Map<number, Span>();
  readonly #order = new Heap<Span>((a, b) => a.number < b.number);

  get first(): Due | undefined {
    return this.#order.first?.first;
  }

  /** Sets a timer, or sets it anew. */
  arm(timer: Due, dueMs: number): void {
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
    span.add(timer);
  }

  /** Does nothing for one that is not set. */
  disarm(timer: Due): void {
    if (timer.at < 0) return;
    const span = this.#spans.get(Math.floor(timer.dueMs / SPAN_MS));
    if (span === undefined) return;
    span.remove(timer);
    if (!span.isEmpty) return;
    this.#spans.delete(span.number);
    this.#order.remove(span);
  }
}
