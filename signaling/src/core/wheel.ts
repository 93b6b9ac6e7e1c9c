/** What a wheel can hold: it remembers its slot itself, so that holding it costs no map. */
export interface Wheeled {
  /** -1 = in no slot. Only the wheel writes it. */
  wheelSlot: number;
}

/**
 * A timing wheel: one ticking timer for any number of deadlines (Varghese and
 * Lauck, 1987). A deadline beyond the wheel's span comes up at the span's end,
 * and early: whoever gets it looks at the time and schedules it again. An item
 * is due at most one tick late.
 */
export class Wheel<Item extends Wheeled> {
  readonly #tickMs: number;
  readonly #slots: (Set<Item> | undefined)[];
  /** The tick up to which all has been given out. */
  #tick: number;

  constructor(tickMs: number, slots: number, nowMs: number) {
    this.#tickMs = tickMs;
    this.#slots = Array<Set<Item> | undefined>(slots).fill(undefined);
    this.#tick = Math.floor(nowMs / tickMs);
  }

  /** Sets the item's deadline, also when it had another. */
  schedule(item: Item, dueMs: number): void {
    this.cancel(item);
    const soonest = this.#tick + 1;
    const latest = this.#tick + this.#slots.length - 1;
    const tick = Math.min(latest, Math.max(soonest, Math.ceil(dueMs / this.#tickMs)));
    const slot = tick % this.#slots.length;
    const items = this.#slots[slot];
    if (items === undefined) this.#slots[slot] = new Set([item]);
    else items.add(item);
    item.wheelSlot = slot;
  }

  cancel(item: Item): void {
    if (item.wheelSlot < 0) return;
    const items = this.#slots[item.wheelSlot];
    items?.delete(item);
    if (items?.size === 0) this.#slots[item.wheelSlot] = undefined;
    item.wheelSlot = -1;
  }

  /** Takes out what is due by now and hands it to `due`, which may schedule it again. */
  advance(nowMs: number, due: (item: Item) => void): void {
    const target = Math.floor(nowMs / this.#tickMs);
    // After a long pause once round is enough: every slot is then passed.
    const from = Math.max(this.#tick + 1, target - this.#slots.length + 1);
    for (let tick = from; tick <= target; tick++) {
      this.#tick = tick;
      const slot = tick % this.#slots.length;
      const items = this.#slots[slot];
      if (items === undefined) continue;
      this.#slots[slot] = undefined;
      for (const item of items) item.wheelSlot = -1;
      for (const item of items) due(item);
    }
    this.#tick = Math.max(this.#tick, target);
  }
}
