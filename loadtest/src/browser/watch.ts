import type { BrowserContext, Frame, Page } from 'playwright-core';
import { WORDS } from './words.ts';

/** Moments that the load test sees for itself, in milliseconds since the Unix epoch, finer than a millisecond. */
export interface Moments {
  /** The latest click anywhere in the document. */
  readonly clickAtMs: number | undefined;
  /** The first frame of the other side's latest picture. */
  readonly frameAtMs: number | undefined;
}

declare global {
  interface Window {
    weftMoments?: { clickAtMs: number | undefined; frameAtMs: number | undefined };
  }
}

/**
 * Makes every page and frame of the context note clicks and first frames. The
 * frames of one page share a clock: an event's time of one may be taken from
 * another's.
 */
export const watchMoments = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(
    (names: readonly string[]) => {
      const moments: Window['weftMoments'] = { clickAtMs: undefined, frameAtMs: undefined };
      window.weftMoments = moments;
      const origin = performance.timeOrigin;
      document.addEventListener('click', (event) => (moments.clickAtMs = origin + event.timeStamp), {
        capture: true,
      });
      const seen = new WeakSet<HTMLVideoElement>();
      const look = (video: HTMLVideoElement): void => {
        const label = video.getAttribute('aria-label') ?? '';
        if (seen.has(video) || !names.some((name) => label.includes(name))) return;
        seen.add(video);
        moments.frameAtMs = undefined;
        video.requestVideoFrameCallback((nowMs) => {
          moments.frameAtMs = origin + nowMs;
        });
      };
      new MutationObserver(() => document.querySelectorAll('video').forEach(look)).observe(document, {
        subtree: true,
        childList: true,
        attributes: true,
        attributeFilter: ['aria-label'],
      });
    },
    Object.values(WORDS).map(({ remoteVideo }) => remoteVideo),
  );

/** What a document has noted so far. */
export const momentsOf = (frame: Frame | Page): Promise<Moments> =>
  frame.evaluate(() => window.weftMoments ?? { clickAtMs: undefined, frameAtMs: undefined });
