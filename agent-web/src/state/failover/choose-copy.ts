/** One copy of a voice that comes by several ways at once. */
export interface VoiceCopy<Id> {
  readonly id: Id;
  /** When sound last came by it; all copies by one clock. Undefined = none yet. */
  readonly arrivedAtMs: number | undefined;
}

/** The copy to play, and why. `id` is undefined when there is none. */
export interface CopyChoice<Id> {
  readonly id: Id | undefined;
  readonly reason: 'flows' | 'nothing-came-yet' | 'first' | 'silent' | 'gone' | 'none';
}

/**
 * A copy that is behind another by more than this has stopped: two frames of 20 ms did not come,
 * and a third is due. The receiver conceals so much by itself.
 */
const BEHIND_MS = 45;

const arrival = ({ arrivedAtMs }: VoiceCopy<unknown>): number => arrivedAtMs ?? Number.NEGATIVE_INFINITY;

/** Copies that keep up with the one that came last. */
export function flowingCopies<Id>(copies: readonly VoiceCopy<Id>[]): readonly VoiceCopy<Id>[] {
  const newestMs = Math.max(...copies.map(arrival));
  return copies.filter((copy) => copy.arrivedAtMs !== undefined && newestMs - arrival(copy) <= BEHIND_MS);
}

/**
 * Chooses which copy of a voice is played: the one that is, while it keeps up, else the first that does. Copies
 * are compared with each other and not with a clock, so neither a page that stood still nor a network
 * that is gone makes it change its mind: both stop all of them.
 *
 * @param copies the preferred first
 * @param playing the copy that is played now
 */
export function chooseCopy<Id>(copies: readonly VoiceCopy<Id>[], playing: Id | undefined): CopyChoice<Id> {
  const [first] = copies;
  if (first === undefined) return { id: undefined, reason: 'none' };
  const flowing = flowingCopies(copies);
  const [best] = flowing;
  const now = copies.find(({ id }) => id === playing);
  if (best === undefined) return { id: (now ?? first).id, reason: 'nothing-came-yet' };
  if (now === undefined) return { id: best.id, reason: playing === undefined ? 'first' : 'gone' };
  return flowing.includes(now) ? { id: now.id, reason: 'flows' } : { id: best.id, reason: 'silent' };
}
