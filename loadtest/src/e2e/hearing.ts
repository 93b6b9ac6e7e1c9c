import { until } from '@weft/proto/testing';
import type { CallStats, Snapshot } from '../browser/diagnostics.ts';
import { MEDIA_TIMEOUT_MS } from '../browser/limits.ts';

/** A page that is in a call with several others. */
interface Listener {
  snapshot(): Promise<Snapshot>;
  stats(): Promise<CallStats>;
}

/** Two seconds in which nothing is heard are no accident. */
const STILL_LOOKS = 10;
const LOOK_INTERVAL_MS = 200;

/** How much a page has heard of somebody, by the name it shows; undefined = it has no sound of theirs. */
export async function energyOf(page: Listener, name: string): Promise<number | undefined> {
  const [{ media }, { remote }] = [await page.snapshot(), await page.stats()];
  const trackId = media.remotes.find(({ displayName }) => displayName === name)?.microphone?.trackId;
  return remote.find((track) => track.trackId === trackId)?.totalAudioEnergy;
}

/** Waits until more of somebody is heard than now. */
export async function untilHears(page: Listener, name: string): Promise<void> {
  let before: number | undefined;
  await until(
    async () => {
      const now = await energyOf(page, name);
      before ??= now;
      return (now ?? 0) > (before ?? 0) + 1e-6 || `of ${name} ${now} is heard, ${before} before`;
    },
    { timeoutMs: MEDIA_TIMEOUT_MS },
  );
}

/** Waits until nothing is heard of anybody for so long that it is no accident. */
export async function untilHearsNothing(page: Listener): Promise<void> {
  let last = Number.NaN;
  let looks = 0;
  await until(
    async () => {
      const { remote } = await page.stats();
      const now = remote.reduce((sum, { totalAudioEnergy }) => sum + totalAudioEnergy, 0);
      looks = now === last ? looks + 1 : 0;
      last = now;
      return looks >= STILL_LOOKS || `${now} is heard, and was not so for long`;
    },
    { timeoutMs: MEDIA_TIMEOUT_MS, intervalMs: LOOK_INTERVAL_MS },
  );
}
