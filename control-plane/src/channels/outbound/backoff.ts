const FIRST_MS = 500;
const LAST_MS = 60_000;

/** How long to wait after so many tries (from 1): twice as long each time, and anything between half and all of that. */
export function backoffMs(tries: number, random: () => number): number {
  const whole = Math.min(LAST_MS, FIRST_MS * 2 ** Math.min(tries - 1, 16));
  return whole / 2 + (random() * whole) / 2;
}
