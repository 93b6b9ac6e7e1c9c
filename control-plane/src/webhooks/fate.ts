/** Pauses before each try that follows a failed one; after the last of them it is given up. */
const PAUSES_MS: readonly number[] = [
  ...[5_000, 30_000, 2 * 60_000, 10 * 60_000],
  ...[3_600_000, 6 * 3_600_000],
];
/** Tries under way at an endpoint at most. */
export const MOST_AT_ONCE = 4;

/** What becomes of an event. */
export type Fate =
  | { readonly state: 'delivered' }
  | { readonly state: 'waiting'; readonly dueAtMs: number }
  | { readonly state: 'given-up' };

/** What an endpoint answers with when it has taken an event. */
export const isTaken = (status: number): boolean => status >= 200 && status < 300;

/** What becomes of an event by its latest try. @param tries with that one */
export function fateOf(tries: number, status: number, nowMs: number): Fate {
  if (isTaken(status)) return { state: 'delivered' };
  const pauseMs = PAUSES_MS[tries - 1];
  return pauseMs === undefined ? { state: 'given-up' } : { state: 'waiting', dueAtMs: nowMs + pauseMs };
}

/** How many more may be tried at an endpoint. One that fails is asked by one at a time, so that it can come back in peace. */
export const roomAt = (isFailing: boolean, underWay: number): number =>
  Math.max(0, (isFailing ? 1 : MOST_AT_ONCE) - underWay);
