/** How often workers are asked for a sign of life. */
export const WATCH_INTERVAL_MS = 100;
/** Silence no shorter than this is a freeze: a busy machine keeps a worker waiting for hundreds of milliseconds. */
export const LEAST_FREEZE_MS = 1_000;
/** Silence no longer than this is let pass, whatever the worker showed before. */
export const MOST_FREEZE_MS = 5_000;
/** A freeze is so many times the slowest answer of late. */
const SLOWEST_FACTOR = 4;
/** How fast a slow answer is forgotten: by this share with every answer. */
const FORGET_SHARE = 0.005;

/** What is known of how one worker answers. All times in milliseconds. */
export interface AnswerHabit {
  /** The slowest answer of late. */
  readonly slowestMs: number;
}

export const NO_HABIT: AnswerHabit = { slowestMs: 0 };

/** The habit after an answer that took so long. */
export const answeredAfter = (habit: AnswerHabit, tookMs: number): AnswerHabit => ({
  slowestMs: Math.max(tookMs, habit.slowestMs * (1 - FORGET_SHARE)),
});

/**
 * How much of the time since the last tick counts as the worker's silence. When
 * this process itself was late, it may have been the machine that stood still:
 * a late tick counts as one that came in time.
 */
export const countedSilenceMs = (sinceLastTickMs: number): number =>
  Math.max(0, Math.min(sinceLastTickMs, WATCH_INTERVAL_MS));

export interface Silence {
  /** Counted silence since the worker was asked. */
  readonly silentMs: number;
  readonly habit: AnswerHabit;
  /** Whether another worker of this node has answered meanwhile; undefined = there is no other. */
  readonly othersAnswer: boolean | undefined;
}

export interface FreezeVerdict {
  readonly frozen: boolean;
  /** The silence that would be, or is, a freeze. */
  readonly boundMs: number;
  readonly reason: 'within-bound' | 'silent-alone' | 'silent-while-others-answer' | 'silent-for-too-long';
}

/** Whether a worker that owes an answer is frozen. Silence of all workers at once is more likely the machine's: it is given twice as long. */
export function judgeSilence({ silentMs, habit, othersAnswer }: Silence): FreezeVerdict {
  const adaptiveMs = Math.max(LEAST_FREEZE_MS, habit.slowestMs * SLOWEST_FACTOR);
  const boundMs = Math.min(MOST_FREEZE_MS, othersAnswer === false ? adaptiveMs * 2 : adaptiveMs);
  if (silentMs < boundMs) return { frozen: false, boundMs, reason: 'within-bound' };
  if (othersAnswer === undefined) return { frozen: true, boundMs, reason: 'silent-alone' };
  return {
    frozen: true,
    boundMs,
    reason: othersAnswer ? 'silent-while-others-answer' : 'silent-for-too-long',
  };
}
