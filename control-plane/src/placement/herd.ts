/** What one node is given by this instance at most within a window. */
const MAX_PER_WINDOW = 25;
const WINDOW_MS = 100;
/** Everything that must wait does so for up to this much longer, so that not all come back at once. */
const JITTER_MS = 50;

interface Window {
  readonly sinceMs: number;
  taken: number;
}

/**
 * Keeps a dead node's calls from falling upon one other: each target is given
 * a bounded number of participants in each window, the rest wait for the next.
 * Bound: one entry per node chosen lately. Times are monotonic.
 */
export class Herd {
  readonly #windows = new Map<string, Window>();

  /** The nodes that have had their share at this moment. */
  full(nowMs: number): ReadonlySet<string> {
    for (const [nodeId, { sinceMs }] of this.#windows) {
      if (nowMs - sinceMs >= WINDOW_MS) this.#windows.delete(nodeId);
    }
    const full = [...this.#windows].filter(([, { taken }]) => taken >= MAX_PER_WINDOW);
    return new Set(full.map(([nodeId]) => nodeId));
  }

  /** A node was chosen. */
  took(nodeId: string, nowMs: number): void {
    const window = this.#windows.get(nodeId);
    if (window === undefined || nowMs - window.sinceMs >= WINDOW_MS) {
      this.#windows.set(nodeId, { sinceMs: nowMs, taken: 1 });
    } else {
      window.taken += 1;
    }
  }
}

/** How long whoever found every node full waits; spread by its name, the same each time. */
export const pauseOf = (name: string): number => WINDOW_MS + Math.floor(JITTER_MS * spread(name));

/** 0 (included) to 1 (excluded), from a text (FNV-1a). */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0) / 4_294_967_296;
}
