import type { Clock, Log, Timer } from '@weft/proto';
import type { EngineWorker } from '../ports.ts';
import {
  type AnswerHabit,
  answeredAfter,
  countedSilenceMs,
  judgeSilence,
  NO_HABIT,
  WATCH_INTERVAL_MS,
} from './freeze.ts';

interface Watched {
  habit: AnswerHabit;
  /** Undefined while no answer is owed. */
  askedAtMs: number | undefined;
  silentMs: number;
  answeredAtMs: number;
  killed: boolean;
}

export interface WatchdogOptions {
  /** The workers that run now. */
  readonly alive: () => readonly EngineWorker[];
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Sees workers that stand still with their sockets open, and kills them: a dead
 * worker is told of at once and started again, a frozen one holds its calls.
 */
export class Watchdog implements Disposable {
  readonly #options: WatchdogOptions;
  readonly #timer: Timer;
  readonly #watched = new Map<EngineWorker, Watched>();
  #tickedAtMs: number;

  constructor(options: WatchdogOptions) {
    this.#options = options;
    this.#tickedAtMs = options.clock.monotonic();
    this.#timer = options.clock.every(WATCH_INTERVAL_MS, () => this.#tick());
  }

  [Symbol.dispose](): void {
    this.#timer.cancel();
    this.#watched.clear();
  }

  #tick(): void {
    const nowMs = this.#options.clock.monotonic();
    const countedMs = countedSilenceMs(nowMs - this.#tickedAtMs);
    this.#tickedAtMs = nowMs;
    const alive = new Set(this.#options.alive());
    for (const worker of this.#watched.keys()) if (!alive.has(worker)) this.#watched.delete(worker);
    for (const worker of alive) {
      const watched = this.#watched.get(worker);
      if (watched === undefined) this.#ask(worker, this.#watch(worker, nowMs), nowMs);
      else if (watched.askedAtMs === undefined) this.#ask(worker, watched, nowMs);
      else {
        watched.silentMs += countedMs;
        this.#judge(worker, watched, watched.askedAtMs);
      }
    }
  }

  #watch(worker: EngineWorker, nowMs: number): Watched {
    const watched: Watched = {
      ...{ habit: NO_HABIT, askedAtMs: undefined, silentMs: 0, answeredAtMs: nowMs, killed: false },
    };
    this.#watched.set(worker, watched);
    return watched;
  }

  #ask(worker: EngineWorker, watched: Watched, nowMs: number): void {
    watched.askedAtMs = nowMs;
    watched.silentMs = 0;
    worker.cpuTimeMs().then(
      () => {
        watched.answeredAtMs = this.#options.clock.monotonic();
        watched.habit = answeredAfter(watched.habit, watched.answeredAtMs - nowMs);
        watched.askedAtMs = undefined;
      },
      // It answered, if only that it cannot; one that went away is told of by itself.
      () => {
        watched.askedAtMs = undefined;
      },
    );
  }

  #judge(worker: EngineWorker, watched: Watched, askedAtMs: number): void {
    if (watched.killed) return;
    const others = [...this.#watched].filter(([other]) => other !== worker);
    const othersAnswer =
      others.length === 0 ? undefined : others.some(([, { answeredAtMs }]) => answeredAtMs > askedAtMs);
    const verdict = judgeSilence({ silentMs: watched.silentMs, habit: watched.habit, othersAnswer });
    if (!verdict.frozen) return;
    watched.killed = true;
    const { reason, boundMs } = verdict;
    this.#options.log.error({ pid: worker.pid, reason, boundMs }, 'worker frozen: killed');
    worker.kill();
  }
}
