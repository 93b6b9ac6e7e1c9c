/** Numbers in a row: a row is one line of a processor's cache. */
const ROW = 8;
const FIRST_ROWS = 256;

/**
 * Times and ranks of many pieces of work, a row each. As fields, each of them
 * would be an object of its own, that the garbage collector copies and that is
 * somewhere else in memory.
 */
export class Figures {
  /** Replaced when it grows: to be asked for each time. */
  cells = new Float64Array(FIRST_ROWS * ROW);
  #used = 0;
  readonly #unused: number[] = [];

  /** Where a new row begins; all of it is 0. */
  take(): number {
    const known = this.#unused.pop();
    if (known !== undefined) {
      this.cells.fill(0, known, known + ROW);
      return known;
    }
    if (this.#used === this.cells.length) {
      const grown = new Float64Array(2 * this.cells.length);
      grown.set(this.cells);
      this.cells = grown;
    }
    this.#used += ROW;
    return this.#used - ROW;
  }

  /** The row is for others from now on. */
  giveBack(row: number): void {
    this.#unused.push(row);
  }
}
