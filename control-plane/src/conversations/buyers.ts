import type { Buyer } from '../orders/order.ts';
import { type Person, personsOf } from '../store/contacts.ts';
import { Gathering } from '../store/gathering.ts';
import type { Store } from '../store/store.ts';

const NOBODY: Buyer = { accounts: [], phones: [] };
/** Accounts and phones of one person that are gone by. */
const MOST = 5;
/** Contacts asked for in one statement at most. */
const MAX_ASKED = 500;

/**
 * What is certain of contacts, from the identities that they have proven; those
 * who write at the same moment are looked up together. Throws UNAVAILABLE.
 */
export function buyersOf(store: Store): (contactId: string) => Promise<Buyer> {
  const buyers = new Gathering<string, Buyer>(async (contactIds) => {
    const persons = await store.read((sql) => personsOf(sql, [...new Set(contactIds)]));
    const known = new Map<string, Buyer>();
    for (const person of persons.values()) {
      const buyer = buyerIn(person);
      for (const { contactId } of person.contacts) known.set(contactId, buyer);
    }
    return contactIds.map((contactId) => known.get(contactId) ?? NOBODY);
  }, MAX_ASKED);
  return (contactId) => buyers.ask(contactId);
}

function buyerIn({ identities }: Person): Buyer {
  const proven = (kind: string): readonly string[] =>
    identities
      .filter((identity) => identity.kind === kind && identity.verified)
      .map(({ value }) => value)
      .slice(0, MOST);
  return { accounts: proven('account'), phones: proven('phone') };
}
