/** Where a segment belongs; the whole message where there is only one. */
export interface Place {
  readonly key: string;
  readonly total: number;
  readonly index: number;
}

/** Messages of which some segments are missing, at most; the oldest go. */
const MAX_OPEN = 10_000;

/** The concatenation that a user data header names (3GPP TS 23.040, 9.2.3.24.1 and 9.2.3.24.8). */
export function placeIn(udh: readonly Buffer[], route: string): Place | undefined {
  for (const element of udh) {
    const [id, , ...value] = element;
    const reference = id === 0 ? value.slice(0, 1) : id === 8 ? value.slice(0, 2) : undefined;
    if (reference === undefined) continue;
    const [total = 1, index = 1] = value.slice(reference.length);
    return { key: `${route} ${reference.join('.')} ${total}`, total, index };
  }
  return undefined;
}

/** Puts segments together, in whatever order they come. */
export class Segments {
  readonly #open = new Map<string, Map<number, string>>();

  /** The whole text when this was the last one. */
  add({ key, total, index }: Place, text: string): string | undefined {
    if (total <= 1) return text;
    const parts = this.#open.get(key) ?? new Map<number, string>();
    parts.set(index, text);
    this.#open.set(key, parts);
    if (parts.size === total) {
      this.#open.delete(key);
      return Array.from({ length: total }, (_, at) => parts.get(at + 1) ?? '').join('');
    }
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= MAX_OPEN) break;
      this.#open.delete(oldest);
    }
    return undefined;
  }
}
