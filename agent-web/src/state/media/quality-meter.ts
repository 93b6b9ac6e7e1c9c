import type { Clock, Log, Timer } from '@weft/proto';
import type { QualitySnapshot } from '../types.ts';
import { withoutPicture } from './first-picture.ts';
import type { Leg } from './leg.ts';
import { qualityBetween, unknownQuality } from './quality.ts';
import type { Roster } from './roster.ts';
import type { Sends } from './sends.ts';
import { type InboundStats, inboundOf, sampleOf, sourceFramesOf, type TransportSample } from './stats.ts';
import { type CameraFrames, StillCamera } from './still-camera.ts';

const INTERVAL_MS = 2_000;
/** When after a picture is to be shown it is looked at whether it began: with the first packet of its key frame it loses the rest of it, too. */
const SOON_MS = [400, 800, 1_200, 1_600] as const;

export interface QualityMeterOptions {
  /** The leg that carries the call. */
  readonly leg: () => Leg | undefined;
  readonly roster: () => Roster;
  readonly selfId: () => string;
  readonly changed: () => void;
  readonly sends: Pick<Sends, 'cameraOn' | 'renewCamera'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Looks at the browser's statistics, every two seconds and after a picture is to begin: how good the call is, which picture never came, and whether one's own camera gives any. */
export class QualityMeter {
  quality: QualitySnapshot = unknownQuality;
  readonly #options: QualityMeterOptions;
  readonly #timer: Timer;
  readonly #camera = new StillCamera();
  #sample: TransportSample | undefined;
  #soon: readonly Timer[] = [];

  constructor(options: QualityMeterOptions) {
    this.#options = options;
    this.#timer = options.clock.every(INTERVAL_MS, () => void this.#measure());
  }

  /** A picture is to begin. */
  pictureBegins(): void {
    this.#lookNoMore();
    this.#soon = SOON_MS.map((ms) => this.#options.clock.after(ms, () => void this.#lookSoon()));
  }

  close(): void {
    this.#timer.cancel();
    this.#lookNoMore();
  }

  #lookNoMore(): void {
    for (const timer of this.#soon) timer.cancel();
  }

  async #lookSoon(): Promise<void> {
    const leg = this.#options.leg();
    if (leg === undefined) return;
    try {
      const inbound = (await leg.stats()).flatMap(inboundOf);
      if (this.#missing(leg, inbound, 0).length === 0) this.#lookNoMore();
      // What does not come yet would only be asked for twice.
      else for (const trackId of this.#missing(leg, inbound, 1)) leg.askKeyFrame(trackId);
    } catch (error) {
      this.#options.log.debug({ error: String(error) }, 'no statistics');
    }
  }

  #missing(leg: Leg, inbound: readonly InboundStats[], leastPackets: number): readonly string[] {
    const { tracks, held } = this.#options.roster();
    // Pictures are not expected in a hold.
    if (leg !== this.#options.leg() || held) return [];
    return withoutPicture(tracks.values(), leg.receivedTracks, inbound, leastPackets);
  }

  async #measure(): Promise<void> {
    const { roster, selfId, changed, sends, clock, log } = this.#options;
    const leg = this.#options.leg();
    if (leg === undefined) return;
    try {
      const reports = await leg.stats();
      if (leg !== this.#options.leg() || reports.length === 0) return;
      const sample = sampleOf(reports, clock.monotonic());
      this.quality = qualityBetween(this.#sample, sample, roster().scores.get(selfId()));
      this.#sample = sample;
      for (const trackId of this.#missing(leg, reports.flatMap(inboundOf), 0)) leg.askKeyFrame(trackId);
      if (this.#camera.isStill(this.#cameraFrames(leg, reports), clock.monotonic())) sends.renewCamera();
      changed();
    } catch (error) {
      log.debug({ error: String(error) }, 'no statistics');
    }
  }

  #cameraFrames({ senders }: Leg, reports: readonly RTCStatsReport[]): CameraFrames | undefined {
    const mediaTrackId = senders.find(({ source }) => source === 'camera')?.sender.mediaTrackId;
    if (mediaTrackId === undefined || !this.#options.sends.cameraOn) return undefined;
    const frames = reports
      .map((report) => sourceFramesOf(report).get(mediaTrackId))
      .find((one) => one !== undefined);
    return frames === undefined ? undefined : { mediaTrackId, frames };
  }
}
