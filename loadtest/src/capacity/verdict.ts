import type { Heard } from '../bots/messages.ts';

/** Beyond these a load does not hold. */
export const MOST_LOSS = 0.001;
export const MOST_P99_MS = 20;
/** A share of a core from which on it counts as full: the rest is the system's. */
export const FULL = 0.92;
/** From this share of time without its core on, a subject that is not full was disturbed. */
export const ROBBED = 0.02;

/** What a step of the ramp was like. */
export interface Step {
  /** Copies per second that went out, by those that were read. */
  readonly packetsPerS: number;
  readonly loss: number;
  readonly p99Ms: number;
  /** Shares of a core. */
  readonly subject: number;
  readonly generator: number;
  readonly holds: boolean;
  /** Which side was full, or too late; `others` = neither, but other processes had the subject's core. */
  readonly saturated: 'none' | 'subject' | 'generator' | 'both' | 'others';
}

/** What is known of a stretch beside what was heard: which part of all copies is read, and shares of a core. */
export interface Beside {
  readonly readPart: number;
  readonly subject: number;
  readonly generator: number;
  readonly robbed: number;
}

/** Judges a stretch of load. */
export function judge(heard: Heard, { readPart, subject, generator, robbed }: Beside): Step {
  const { received, expected, tookMs, skipped, unread } = heard;
  const loss = expected === 0 ? 1 : Math.max(0, expected - received) / expected;
  const p99Ms = percentileOf(heard.oneWayUs['one-hop'], 0.99) / 1_000;
  const late = skipped > 0 || unread > 0;
  const [subjectFull, generatorFull] = [subject >= FULL, generator >= FULL || late];
  return {
    ...{ packetsPerS: (received * 1_000) / tookMs / readPart, loss, p99Ms, subject, generator },
    holds: loss <= MOST_LOSS && p99Ms <= MOST_P99_MS && skipped === 0,
    saturated: sideOf(subjectFull, generatorFull, robbed >= ROBBED),
  };
}

function sideOf(subject: boolean, generator: boolean, robbed: boolean): Step['saturated'] {
  if (subject) return generator ? 'both' : 'subject';
  if (generator) return 'generator';
  return robbed ? 'others' : 'none';
}

/** By nearest rank; infinite when nothing arrived. */
export function percentileOf(samples: readonly number[], part: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.POSITIVE_INFINITY;
}
