/** One fault and how the mesh was after it. */
export interface Turn {
  readonly number: number;
  readonly fault: string;
  /** What was hit. */
  readonly target: string;
  /** The call it was brought upon: from 1. */
  readonly call: number;
  /** From its end until every invariant held; undefined = they did not in time. */
  readonly settledMs: number | undefined;
  readonly violations: readonly string[];
}

/** What a run of chaos came to. */
export interface ChaosReport {
  readonly ok: boolean;
  readonly seed: number;
  readonly minutes: number;
  readonly calls: number;
  readonly waiting: number;
  /** Faults that could not be brought about here, and why. */
  readonly leftOut: string;
  readonly turns: readonly Turn[];
  /** What did not hold after the last call had ended. */
  readonly afterwards: readonly string[];
  /** Services that still ran after everything was stopped. */
  readonly leftovers: readonly string[];
}

/** One fault in a line; what was broken in further ones. */
export function turnText({ number, fault, target, call, settledMs, violations }: Turn): string {
  const outcome = settledMs === undefined ? 'VIOLATED' : `sound after ${(settledMs / 1_000).toFixed(1)} s`;
  const line = `${String(number).padStart(3)}  ${fault.padEnd(15)} call ${call}  ${target.padEnd(12)} ${outcome}`;
  return [line, ...violations.map((text) => `       ${text}`)].join('\n');
}

/** The verdict for people. */
export function verdict({
  ok,
  seed,
  turns,
  afterwards,
  leftovers,
  leftOut,
  calls,
  waiting,
}: ChaosReport): string {
  return [
    `${ok ? 'SOUND' : 'VIOLATED'}: ${turns.length} faults, seed ${seed}, ${calls} calls and ${waiting} who waited`,
    ...(leftOut === '' ? [] : [`  left out: ${leftOut}`]),
    ...afterwards.map((text) => `  after the last call: ${text}`),
    ...leftovers.map((name) => `  ${name} still runs`),
  ].join('\n');
}
