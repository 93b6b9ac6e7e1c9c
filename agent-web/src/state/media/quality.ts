import type { QualityLevel, QualitySnapshot } from '../types.ts';
import type { TransportSample } from './stats.ts';

const ORDER: readonly QualityLevel[] = ['bad', 'poor', 'good', 'excellent'];

/** Before the first measurement. */
export const unknownQuality: QualitySnapshot = {
  level: 'unknown',
  rttMs: undefined,
  lossShare: 0,
  upKbps: 0,
  downKbps: 0,
  width: 0,
  height: 0,
};

/** Of the node's score of what a participant sends, 0 to 10. 0 also stands for "nothing flows", as while muted. */
export function levelOfScore(score: number | undefined): QualityLevel {
  if (score === undefined || score === 0) return 'unknown';
  if (score >= 9) return 'excellent';
  if (score >= 7) return 'good';
  return score >= 4 ? 'poor' : 'bad';
}

/** Of losses and round trip: about where speech with Opus and FEC begins to suffer (ITU-T G.114 for the delay). */
function levelOfPath(lossShare: number, rttMs: number | undefined): QualityLevel {
  const delayMs = rttMs ?? 0;
  if (lossShare <= 0.01 && delayMs <= 150) return 'excellent';
  if (lossShare <= 0.03 && delayMs <= 300) return 'good';
  return lossShare <= 0.1 && delayMs <= 600 ? 'poor' : 'bad';
}

const worse = (a: QualityLevel, b: QualityLevel): QualityLevel => {
  if (a === 'unknown') return b;
  if (b === 'unknown') return a;
  return ORDER.indexOf(a) < ORDER.indexOf(b) ? a : b;
};

/** Two counters of the same track; a counter that went back belongs to another transport. */
const since = (before: number, now: number): number => (now >= before ? now - before : now);

/**
 * The quality between two samples.
 *
 * @param ownScore the node's score of what this side sends; undefined = not told
 */
export function qualityBetween(
  before: TransportSample | undefined,
  now: TransportSample,
  ownScore: number | undefined,
): QualitySnapshot {
  const picture = { width: now.width, height: now.height, rttMs: now.rttMs };
  if (before === undefined) return { ...unknownQuality, ...picture };
  const seconds = Math.max(0.001, (now.atMs - before.atMs) / 1_000);
  const kbps = (from: number, to: number): number => Math.round((since(from, to) * 8) / 1_000 / seconds);
  const lost = Math.max(0, since(before.packetsLost, now.packetsLost));
  const received = since(before.packetsReceived, now.packetsReceived);
  const lossShare = lost + received === 0 ? 0 : lost / (lost + received);
  const flows = received > 0 || now.bytesSent > before.bytesSent;
  return {
    ...picture,
    level: flows ? worse(levelOfPath(lossShare, now.rttMs), levelOfScore(ownScore)) : 'unknown',
    lossShare,
    upKbps: kbps(before.bytesSent, now.bytesSent),
    downKbps: kbps(before.bytesReceived, now.bytesReceived),
  };
}
