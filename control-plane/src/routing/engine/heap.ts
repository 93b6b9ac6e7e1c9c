/** What a heap holds; it notes its own place in it, so that it can leave from anywhere. */
export interface Placed {
  /** -1 = in no heap. Written by the heap alone. */
  at: number;
}

/** The first of many by an order, always at hand: a binary heap whose members can leave and move. */
export class Heap<Item extends Placed> {
  readonly #items: Item[] = [];
  readonly #before: (a: Item, b: Item) => boolean;

  /** `before` must be a total order, so that what comes out does not depend on what was put in when. */
  constructor(before: (a: Item, b: Item) => boolean) {
    this.#before = before;
  }

  get size(): number {
    return this.#items.length;
  }

  get first(): Item | undefined {
    return this.#items[0];
  }

  /** In no order. */
  get all(): readonly Item[] {
    return this.#items;
  }

  add(item: Item): void {
    item.at = this.#items.length;
    this.#items.push(item);
    this.#rise(item);
  }

  /** Does nothing for one that is not in it. */
  remove(item: Item): void {
    const { at } = item;
    if (this.#items[at] !== item) return;
    item.at = -1;
    const last = this.#items.pop();
    if (last === undefined || last === item) return;
    this.#put(last, at);
    this.#rise(last);
    this.#sink(last);
  }

  /** The item's order has changed. */
  moved(item: Item): void {
    if (this.#items[item.at] !== item) return;
    this.#rise(item);
    this.#sink(item);
  }

  /** The first that is wanted. Looks at those before it and their followers only. */
  firstWhere(wanted: (item: Item) => boolean): Item | undefined {
    const first = this.#items[0];
    if (first === undefined || wanted(first)) return first;
    const frontier = new Heap<{ at: number; readonly item: Item }>((a, b) => this.#before(a.item, b.item));
    const reach = (at: number): void => {
      const item = this.#items[at];
      if (item !== undefined) frontier.add({ at: -1, item });
    };
    reach(1);
    reach(2);
    for (;;) {
      const found = frontier.first;
      if (found === undefined) return undefined;
      if (wanted(found.item)) return found.item;
      frontier.remove(found);
      reach(2 * found.item.at + 1);
      reach(2 * found.item.at + 2);
    }
  }

  #rise(item: Item): void {
    for (let { at } = item; at > 0; ) {
      const above = (at - 1) >> 1;
      const parent = this.#items[above];
      if (parent === undefined || !this.#before(item, parent)) return;
      this.#put(parent, at);
      this.#put(item, above);
      at = above;
    }
  }

  #sink(item: Item): void {
    for (;;) {
      const { at } = item;
      const left = this.#items[2 * at + 1];
      const right = this.#items[2 * at + 2];
      if (left === undefined) return;
      const child = right !== undefined && this.#before(right, left) ? right : left;
      if (!this.#before(child, item)) return;
      const below = child.at;
      this.#put(child, at);
      this.#put(item, below);
    }
  }

  #put(item: Item, at: number): void {
    this.#items[at] = item;
    item.at = at;
  }
}
