import type { Log, Principal } from '@weft/proto';
import type { ApiOptions } from '../ports.ts';
import { conversationsOfPerson } from '../store/field-values.ts';
import type { Store } from '../store/store.ts';

/** Tells desks what became of these customers. Never throws: it is kept, and conversations show it with what happens next in them. */
export type TellContacts = (who: Principal, contactIds: readonly string[]) => Promise<void>;

/** The customers' conversations show it: their heads are written anew. */
export const contactNews =
  ({
    store,
    serve,
    log,
  }: {
    readonly store: Store;
    readonly serve: ApiOptions['serve'];
    readonly log: Log;
  }): TellContacts =>
  async (who, contactIds) => {
    try {
      for (const contactId of contactIds) {
        const conversationIds = await store.read((sql) => conversationsOfPerson(sql, contactId));
        for (const conversationId of conversationIds)
          await serve(who, { name: 'renew-contact', conversationId });
      }
    } catch (error) {
      log.warn({ contactId: contactIds[0], error: String(error) }, 'desks are not told of a customer');
    }
  };
