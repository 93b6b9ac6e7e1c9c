import type { Buyer } from '../orders/order.ts';
import { personOf } from '../store/contacts.ts';
import type { Store } from '../store/store.ts';

const NOBODY: Buyer = { accounts: [], phones: [] };
/** Accounts and phones of one person that are gone by. */
const MOST = 5;

/** What is certain of contacts, from the identities that they have proven. Throws UNAVAILABLE. */
export const buyersOf =
  (store: Store) =>
  (contactId: string): Promise<Buyer> =>
    store.read(async (sql) => {
      const person = await personOf(sql, contactId);
      if (person === undefined) return NOBODY;
      const proven = (kind: string): readonly string[] =>
        person.identities
          .filter((identity) => identity.kind === kind && identity.verified)
          .map(({ value }) => value)
          .slice(0, MOST);
      return { accounts: proven('account'), phones: proven('phone') };
    });
