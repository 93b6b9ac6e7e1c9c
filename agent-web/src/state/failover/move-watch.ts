import type { Clock, Timer } from '@weft/proto';
import { DETECTOR_DEFAULTS, Detector, type Verdict } from './detector.ts';

/** What a move cost this side's ears. */
export interface MoveGap {
  /** Distance between the last media from the old node and the first from the new one. */
  readonly audioGapMs: number;
}

export interface MoveWatchOptions {
  readonly clock: Clock;
  /** Whether media came on the home leg since it was last asked. */
  readonly arrived: () => boolean;
  /** The home leg is dead, the standby leg is not. */
  readonly dead: (verdict: Verdict & { readonly name: 'dead' }) => void;
  readonly gap: (gap: MoveGap) => void;
  /** Both legs are silent, and have been for so long that it is this side's network. Told once a silence. */
  readonly cutOff: () => void;
}

/** Longer than a machine stalls, and far shorter than the browser waits. */
const CUT_OFF_MS = 700;

/** A move whose first media does not come within this is not measured. */
const GIVE_UP_MS = 5_000;

/** Watches the home leg for its death while there is a standby leg, and measures what a move cost. */
export class MoveWatch {
  readonly #options: MoveWatchOptions;
  readonly #detector: Detector;
  #timer: Timer | undefined;
  #tickedAtMs = Number.NEGATIVE_INFINITY;
  #mediaAtMs: number | undefined;
  #movedAtMs: number | undefined;
  #cutOff = false;

  constructor(options: MoveWatchOptions) {
    this.#options = options;
    this.#detector = new Detector(options.clock.monotonic());
  }

  /** Starts watching; safe to repeat. */
  start(): void {
    this.#timer ??= this.#options.clock.every(DETECTOR_DEFAULTS.tickMs, () => this.#tick());
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  beatHome(): void {
    this.#detector.heardHome(this.#options.clock.monotonic(), false);
    this.#tickIfDue();
  }

  /** The cluster does not hear the home leg's node. */
  suspect(): void {
    this.#detector.suspect(this.#options.clock.monotonic());
    this.#tickIfDue();
  }

  beatStandby(): void {
    this.#detector.heardStandby(this.#options.clock.monotonic());
    this.#tickIfDue();
  }

  /** Whether the home leg is heard: its heartbeat or its media. */
  get homeFlows(): boolean {
    const silentMs = this.#detector.homeSilentMs(this.#options.clock.monotonic());
    return silentMs !== undefined && silentMs < CUT_OFF_MS;
  }

  standbyLost(): void {
    this.#detector.lostStandby();
  }

  /** The standby leg is home now. */
  moved(): void {
    const nowMs = this.#options.clock.monotonic();
    this.#detector.reset(nowMs);
    // Nothing was heard before: there is nothing to lose.
    this.#movedAtMs = this.#mediaAtMs === undefined ? undefined : nowMs;
  }

  /** Timers of a page in the background come once a second; beats come as ever. */
  #tickIfDue(): void {
    const sinceMs = this.#options.clock.monotonic() - this.#tickedAtMs;
    if (this.#timer !== undefined && sinceMs >= DETECTOR_DEFAULTS.tickMs) this.#tick();
  }

  #tick(): void {
    const nowMs = this.#options.clock.monotonic();
    this.#tickedAtMs = nowMs;
    if (this.#options.arrived()) this.#heardMedia(nowMs);
    if (this.#movedAtMs !== undefined && nowMs - this.#movedAtMs > GIVE_UP_MS) this.#movedAtMs = undefined;
    const verdict = this.#detector.judge(nowMs);
    if (verdict.name === 'dead') this.#options.dead(verdict);
    this.#judgeNetwork(verdict);
  }

  #judgeNetwork(verdict: Verdict): void {
    if (verdict.name === 'alive') this.#cutOff = false;
    if (verdict.name !== 'waiting' || verdict.reason !== 'standby-silent-too') return;
    if (this.#cutOff || verdict.silentMs < CUT_OFF_MS) return;
    this.#cutOff = true;
    this.#options.cutOff();
  }

  #heardMedia(nowMs: number): void {
    this.#detector.heardHome(nowMs, true);
    if (this.#movedAtMs !== undefined && this.#mediaAtMs !== undefined) {
      this.#movedAtMs = undefined;
      this.#options.gap({ audioGapMs: Math.round(nowMs - this.#mediaAtMs) });
    }
    this.#mediaAtMs = nowMs;
  }
}
