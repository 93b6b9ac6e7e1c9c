/** What became of one customer's messages. */
export interface Verdict {
  readonly lost: number;
  readonly doubled: number;
  readonly misordered: number;
}

/** Compares what a customer was told is taken, in order, with what a timeline holds, by seq. */
export function verdictOf(sent: readonly string[], kept: readonly string[]): Verdict {
  const place = new Map(sent.map((clientId, index) => [clientId, index]));
  const seen = new Set<string>();
  let doubled = 0;
  let misordered = 0;
  let last = -1;
  for (const clientId of kept) {
    const index = place.get(clientId);
    if (index === undefined) continue;
    if (seen.has(clientId)) doubled += 1;
    else if (index < last) misordered += 1;
    seen.add(clientId);
    last = Math.max(last, index);
  }
  return { lost: sent.length - seen.size, doubled, misordered };
}

export const sumOf = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.reduce(
    (sum, { lost, doubled, misordered }) => ({
      lost: sum.lost + lost,
      doubled: sum.doubled + doubled,
      misordered: sum.misordered + misordered,
    }),
    { lost: 0, doubled: 0, misordered: 0 },
  );
