import type { Random } from '../noise/random.ts';

/** A page that is cut off, in simulated time. */
export interface Absence {
  readonly awayMs: number;
  /** The edge still has its session, and what it was sent, when it comes back. */
  readonly resumed: boolean;
  /** What others do meanwhile. */
  readonly happenings: number;
  /** What they do just while it comes back. */
  readonly during: number;
}

const LEAST_MS = 1_000;
const MOST_MS = 600_000;
/** How long an edge keeps the session of a client that is gone, as configured by default. */
const RESUME_WINDOW_MS = 15_000;
/** Between two things that happen in a conversation that is being had. */
const PACE_MS = 15_000;
const MOST_DURING = 3;

const whole = (random: Random, below: number): number => Math.floor(random.uniform() * below);

/** Anything from 1 s to 10 min, as often a short one as a long one of ten times the length. */
export function absence(random: Random): Absence {
  const awayMs = Math.round(LEAST_MS * (MOST_MS / LEAST_MS) ** random.uniform());
  return {
    awayMs,
    resumed: awayMs <= RESUME_WINDOW_MS,
    happenings: whole(random, 2 + Math.ceil((2 * awayMs) / PACE_MS)),
    during: whole(random, MOST_DURING + 1),
  };
}
