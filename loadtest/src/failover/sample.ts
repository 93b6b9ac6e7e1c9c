import { largestGap } from './gap.ts';
import type { End } from './live-call.ts';
import type { Seen } from './probe.ts';

/** What one end saw of one fault. Lengths in milliseconds; undefined = could not be measured. */
export interface EndSample {
  readonly end: End['name'];
  /** Where this end was, and where it could go, before the fault. */
  readonly home: string;
  readonly standby: string;
  /** Where it went; empty = it stayed. */
  readonly to: string;
  readonly audioGapMs: number;
  /** The largest gap of the seconds before the fault: what this machine does by itself. */
  readonly audioBeforeMs: number;
  readonly toneGapMs: number | undefined;
  readonly toneBeforeMs: number | undefined;
  readonly videoFreezeMs: number;
  readonly videoBeforeMs: number;
  /** How often the other side's place was without any picture. */
  readonly blanks: number;
  /** From the fault to this end's move. */
  readonly detectionMs: number | undefined;
  /** From this end's move to the first encoded frame after it. */
  readonly afterMoveMs: number | undefined;
  /** From the fault to the welcome of a new connection to an edge; undefined = the old one held. */
  readonly signalingBackMs: number | undefined;
  readonly moves: number;
  /** Who told of the death. */
  readonly cause: string;
  /** For how long its home leg had been silent by then, where this end itself found that out. */
  readonly silentMs: number;
}

/** An end before the fault. */
export type Place = Pick<EndSample, 'end' | 'home' | 'standby'>;

/** When something is looked at. */
export interface Window {
  /** The seconds before the fault. */
  readonly fromMs: number;
  readonly faultMs: number;
  readonly toMs: number;
}

/** What an end saw, as lengths. */
export function sampleOf(place: Place, seen: Seen, { fromMs, faultMs, toMs }: Window): EndSample {
  const during = { fromMs: faultMs, toMs };
  const before = { fromMs: fromMs + (faultMs - fromMs) / 10, toMs: faultMs };
  const calm = (times: readonly number[]): readonly number[] => times.filter((atMs) => atMs <= faultMs);
  const first = seen.moves.find(({ atMs }) => atMs >= faultMs);
  const next = first && seen.audioMs.toSorted((a, b) => a - b).find((atMs) => atMs > first.atMs);
  const welcome = seen.welcomesMs.find((atMs) => atMs >= faultMs);
  return {
    ...place,
    to: first?.to ?? '',
    audioGapMs: largestGap(seen.audioMs, during).lengthMs,
    audioBeforeMs: largestGap(calm(seen.audioMs), before).lengthMs,
    toneGapMs: toneGap(seen, faultMs, toMs),
    toneBeforeMs: toneGap(seen, fromMs, faultMs),
    videoFreezeMs: largestGap(seen.videoMs, during).lengthMs,
    videoBeforeMs: largestGap(calm(seen.videoMs), before).lengthMs,
    blanks: seen.blanksMs.filter((atMs) => atMs >= faultMs).length,
    detectionMs: first && first.atMs - faultMs,
    afterMoveMs: first && next && next - first.atMs,
    signalingBackMs: welcome && welcome - faultMs,
    moves: seen.moves.filter(({ atMs }) => atMs >= faultMs).length,
    cause: first?.cause ?? '',
    silentMs: first?.silentMs ?? 0,
  };
}

/** The longest pause of the tone that was not over before the span; 0 when it never paused, undefined when there is no tone. */
function toneGap(
  { toneHeard, pauses, toneAwaySinceMs }: Seen,
  fromMs: number,
  toMs: number,
): number | undefined {
  if (!toneHeard) return undefined;
  const lasting = toneAwaySinceMs === undefined || toneAwaySinceMs > toMs ? 0 : toMs - toneAwaySinceMs;
  const over = pauses.filter(({ endedAtMs }) => endedAtMs >= fromMs && endedAtMs <= toMs);
  return Math.max(lasting, 0, ...over.map(({ lengthMs }) => lengthMs));
}
