import type { WhatIf } from './what-if.ts';

/** A wait counts as another only from here on: less than a second nobody notices. */
const NOTICED_MS = 1_000;

/** What becomes different for work when the rules do. */
export interface ReplayDifferences {
  /** Answered both times, by somebody else. */
  readonly otherAgent: number;
  /** Answered both times, from another queue. */
  readonly otherQueue: number;
  readonly longer: number;
  readonly shorter: number;
  /** Answered under the present rules only. */
  readonly lost: number;
  /** Answered under the other rules only. */
  readonly won: number;
}

/** Compares one day under two sets of rules, piece by piece. */
export function replayDifferences(present: WhatIf, other: WhatIf): ReplayDifferences {
  const count = { otherAgent: 0, otherQueue: 0, longer: 0, shorter: 0, lost: 0, won: 0 };
  for (const [workId, before] of present.answers) {
    const after = other.answers.get(workId);
    if (after === undefined) {
      count.lost += 1;
      continue;
    }
    if (after.agentId !== before.agentId) count.otherAgent += 1;
    if (after.queueId !== before.queueId) count.otherQueue += 1;
    if (after.waitMs >= before.waitMs + NOTICED_MS) count.longer += 1;
    if (after.waitMs <= before.waitMs - NOTICED_MS) count.shorter += 1;
  }
  for (const workId of other.answers.keys()) if (!present.answers.has(workId)) count.won += 1;
  return count;
}
