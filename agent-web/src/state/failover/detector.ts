import { heard, type LinkHistory, newHistory } from './link-history.ts';

/** How patient the detector is. Durations in milliseconds. */
export interface DetectorSettings {
  /** No leg is called dead before this silence, however regular it was. */
  readonly floorMs: number;
  /** A silence this long is a death whatever the link showed before. */
  readonly ceilingMs: number;
  /** Deviations above the mean that are still usual. */
  readonly deviations: number;
  /** The longest silence seen lately, times this, is still usual. */
  readonly longestFactor: number;
  /** Arrivals on the standby leg, since the home leg's last, that show that the silence is not ours. */
  readonly standbyArrivals: number;
  /** With no standby leg to compare with. */
  readonly aloneMs: number;
  /** How often `judge` is called. */
  readonly tickMs: number;
}

export const DETECTOR_DEFAULTS: DetectorSettings = {
  floorMs: 100,
  ceilingMs: 1_500,
  deviations: 8,
  longestFactor: 1.5,
  standbyArrivals: 3,
  aloneMs: 2_000,
  tickMs: 20,
};

/** What the detector makes of the home leg now. `reason` is for the log and the fact. */
export type Verdict =
  | { readonly name: 'alive' }
  /** Silent for longer than usual, but it may be us or the whole network. */
  | {
      readonly name: 'waiting';
      readonly silentMs: number;
      readonly reason: 'own-stall' | 'standby-silent-too' | 'alone';
    }
  | {
      readonly name: 'dead';
      readonly silentMs: number;
      readonly thresholdMs: number;
      readonly reason: 'home-silent-standby-alive' | 'home-silent-alone';
    };

/** The silence after which a leg that behaved like this is called dead. */
export function thresholdMs(history: LinkHistory, settings: DetectorSettings): number {
  const usual = Math.max(
    history.meanMs + settings.deviations * history.deviationMs,
    history.longestMs * settings.longestFactor,
  );
  return Math.min(Math.max(usual, settings.floorMs), settings.ceilingMs);
}

/**
 * The client's witness to a node's death. It listens to everything that proves
 * a leg alive (heartbeats through the worker, media frames) and compares the
 * home leg with the standby leg: a machine that is busy or a network that is
 * gone silences both, a death only one. iceConnectionState is not asked; it
 * takes seconds.
 *
 * All times are of one monotonic clock.
 */
export class Detector {
  readonly #settings: DetectorSettings;
  #home: LinkHistory;
  #standby: LinkHistory | undefined;
  /** Arrivals on the standby leg since the home leg's last, not counting those that waited while we stalled. */
  #standbySince = 0;
  #tickedAtMs: number;
  /** Until then arrivals that waited during our own stall are still being delivered. */
  #stallUntilMs: number;

  constructor(nowMs: number, settings: DetectorSettings = DETECTOR_DEFAULTS) {
    this.#settings = settings;
    this.#home = newHistory(nowMs);
    this.#tickedAtMs = nowMs;
    this.#stallUntilMs = nowMs;
  }

  heardHome(nowMs: number): void {
    this.#home = heard(this.#home, nowMs);
    this.#standbySince = 0;
  }

  heardStandby(nowMs: number): void {
    this.#standby = heard(this.#standby ?? newHistory(nowMs), nowMs);
    this.#standbySince += 1;
  }

  /** How long nothing came on the home leg; undefined = nothing ever did. */
  homeSilentMs(nowMs: number): number | undefined {
    return this.#home.arrivals === 0 ? undefined : nowMs - this.#home.heardAtMs;
  }

  /** The standby leg became home (a move), or the legs were made anew. */
  reset(nowMs: number): void {
    this.#home = newHistory(nowMs);
    this.#standby = undefined;
    this.#standbySince = 0;
  }

  /** There is no standby leg now. */
  lostStandby(): void {
    this.#standby = undefined;
    this.#standbySince = 0;
  }

  /** Called every `tickMs`; a call that comes late tells that we stalled ourselves. */
  judge(nowMs: number): Verdict {
    const lateMs = nowMs - this.#tickedAtMs - this.#settings.tickMs;
    this.#tickedAtMs = nowMs;
    if (lateMs > this.#settings.tickMs) {
      this.#stallUntilMs = nowMs + Math.min(lateMs, this.#settings.floorMs);
      this.#standbySince = 0;
    }
    const silentMs = nowMs - this.#home.heardAtMs;
    const limitMs = thresholdMs(this.#home, this.#settings);
    if (this.#home.arrivals === 0 || silentMs < limitMs) return { name: 'alive' };
    if (nowMs < this.#stallUntilMs) return { name: 'waiting', silentMs, reason: 'own-stall' };
    if (this.#standby === undefined) {
      return silentMs < this.#settings.aloneMs
        ? { name: 'waiting', silentMs, reason: 'alone' }
        : { name: 'dead', silentMs, thresholdMs: this.#settings.aloneMs, reason: 'home-silent-alone' };
    }
    const fresh = nowMs - this.#standby.heardAtMs < thresholdMs(this.#standby, this.#settings);
    if (!fresh || this.#standbySince < this.#settings.standbyArrivals) {
      return { name: 'waiting', silentMs, reason: 'standby-silent-too' };
    }
    return { name: 'dead', silentMs, thresholdMs: limitMs, reason: 'home-silent-standby-alive' };
  }
}
