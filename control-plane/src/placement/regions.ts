import { isId, type RegionRtt } from '@weft/proto';

/** A region worth trying, with what speaks for it. */
export interface RegionChoice {
  readonly region: string;
  /** As the client measured it; undefined = not measured. */
  readonly rttMs: number | undefined;
}

/**
 * The regions in the order to try: by the client's round trips, the lowest
 * first; then the region of its edge; then the others by name. A round trip is
 * a hint from outside: an impossible one counts as not measured, of several for
 * one region the lowest counts.
 */
export function regionOrder(
  rtts: readonly RegionRtt[],
  edgeRegion: string,
  known: Iterable<string>,
): readonly RegionChoice[] {
  const measured = new Map<string, number>();
  for (const { region, rttMs } of rtts) {
    if (!isId(region) || !Number.isFinite(rttMs) || rttMs < 0) continue;
    measured.set(region, Math.min(rttMs, measured.get(region) ?? Number.POSITIVE_INFINITY));
  }
  const rank = (region: string): number => (region === edgeRegion ? 0 : 1);
  return [...new Set(known)]
    .map((region) => ({ region, rttMs: measured.get(region) }))
    .sort(
      (a, b) =>
        (a.rttMs ?? Number.POSITIVE_INFINITY) - (b.rttMs ?? Number.POSITIVE_INFINITY) ||
        rank(a.region) - rank(b.region) ||
        (a.region < b.region ? -1 : 1),
    );
}
