import { type Change, Tree } from './tree.ts';

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byNumber = (a: number, b: number): number => a - b;

/** An index by text, never changed in place. */
export type Index<Value> = Tree<string, Value>;

export const emptyIndex = <Value>(): Index<Value> => Tree.empty<string, Value>(byText);

/** Values by id in the order in which the ids came, as a Map has them; never changed in place. */
export class Register<Value> {
  readonly #numbers: Index<number>;
  readonly #values: Tree<number, Value>;
  readonly #last: number;

  private constructor(numbers: Index<number>, values: Tree<number, Value>, last: number) {
    this.#numbers = numbers;
    this.#values = values;
    this.#last = last;
  }

  static empty<Value>(): Register<Value> {
    return new Register<Value>(emptyIndex<number>(), Tree.empty<number, Value>(byNumber), 0);
  }

  get size(): number {
    return this.#values.size;
  }

  get(id: string): Value | undefined {
    const number = this.#numbers.get(id);
    return number === undefined ? undefined : this.#values.get(number);
  }

  has(id: string): boolean {
    return this.#numbers.has(id);
  }

  /** Less = it came earlier; undefined = it is not there. */
  numberOf(id: string): number | undefined {
    return this.#numbers.get(id);
  }

  /** Whoever is there already keeps its place. */
  with(id: string, value: Value): Register<Value> {
    const known = this.#numbers.get(id);
    if (known !== undefined) return new Register(this.#numbers, this.#values.with(known, value), this.#last);
    const number = this.#last + 1;
    return new Register(this.#numbers.with(id, number), this.#values.with(number, value), number);
  }

  without(id: string): Register<Value> {
    const number = this.#numbers.get(id);
    if (number === undefined) return this;
    return new Register(this.#numbers.without(id), this.#values.without(number), this.#last);
  }

  /** In the order of coming. */
  values(): Generator<Value> {
    return this.#values.values();
  }

  /** What is other than in a register that this one came from, in the order of coming. */
  changesSince(before: Register<Value>): readonly Change<Value>[] {
    return this.#values.changesSince(before.#values);
  }
}
