import type { Clock, Log, Timer } from '@weft/proto';
import type { QualitySnapshot } from '../types.ts';
import { withoutPicture } from './first-picture.ts';
import type { Leg } from './leg.ts';
import { qualityBetween, unknownQuality } from './quality.ts';
import type { Roster } from './roster.ts';
import { inboundOf, sampleOf, type TransportSample } from './stats.ts';

const INTERVAL_MS = 2_000;

export interface QualityMeterOptions {
  /** The leg that carries the call. */
  readonly leg: () => Leg | undefined;
  readonly roster: () => Roster;
  readonly selfId: () => string;
  /** Pictures are not expected then. */
  readonly held: () => boolean;
  readonly changed: () => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** Looks at the browser's statistics every two seconds: how good the call is, and which picture never came. */
export class QualityMeter {
  quality: QualitySnapshot = unknownQuality;
  readonly #options: QualityMeterOptions;
  readonly #timer: Timer;
  #sample: TransportSample | undefined;

  constructor(options: QualityMeterOptions) {
    this.#options = options;
    this.#timer = options.clock.every(INTERVAL_MS, () => void this.#measure());
  }

  close(): void {
    this.#timer.cancel();
  }

  async #measure(): Promise<void> {
    const { roster, selfId, held, changed, clock, log } = this.#options;
    const leg = this.#options.leg();
    if (leg === undefined) return;
    try {
      const reports = await leg.stats();
      if (leg !== this.#options.leg() || reports.length === 0) return;
      const sample = sampleOf(reports, clock.monotonic());
      const { scores, tracks } = roster();
      this.quality = qualityBetween(this.#sample, sample, scores.get(selfId()));
      this.#sample = sample;
      if (!held())
        for (const trackId of withoutPicture(tracks.values(), leg.receivedTracks, reports.flatMap(inboundOf)))
          leg.askKeyFrame(trackId);
      changed();
    } catch (error) {
      log.debug({ error: String(error) }, 'no statistics');
    }
  }
}
