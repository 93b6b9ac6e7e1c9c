/** Statements that one connection keeps prepared at most; what recurs beyond is parsed each time. */
const MAX_NAMED = 300;
/** Texts seen once that are remembered; when there are more, those that recur are found out anew. */
const MAX_SEEN = 2_000;

/** Names for statements that recur, so that a connection keeps them parsed and planned: from the second time on. */
export class StatementNames {
  readonly #names = new Map<string, string>();
  readonly #seen = new Set<string>();

  /** Undefined = it is not to be prepared. */
  of(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= MAX_NAMED) return known;
    if (!this.#seen.has(text)) {
      if (this.#seen.size >= MAX_SEEN) this.#seen.clear();
      this.#seen.add(text);
      return undefined;
    }
    this.#seen.delete(text);
    const name = `weft-${this.#names.size + 1}`;
    this.#names.set(text, name);
    return name;
  }
}
