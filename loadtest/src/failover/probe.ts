import type { BrowserContext, Frame, Page } from 'playwright-core';
import { WORDS } from '../browser/words.ts';
import { installProbe } from './probe-page.ts';

/** What a page received and did; times are milliseconds since the Unix epoch. */
export interface Seen {
  /** Encoded audio frames, as they came out of the depacketiser, before any decoder or jitter buffer. */
  readonly audioMs: readonly number[];
  /** Frames of the other side's pictures, as they were shown. */
  readonly videoMs: readonly number[];
  /** When a view of the other side that has no frame yet took the place of one that had. */
  readonly blanksMs: readonly number[];
  /** Pauses of the decoded tone: when each was over and how long it lasted. */
  readonly pauses: readonly { readonly endedAtMs: number; readonly lengthMs: number }[];
  /** Since when the tone has been away; undefined while it is heard. */
  readonly toneAwaySinceMs: number | undefined;
  /** Whether a tone was ever heard. */
  readonly toneHeard: boolean;
  /** Moves to the standby leg. */
  readonly moves: readonly {
    readonly atMs: number;
    readonly from: string;
    readonly to: string;
    readonly cause: string;
    readonly silentMs: number;
  }[];
  /** First messages that came over a new WebSocket: the edge's welcome. */
  readonly welcomesMs: readonly number[];
  /** Whether frames carried the time at which the network thread had them; otherwise it is a worker's. */
  readonly receiveTimes: boolean;
}

/** The page half, at `window.weftProbe`. */
export interface Probe {
  /** What is known since then. */
  read(sinceMs: number): Seen;
}

declare global {
  interface Window {
    weftProbe?: Probe;
  }
}

/**
 * Makes every page and frame of the context watch what it receives. Nothing of
 * the product is changed: the browser's RTCPeerConnection is wrapped before the
 * page's first script, receivers get a transform that only looks at the clock,
 * and the microphone's own processing is off, so that a tone stays a tone.
 */
export const watchReceived = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(
    installProbe,
    Object.values(WORDS).map(({ remoteVideo }) => remoteVideo),
  );

/** Throws in a document that is not watched. */
export async function seenBy(frame: Frame | Page, sinceMs: number): Promise<Seen> {
  const seen = await frame.evaluate((since) => window.weftProbe?.read(since), sinceMs);
  if (seen === undefined) throw new Error('the page is not watched');
  return seen;
}
