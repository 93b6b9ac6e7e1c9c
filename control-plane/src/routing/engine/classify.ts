import type { CompiledQueue, CompiledRules } from './compiled.ts';
import { type Levels, MAX_PRIORITY, type Work } from './model.ts';

/** What the rules make of work: where it goes, and what they add to it. */
export interface Classification {
  readonly work: Work;
  readonly queue: CompiledQueue;
  /** Names of the rules that took part. */
  readonly ruled: readonly string[];
}

const NONE: readonly string[] = [];

/** Asks the rules in order. A queue that the work brings, as from a transfer, stands. */
export function classify(rules: CompiledRules, source: Work): Classification {
  let { priority, urgent, skills } = source;
  let queue = source.queueId === undefined ? undefined : rules.queues.get(source.queueId);
  let ruled = NONE;
  const subject = { work: source };
  for (const rule of rules.rules.for(subject)) {
    if (!rule.when(subject)) continue;
    ruled = ruled === NONE ? rule.alone : [...ruled, rule.name];
    priority += rule.priority;
    urgent ||= rule.urgent;
    if (rule.skills !== undefined) skills = higher(skills, rule.skills);
    if (rule.queueId !== undefined) queue ??= rules.queues.get(rule.queueId);
    if (rule.stop) break;
  }
  const cut = Math.min(MAX_PRIORITY, Math.max(0, priority));
  const same = cut === source.priority && urgent === source.urgent && skills === source.skills;
  return {
    work: same ? source : { ...source, priority: cut, urgent, skills },
    queue: queue ?? rules.defaultQueue,
    ruled,
  };
}

/** Less goes first. Whole numbers stay exact, so that the order is the same wherever it is worked out. */
export function rankOf(rules: CompiledRules, work: Work, raised: boolean): number {
  const priority = work.urgent || raised ? MAX_PRIORITY : work.priority;
  return work.arrivedAtMs - priority * rules.msPerPoint;
}

/** Each skill at the higher of its two levels. */
function higher(a: Levels, b: Levels): Levels {
  const levels: Record<string, number> = { ...a };
  for (const [name, level] of Object.entries(b)) levels[name] = Math.max(a[name] ?? 0, level);
  return levels;
}

/** The levels needed after so many drops: never above what was needed, never below the floor. */
export function relaxed(needs: Levels, drops: number, by: number, floor: number): Levels {
  const levels: Record<string, number> = {};
  for (const [name, level] of Object.entries(needs)) {
    levels[name] = Math.max(Math.min(level, floor), level - drops * by);
  }
  return levels;
}

/** Drops until every level is at its floor. */
export const dropsToFloor = (needs: Levels, by: number, floor: number): number =>
  Math.max(0, ...Object.values(needs).map((level) => Math.ceil((level - floor) / by)));
