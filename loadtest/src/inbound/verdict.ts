/** What one follower wrote by the platform's ledger, and what the desk has of it. */
export interface Compared {
  /** In the order in which it was written; `taken` = the desk said that it had it. */
  readonly expected: readonly { readonly text: string; readonly taken: boolean }[];
  readonly found: readonly string[];
}

/** How two ledgers differ. */
export interface LedgerVerdict {
  /** Taken and not there. */
  readonly lost: number;
  /** There more often than it was written. */
  readonly doubled: number;
  /** There and never written. */
  readonly invented: number;
}

/** Compares both ledgers person by person. A push that was not taken may be there all the same. */
export function verdictOf(people: readonly Compared[]): LedgerVerdict {
  let [lost, doubled, invented] = [0, 0, 0];
  for (const { expected, found } of people) {
    const wanted = new Map<string, { written: number; taken: number }>();
    for (const { text, taken } of expected) {
      const before = wanted.get(text) ?? { written: 0, taken: 0 };
      wanted.set(text, { written: before.written + 1, taken: before.taken + (taken ? 1 : 0) });
    }
    const there = new Map<string, number>();
    for (const text of found) there.set(text, (there.get(text) ?? 0) + 1);
    for (const [text, times] of there) {
      const written = wanted.get(text)?.written ?? 0;
      if (written === 0) invented += times;
      else doubled += Math.max(0, times - written);
    }
    for (const [text, { taken }] of wanted) lost += Math.max(0, taken - (there.get(text) ?? 0));
  }
  return { lost, doubled, invented };
}
