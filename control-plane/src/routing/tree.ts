/** One entry with what is before and after it. */
interface Branch<Key, Value> {
  readonly key: Key;
  readonly value: Value;
  /** Entries from here on, itself included. */
  readonly size: number;
  readonly less: Branch<Key, Value> | undefined;
  readonly more: Branch<Key, Value> | undefined;
}

/** What became of a key; undefined = it was, or is, not there. */
export interface Change<Value> {
  readonly before: Value | undefined;
  readonly now: Value | undefined;
}

/** Negative = `a` goes first. Must be a total order. */
export type Compare<Key> = (a: Key, b: Key) => number;

/** One side may weigh so many times the other (Hirai and Yamamoto: these two keep every tree in balance). */
const MOST_TIMES = 3;
/** Below this a single rotation is enough. */
const SINGLE_BELOW = 2;

/**
 * A sorted map that is never changed in place: with one entry more, less or
 * other it is another tree, which shares with this one all but the way to that
 * entry. So each change costs a logarithm, and what differs between two is
 * found without a look at what does not.
 */
export class Tree<Key, Value> {
  readonly #compare: Compare<Key>;
  readonly #root: Branch<Key, Value> | undefined;

  private constructor(compare: Compare<Key>, root: Branch<Key, Value> | undefined) {
    this.#compare = compare;
    this.#root = root;
  }

  static empty<Key, Value>(compare: Compare<Key>): Tree<Key, Value> {
    return new Tree<Key, Value>(compare, undefined);
  }

