import { Gathering } from '../store/gathering.ts';
import { type Place, type SaidItem, saidBeforeEach } from '../store/items.ts';
import type { Store } from '../store/store.ts';

/** What comes before an item that is looked at: a question and its answers. */
const MOST = 16;
/** Places asked for in one statement at most. */
const MAX_ASKED = 100;

/**
 * What was said before a place in a conversation, in order, notes too; what is wanted at
 * the same moment is read together. Throws UNAVAILABLE.
 */
export function earlierItemsOf(store: Store): (place: Place) => Promise<readonly SaidItem[]> {
  const earlier = new Gathering(
    (places: readonly Place[]) => store.read((sql) => saidBeforeEach(sql, places, MOST)),
    MAX_ASKED,
  );
  return ({ conversationId, seq }) => earlier.ask({ conversationId, seq });
}
