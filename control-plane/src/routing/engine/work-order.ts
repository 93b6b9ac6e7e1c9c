import type { WorkSlot } from './slots.ts';

/** Which of two pieces of work goes first: by rank, then by time of arrival, then by order of coming. */
export const isWorkBefore = (a: WorkSlot, b: WorkSlot): boolean =>
  a.rank !== b.rank ? a.rank < b.rank : isEarlier(a, b);

const isEarlier = (a: WorkSlot, b: WorkSlot): boolean =>
  a.arrivedAtMs !== b.arrivedAtMs ? a.arrivedAtMs < b.arrivedAtMs : a.seq < b.seq;
