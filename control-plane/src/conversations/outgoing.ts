import type { Item } from '@weft/proto';

/** Where items go that a channel's carrier is to have. */
export interface Outgoing {
  /** Resolves when they are in the way out's stream; items that need not go are passed over. Throws UNAVAILABLE. */
  hand(items: readonly Item[]): Promise<void>;
  /** The same for all that a partition's conversations still have: what was committed and not handed over when an owner died. */
  sweep(partition: number): Promise<void>;
}
