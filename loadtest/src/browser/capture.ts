import type { BrowserContext, Frame, Page } from 'playwright-core';

/** Names of what getUserMedia may reject with, by what is asked for; what is absent is given. */
export interface Refusals {
  readonly audio?: string;
  readonly video?: string;
}

/** One track that a page got from a device. */
export interface CapturedTrack {
  readonly kind: string;
  readonly label: string;
  readonly deviceId: string;
  readonly live: boolean;
  /** Of a screen that is shared, not of a device. */
  readonly screen: boolean;
}

declare global {
  interface Window {
    weftCapture?: {
      refusals: { audio?: string; video?: string };
      readonly tracks: MediaStreamTrack[];
      readonly screens: MediaStreamTrack[];
    };
  }
}

/** Makes every page and frame of the context note what devices give, and refuse what it is told to. */
export const watchCapture = (context: BrowserContext, refusals: Refusals = {}): Promise<unknown> =>
  context.addInitScript((first: Refusals) => {
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (devices === undefined) return;
    const capture: NonNullable<Window['weftCapture']> = { refusals: { ...first }, tracks: [], screens: [] };
    window.weftCapture = capture;
    const open = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (wanted = {}) => {
      for (const kind of ['audio', 'video'] as const) {
        const name = capture.refusals[kind];
        if (name !== undefined && wanted[kind] !== undefined && wanted[kind] !== false)
          throw new DOMException('refused by the test', name);
      }
      const stream = await open(wanted);
      capture.tracks.push(...stream.getTracks());
      return stream;
    };
    const share = devices.getDisplayMedia.bind(devices);
    devices.getDisplayMedia = async (wanted) => {
      const stream = await share(wanted);
      capture.screens.push(...stream.getTracks());
      return stream;
    };
  }, refusals);

/** What a document is refused from now on. */
export const refuseCapture = (frame: Frame | Page, refusals: Refusals): Promise<void> =>
  frame.evaluate((now: Refusals) => {
    if (window.weftCapture === undefined) throw new Error('nothing watches what this document captures');
    window.weftCapture.refusals = { ...now };
  }, refusals);

/** Every track that a document has got, the oldest first. Throws where nothing watches. */
export const capturedTracks = (frame: Frame | Page): Promise<readonly CapturedTrack[]> =>
  frame.evaluate(() => {
    if (window.weftCapture === undefined) throw new Error('nothing watches what this document captures');
    const { tracks, screens } = window.weftCapture;
    return [...tracks, ...screens].map((track) => ({
      kind: track.kind,
      label: track.label,
      deviceId: track.getSettings().deviceId ?? '',
      live: track.readyState === 'live',
      screen: screens.includes(track),
    }));
  });

/** Ends what a document shares as the browser's own button does: its tracks end, and tell so. */
export const endScreens = (frame: Frame | Page): Promise<void> =>
  frame.evaluate(() => {
    for (const track of window.weftCapture?.screens ?? []) {
      if (track.readyState === 'ended') continue;
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  });
