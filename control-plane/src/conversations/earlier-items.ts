import type { Item } from '@weft/proto';
import { Gathering } from '../store/gathering.ts';
import { itemsBeforeEach, type Place } from '../store/items.ts';
import type { Store } from '../store/store.ts';

/** What comes before an item that is looked at: a question and its answers. */
const MOST = 16;
/** Places asked for in one statement at most. */
const MAX_ASKED = 100;

/**
 * The newest items before a place in a conversation, in order; what is wanted at
 * the same moment is read together. Throws UNAVAILABLE.
 */
export function earlierItemsOf(store: Store): (place: Place) => Promise<readonly Item[]> {
  const earlier = new Gathering(
    (places: readonly Place[]) => store.read((sql) => itemsBeforeEach(sql, places, MOST)),
    MAX_ASKED,
  );
  return ({ conversationId, seq }) => earlier.ask({ conversationId, seq });
}
