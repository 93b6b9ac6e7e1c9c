import { until } from '@weft/proto/testing';
import type { CallStats, RemoteTrackStats } from '../browser/diagnostics.ts';
import { MEDIA_TIMEOUT_MS } from '../browser/limits.ts';

/** A page that is in a call. */
export interface InCall {
  stats(): Promise<CallStats>;
}

/** The track of a source that a page receives; undefined while there is none. */
export async function trackOf(
  page: InCall,
  source: RemoteTrackStats['source'],
): Promise<RemoteTrackStats | undefined> {
  return (await page.stats()).remote.find((track) => track.source === source);
}

/** The track as soon as the page has joined its media: a page that was loaded again is in its call a moment before. */
async function firstLook(
  page: InCall,
  source: RemoteTrackStats['source'],
): Promise<RemoteTrackStats | undefined> {
  let track: RemoteTrackStats | undefined;
  await until(
    async () => {
      track = await trackOf(page, source);
      return true as const;
    },
    { timeoutMs: MEDIA_TIMEOUT_MS },
  );
  return track;
}

const trackText = (track: RemoteTrackStats): string =>
  `${track.source} ${track.trackId}${track.paused ? ', paused' : ''}: ${track.framesDecoded} frames, ${track.packetsReceived} packets`;

/** Waits until so many more frames of a source are decoded than now. */
export async function untilMoreFrames(
  page: InCall,
  frames = 20,
  source: RemoteTrackStats['source'] = 'camera',
): Promise<void> {
  const before = (await firstLook(page, source))?.framesDecoded ?? 0;
  await until(
    async () => {
      const { remote, nodeId, standbyNodeId } = await page.stats();
      const now = remote.find((track) => track.source === source)?.framesDecoded ?? 0;
      return (
        now >= before + frames ||
        `${now - before} of ${frames} frames of the ${source} decoded at ${nodeId}/${standbyNodeId}: ${remote.map(trackText).join(', ') || 'nothing comes'}`
      );
    },
    { timeoutMs: MEDIA_TIMEOUT_MS },
  );
}

/** Waits until sound is heard that was not heard before. */
export async function untilSound(page: InCall): Promise<void> {
  const before = (await firstLook(page, 'microphone'))?.totalAudioEnergy ?? 0;
  await until(
    async () => {
      const now = (await trackOf(page, 'microphone'))?.totalAudioEnergy ?? 0;
      return now > before + 1e-6 || `audio energy went from ${before} to ${now}`;
    },
    { timeoutMs: MEDIA_TIMEOUT_MS },
  );
}

/**
 * Waits until a source stands still: so many looks in a row at the same
 * figure. A track that is gone stands still, too.
 */
export async function untilStill(
  page: InCall,
  figure: 'framesDecoded' | 'packetsReceived',
  source: RemoteTrackStats['source'],
): Promise<void> {
  let last = Number.NaN;
  let looks = 0;
  await until(
    async () => {
      const now = (await trackOf(page, source))?.[figure] ?? 0;
      looks = now === last ? looks + 1 : 0;
      last = now;
      return looks >= STILL_LOOKS || `${figure} of the ${source} is at ${now} and was not so for long`;
    },
    { timeoutMs: MEDIA_TIMEOUT_MS, intervalMs: LOOK_INTERVAL_MS },
  );
}

/** A picture comes every 33 ms and a sound packet every 20 ms: two seconds without either are no accident. */
const STILL_LOOKS = 10;
const LOOK_INTERVAL_MS = 200;