  get size(): number {
    return sizeOf(this.#root);
  }

  /** The value of the first key. */
  get first(): Value | undefined {
    let found = this.#root;
    while (found?.less !== undefined) found = found.less;
    return found?.value;
  }

  get(key: Key): Value | undefined {
    let at = this.#root;
    while (at !== undefined) {
      const order = this.#compare(key, at.key);
      if (order === 0) return at.value;
      at = order < 0 ? at.less : at.more;
    }
    return undefined;
  }

  has(key: Key): boolean {
    return this.get(key) !== undefined;
  }

  /** How many go before the key, whether or not it is there. */
  countBefore(key: Key): number {
    let before = 0;
    let at = this.#root;
    while (at !== undefined) {
      const order = this.#compare(key, at.key);
      if (order === 0) return before + sizeOf(at.less);
      if (order > 0) before += sizeOf(at.less) + 1;
      at = order < 0 ? at.less : at.more;
    }
    return before;
  }

  with(key: Key, value: Value): Tree<Key, Value> {
    return new Tree(this.#compare, this.#put(this.#root, key, value));
  }

  without(key: Key): Tree<Key, Value> {
    const root = this.#drop(this.#root, key);
    return root === this.#root ? this : new Tree(this.#compare, root);
  }

  /** In order. */
  *values(): Generator<Value> {
    const way: Branch<Key, Value>[] = [];
    for (let at = this.#root; at !== undefined || way.length > 0; ) {
      for (; at !== undefined; at = at.less) way.push(at);
      const next = way.pop();
      if (next === undefined) return;
      yield next.value;
      at = next.more;
    }
  }

  /** What is other than in a tree that this one came from, in order. */
  changesSince(before: Tree<Key, Value>): readonly Change<Value>[] {
    const changes: Change<Value>[] = [];
    const [old, young] = [new Way(before.#root), new Way(this.#root)];
    for (;;) {
      const [was, is] = [old.top, young.top];
      if (was === undefined && is === undefined) return changes;
      if (was === is && old.isWhole === young.isWhole) {
        old.pass();
        young.pass();
      } else if (old.isWhole && (!young.isWhole || sizeOf(was) >= sizeOf(is))) {
        old.open();
      } else if (young.isWhole) {
        young.open();
      } else {
        const order = this.#order(was, is);
        if (order <= 0) old.pass();
        if (order >= 0) young.pass();
        const change = {
          before: order <= 0 ? was?.value : undefined,
          now: order >= 0 ? is?.value : undefined,
        };
        if (change.before !== change.now) changes.push(change);
      }
    }
  }

  /** What is not there goes after everything. */
  #order(a: Branch<Key, Value> | undefined, b: Branch<Key, Value> | undefined): number {
    if (a === undefined) return 1;
    return b === undefined ? -1 : this.#compare(a.key, b.key);
  }

  #put(at: Branch<Key, Value> | undefined, key: Key, value: Value): Branch<Key, Value> {
    if (at === undefined) return branch(key, value, undefined, undefined);
    const order = this.#compare(key, at.key);
    if (order === 0) return branch(key, value, at.less, at.more);
    return order < 0
      ? balanced(at, this.#put(at.less, key, value), at.more)
      : balanced(at, at.less, this.#put(at.more, key, value));
  }

  #drop(at: Branch<Key, Value> | undefined, key: Key): Branch<Key, Value> | undefined {
    if (at === undefined) return undefined;
    const order = this.#compare(key, at.key);
    if (order === 0) return joined(at.less, at.more);
    const rest = this.#drop(order < 0 ? at.less : at.more, key);
    if (rest === (order < 0 ? at.less : at.more)) return at;
    return order < 0 ? balanced(at, rest, at.more) : balanced(at, at.less, rest);
  }
}

/** What of a tree is still to be looked at, the first on top: whole branches, and single entries. */
class Way<Key, Value> {
  readonly #branches: Branch<Key, Value>[] = [];
  readonly #whole: boolean[] = [];

  constructor(root: Branch<Key, Value> | undefined) {
    this.#push(root, true);
  }

  get top(): Branch<Key, Value> | undefined {
    return this.#branches.at(-1);
  }

  get isWhole(): boolean {
    return this.#whole.at(-1) === true;
  }

  pass(): void {
    this.#branches.pop();
    this.#whole.pop();
  }

  /** The branch on top becomes its parts. */
  open(): void {
    const { top } = this;
    this.pass();
    this.#push(top?.more, true);
    this.#push(top, false);
    this.#push(top?.less, true);
  }

  #push(one: Branch<Key, Value> | undefined, whole: boolean): void {
    if (one === undefined) return;
    this.#branches.push(one);
    this.#whole.push(whole);
  }
}

const sizeOf = <Key, Value>(one: Branch<Key, Value> | undefined): number => one?.size ?? 0;

const branch = <Key, Value>(
  key: Key,
  value: Value,
  less: Branch<Key, Value> | undefined,
  more: Branch<Key, Value> | undefined,
): Branch<Key, Value> => ({ key, value, size: sizeOf(less) + sizeOf(more) + 1, less, more });

/** The entry of a branch between these two, of which one is by one entry other than it was. */
function balanced<Key, Value>(
  { key, value }: Branch<Key, Value>,
  less: Branch<Key, Value> | undefined,
  more: Branch<Key, Value> | undefined,
): Branch<Key, Value> {
  const [lessWeight, moreWeight] = [sizeOf(less) + 1, sizeOf(more) + 1];
  if (more !== undefined && moreWeight > MOST_TIMES * lessWeight) {
    const { less: inner, more: outer } = more;
    if (inner === undefined || sizeOf(inner) + 1 < SINGLE_BELOW * (sizeOf(outer) + 1)) {
      return branch(more.key, more.value, branch(key, value, less, inner), outer);
    }
    const left = branch(key, value, less, inner.less);
    return branch(inner.key, inner.value, left, branch(more.key, more.value, inner.more, outer));
  }
  if (less !== undefined && lessWeight > MOST_TIMES * moreWeight) {
    const { less: outer, more: inner } = less;
    if (inner === undefined || sizeOf(inner) + 1 < SINGLE_BELOW * (sizeOf(outer) + 1)) {
      return branch(less.key, less.value, outer, branch(key, value, inner, more));
    }
    const right = branch(key, value, inner.more, more);
    return branch(inner.key, inner.value, branch(less.key, less.value, outer, inner.less), right);
  }
  return branch(key, value, less, more);
}

/** Two that were on both sides of an entry that is gone. */
function joined<Key, Value>(
  less: Branch<Key, Value> | undefined,
  more: Branch<Key, Value> | undefined,
): Branch<Key, Value> | undefined {
  if (less === undefined || more === undefined) return less ?? more;
  if (less.size > more.size) {
    const last = lastOf(less);
    return balanced(last, withoutLast(less), more);
  }
  const first = firstOf(more);
  return balanced(first, less, withoutFirst(more));
}

function firstOf<Key, Value>(one: Branch<Key, Value>): Branch<Key, Value> {
  let first = one;
  while (first.less !== undefined) first = first.less;
  return first;
}

function lastOf<Key, Value>(one: Branch<Key, Value>): Branch<Key, Value> {
  let last = one;
  while (last.more !== undefined) last = last.more;
  return last;
}

const withoutFirst = <Key, Value>(one: Branch<Key, Value>): Branch<Key, Value> | undefined =>
  one.less === undefined ? one.more : balanced(one, withoutFirst(one.less), one.more);

const withoutLast = <Key, Value>(one: Branch<Key, Value>): Branch<Key, Value> | undefined =>
  one.more === undefined ? one.less : balanced(one, one.less, withoutLast(one.more));
