import { heard, type LinkHistory, newHistory } from './link-history.ts';

/** The home leg's node is suspected by the cluster for so long after its word. */
const SUSPECTED_MS = 400;
/** And for so many looks of a page that gets to few of them: what waited has come by the second. */
const LOOKS_SUSPECTED = 2;
/** Who sends media sends it every 20 ms: without any for so long there is none. */
const MEDIA_WITHIN_MS = 500;
/** What waited while this page stood still has been delivered when it has worked again so often: by then a silence is the leg's. */
const EXCUSED_STALLS = 3;

/** How patient the detector is. Durations in milliseconds. */
export interface DetectorSettings {
  /** No leg is called dead before this silence, however regular it was. */
  readonly floorMs: number;
  /** The same while nobody's media comes: then only the node's process speaks, which a full machine keeps waiting, and nothing is heard to be lost. */
  readonly quietFloorMs: number;
  /** Enough when the cluster does not hear the node either, whatever the link showed before; own stalls are part of it. */
  readonly agreedMs: number;
  /** A silence this long is a death whatever the link showed before. */
  readonly ceilingMs: number;
  /** Deviations above the mean that are still usual. */
  readonly deviations: number;
  /** The longest silence seen lately, times this, is still usual. */
  readonly longestFactor: number;
  /** On a machine that grows busy each silence is longer than those before it: so many times the longest, */
  readonly growthFactor: number;
  /** but no more than this. */
  readonly growthMs: number;
  /** Arrivals on the standby leg, since the home leg's last, that show that the silence is not ours. */
  readonly standbyArrivals: number;
  /** With no standby leg to compare with. */
  readonly aloneMs: number;
  /** How often `judge` is called. */
  readonly tickMs: number;
}

export const DETECTOR_DEFAULTS: DetectorSettings = {
  floorMs: 100,
  quietFloorMs: 200,
  agreedMs: 150,
  ceilingMs: 1_500,
  deviations: 8,
  longestFactor: 1.5,
  growthFactor: 2,
  growthMs: 160,
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
      readonly reason: 'home-silent-standby-alive' | 'home-silent-alone' | 'home-silent-agreed';
    };

