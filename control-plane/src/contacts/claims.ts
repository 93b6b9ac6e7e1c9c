import type { Ids } from '@weft/proto';
import { changeProfile, type Person, personOf } from '../store/contacts.ts';
import type { Sql } from '../store/store.ts';
import { identify, isNamed, type Known, NAMELESS } from './identify.ts';
import { normalForm } from './normal-form.ts';
import { tidyName } from './tidy-name.ts';

/** What customers may be asked for before they write, in the order in which they are. */
export const FACTS = ['name', 'email', 'phone'] as const;
export type Fact = (typeof FACTS)[number];

/** Who says something of themselves. */
export interface Claimant {
  readonly contactId: string;
  /** As their session has it. */
  readonly sessionName: string;
}

/** What somebody said of themselves, read. */
export interface Claims {
  /** Empty = not said. */
  readonly name: string;
  readonly known: readonly Known[];
}

/** Reads what was said; what is empty was not. `wrong` = these cannot be so. */
export function readClaims(
  said: Readonly<Record<Fact, string>>,
): Claims & { readonly wrong: readonly Fact[] } {
  const name = tidyName(said.name);
  const wrong: Fact[] = [];
  // A number is no name, and the word for those without one would have them asked again.
  if (name === NAMELESS || (said.name !== '' && !/\p{L}/u.test(name))) wrong.push('name');
  const known = (['email', 'phone'] as const).flatMap((kind) => {
    const shown = said[kind];
    if (shown === '') return [];
    const value = normalForm(kind, shown);
    if (value === undefined) wrong.push(kind);
    return value === undefined ? [] : [{ kind, value, shown, verified: false }];
  });
  return { name, known, wrong };
}

/** Which of the facts are not known of them yet, proved or said. */
export function unknownOf(person: Person | undefined, sessionName: string): readonly Fact[] {
  const kinds = new Set<string>(person?.identities.map(({ kind }) => kind));
  const named = sessionName !== NAMELESS || (person !== undefined && isNamed(person));
  return FACTS.filter((fact) => (fact === 'name' ? !named : !kinds.has(fact)));
}

/** Keeps what somebody says of themselves, as claimed: it joins nobody, and a name that is known stays. Says whether theirs was kept. */
export async function claim(
  sql: Sql,
  ids: Ids,
  { contactId, sessionName }: Claimant,
  { name, known }: Claims,
  atMs: number,
): Promise<{ readonly named: boolean }> {
  const person = await personOf(sql, contactId);
  const [root] = person?.contacts ?? [];
  const isNew = name !== '' && unknownOf(person, sessionName).includes('name');
  const profile = isNew
    ? { displayName: name, nameClaimed: true }
    : { displayName: root?.displayName ?? sessionName, nameClaimed: root?.nameClaimed };
  await identify(sql, ids, { contactId, known, profile, source: 'customer', atMs });
  // Whom they were joined to is who agents see.
  if (isNew && root !== undefined && root.contactId !== contactId)
    await changeProfile(sql, root.contactId, profile, atMs);
  return { named: isNew };
}
