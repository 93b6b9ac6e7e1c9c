import type { Ids } from '@weft/proto';
import { changeProfile, holdersOf, lockIdentities, personsOf, putIdentity } from '../store/contacts.ts';
import type { Sql } from '../store/store.ts';
import type { Identity } from '../store/tables.ts';
import { contactCard } from './card.ts';
import type { ReadLine } from './contact-file.ts';
import { identify } from './identify.ts';

/** Where an identity is from that a list brought. */
const SOURCE = 'import';

/** What became of one line of a list. */
export type TakenIn =
  | { readonly result: 'added' | 'changed' | 'unchanged'; readonly contactId: string }
  | { readonly result: 'two-customers' };

/**
 * What visitors only say of themselves makes nobody the customer of a list: a stranger who typed a customer's address
 * would get that customer's name and level. What staff or an earlier list said does.
 */
export const isTrusted = ({ verified, source }: Pick<Identity, 'verified' | 'source'>): boolean =>
  verified || source === 'agent' || source === SOURCE;

/**
 * Takes one customer of a list in: who is known by the number or the address is changed where the list says something
 * else, what it does not say stays; anybody else is new. Nothing is changed where the two are known of two customers.
 */
export async function takeIn(sql: Sql, ids: Ids, line: ReadLine, atMs: number): Promise<TakenIn> {
  const { known, name, level, language } = line;
  await lockIdentities(sql, known);
  const holders = (await holdersOf(sql, known)).filter(isTrusted);
  const persons = await personsOf(
    sql,
    holders.map(({ contactId }) => contactId),
  );
  const [person, ...others] = persons.values();
  if (others.length > 0) return { result: 'two-customers' };
  const said = {
    ...(level === '' ? {} : { level }),
    ...(language === '' ? {} : { language }),
  };
  if (person === undefined) {
    const contactId = ids.next('contact');
    const displayName = name === '' ? (known[0]?.shown ?? '') : name;
    await identify(sql, ids, {
      ...{ contactId, known, source: SOURCE, atMs },
      profile: { displayName, ...said },
    });
    return { result: 'added', contactId };
  }
  const contactId = person.rootId;
  const card = contactCard(person, [], [], []);
  const change = { ...(name === '' ? {} : { displayName: name, nameClaimed: false }), ...said };
  const differs = (Object.keys(change) as (keyof typeof change)[]).some((key) => change[key] !== card[key]);
  const missing = known.filter(
    ({ kind, value }) => !card.identities.some((one) => one.kind === kind && one.value === value),
  );
  if (!differs && missing.length === 0) return { result: 'unchanged', contactId };
  if (differs) await changeProfile(sql, contactId, change, atMs);
  for (const one of missing) await putIdentity(sql, { contactId, ...one, source: SOURCE, sinceMs: atMs });
  return { result: 'changed', contactId };
}