/** The silence after which a leg that behaved like this is called dead. */
export function thresholdMs(history: LinkHistory, settings: DetectorSettings): number {
  const usual = Math.max(
    history.meanMs + settings.deviations * history.deviationMs,
    history.longestMs * settings.longestFactor,
    Math.min(history.longestMs * settings.growthFactor, settings.growthMs),
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
 * All times are of one monotonic clock. Time in which this page itself stood still is no time here;
 * but a page that is busy for long, or whose timers are throttled, finds a death all the same.
 */
export class Detector {
  readonly #settings: DetectorSettings;
  #home: LinkHistory;
  #standby: LinkHistory | undefined;
  /** Arrivals on the standby leg since the home leg's last, not counting those that waited while we stalled. */
  #standbySince = 0;
  #tickedAtMs: number;
  /** The same by this page's own time. */
  #judgedAtMs: number;
  #calledAtMs: number;
  /** How long this page stood still so far. */
  #stalledMs = 0;
  /** How often it did since the home leg's last arrival. */
  #stalls = 0;
  /** When media last came on the home leg; undefined = never. */
  #mediaAtMs: number | undefined;
  #suspectedUntilMs = Number.NEGATIVE_INFINITY;
  /** Looks at the home leg since the cluster's word. */
  #looksSuspected = LOOKS_SUSPECTED;
  /** When the home leg was last heard, own stalls not taken out. */
  #homeHeardMs: number;
  /** Until then arrivals that waited during our own stall are still being delivered. */
  #stallUntilMs: number;

  constructor(nowMs: number, settings: DetectorSettings = DETECTOR_DEFAULTS) {
    this.#settings = settings;
    this.#home = newHistory(nowMs);
    this.#tickedAtMs = nowMs;
    this.#judgedAtMs = nowMs;
    this.#calledAtMs = nowMs;
    this.#stallUntilMs = nowMs;
    this.#homeHeardMs = nowMs;
  }

  /** `media`: not the heartbeat alone. */
  heardHome(nowMs: number, media: boolean): void {
    const atMs = this.#ownTime(nowMs);
    if (media) this.#mediaAtMs = atMs;
    this.#home = heard(this.#home, atMs);
    this.#homeHeardMs = nowMs;
    this.#stalls = 0;
    this.#standbySince = 0;
  }

  heardStandby(nowMs: number): void {
    const atMs = this.#ownTime(nowMs);
    this.#standby = heard(this.#standby ?? newHistory(atMs), atMs);
    this.#standbySince += 1;
  }

  /**
   * The cluster does not hear the home leg's node either: two witnesses need no long silence, for a moment, and no
   * third. That its word comes shows that the silence is not of this side's network.
   */
  suspect(nowMs: number): void {
    this.#suspectedUntilMs = nowMs + SUSPECTED_MS;
    this.#looksSuspected = 0;
  }

  /** How long nothing came on the home leg; undefined = nothing ever did. */
  homeSilentMs(nowMs: number): number | undefined {
    return this.#home.arrivals === 0 ? undefined : nowMs - this.#stalledMs - this.#home.heardAtMs;
  }

  /** The standby leg became home (a move), or the legs were made anew. */
  reset(nowMs: number): void {
    this.#home = newHistory(this.#ownTime(nowMs));
    this.#standby = undefined;
    this.#standbySince = 0;
    this.#mediaAtMs = undefined;
    this.#suspectedUntilMs = Number.NEGATIVE_INFINITY;
    this.#looksSuspected = LOOKS_SUSPECTED;
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
    const judgedAtMs = this.#judgedAtMs;
    const atMs = this.#ownTime(nowMs);
    this.#judgedAtMs = atMs;
    const stalled = lateMs > this.#settings.tickMs && this.#stalls <= EXCUSED_STALLS;
    if (stalled) {
      this.#stallUntilMs = atMs + Math.min(lateMs, this.#settings.floorMs);
      this.#standbySince = 0;
    }
    if (this.#home.arrivals === 0) return { name: 'alive' };
    const sinceMs = nowMs - this.#homeHeardMs;
    const { agreedMs } = this.#settings;
    const suspected = nowMs < this.#suspectedUntilMs || this.#looksSuspected < LOOKS_SUSPECTED;
    this.#looksSuspected += 1;
    const excused = stalled && this.#looksSuspected < LOOKS_SUSPECTED;
    if (suspected && sinceMs >= agreedMs && this.#standby !== undefined && !excused) {
      return { name: 'dead', silentMs: sinceMs, thresholdMs: agreedMs, reason: 'home-silent-agreed' };
    }
    const silentMs = atMs - this.#home.heardAtMs;
    const limitMs = this.#limitMs();
    if (silentMs < limitMs) return { name: 'alive' };
    if (atMs < this.#stallUntilMs) return { name: 'waiting', silentMs, reason: 'own-stall' };
    if (this.#standby === undefined) {
      return silentMs < this.#settings.aloneMs
        ? { name: 'waiting', silentMs, reason: 'alone' }
        : { name: 'dead', silentMs, thresholdMs: this.#settings.aloneMs, reason: 'home-silent-alone' };
    }
    const { heardAtMs } = this.#standby;
    // Who looks seldom has heard it since the last look.
    const fresh = heardAtMs >= judgedAtMs || atMs - heardAtMs < thresholdMs(this.#standby, this.#settings);
    if (!fresh || this.#standbySince < this.#settings.standbyArrivals) {
      return { name: 'waiting', silentMs, reason: 'standby-silent-too' };
    }
    return { name: 'dead', silentMs, thresholdMs: limitMs, reason: 'home-silent-standby-alive' };
  }

  /** The time that this page saw pass: called late it stood still, and so would every leg have seemed to. */
  #ownTime(nowMs: number): number {
    const { tickMs } = this.#settings;
    const gapMs = nowMs - this.#calledAtMs;
    if (gapMs > 2 * tickMs) {
      this.#stalls += 1;
      if (this.#stalls <= EXCUSED_STALLS) this.#stalledMs += gapMs - tickMs;
    }
    this.#calledAtMs = nowMs;
    return nowMs - this.#stalledMs;
  }

  #limitMs(): number {
    const flowing = this.#mediaAtMs !== undefined && this.#home.heardAtMs - this.#mediaAtMs < MEDIA_WITHIN_MS;
    return Math.max(thresholdMs(this.#home, this.#settings), flowing ? 0 : this.#settings.quietFloorMs);
  }
}
