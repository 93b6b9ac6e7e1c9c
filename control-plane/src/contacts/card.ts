import type { IdentityKey, Person } from '../store/contacts.ts';
import { fieldsOfPerson } from '../store/field-values.ts';
import type { Contact, ContactJoin, JoinProposal, JoinReason } from '../store/tables.ts';

/** What agents are told of a reason; the words are the page's. */
const reasonOf = ({ what, kind }: JoinReason): Pick<JoinReason, 'what' | 'kind'> => ({ what, kind });

/** The first of a person's contacts that knows it, the root first. */
const first = <Value>(contacts: readonly Contact[], read: (contact: Contact) => Value, none: Value): Value =>
  contacts.map(read).find((value) => value !== none) ?? none;

const nameIn = (persons: readonly Person[], contactId: string): string =>
  persons.flatMap(({ contacts }) => contacts).find((contact) => contact.contactId === contactId)
    ?.displayName ?? '';

/** Whether the person has proved to have what was also only said to be theirs. */
const isProved = (identities: Person['identities'], { kind, value }: IdentityKey): boolean =>
  identities.some((one) => one.verified && one.kind === kind && one.value === value);

/** One person as agents see it: what any of the joined contacts knows, and why they are one. */
export function contactCard(
  person: Person,
  others: readonly Person[],
  joins: readonly ContactJoin[],
  proposals: readonly JoinProposal[],
) {
  const { rootId, contacts, identities } = person;
  const called = contacts.find(({ displayName }) => displayName !== '');
  const known = new Set(contacts.map(({ contactId }) => contactId));
  const all = [person, ...others];
  return {
    contactId: rootId,
    displayName: called?.displayName ?? '',
    nameClaimed: called?.nameClaimed ?? false,
    level: first(contacts, ({ level }) => level, ''),
    value: first(contacts, ({ value }) => value, 0),
    language: first(contacts, ({ language }) => language, ''),
    attributes: Object.assign({}, ...contacts.toReversed().map(({ attributes }) => attributes)) as Readonly<
      Record<string, string>
    >,
    fields: fieldsOfPerson(contacts),
    identities: identities
      .filter((one) => one.verified || !isProved(identities, one))
      .map(({ kind, value, shown, verified, source, sinceMs, contactId }) => ({
        ...{ kind, value, shown, verified, source, sinceMs, contactId },
      })),
    joins: joins
      .filter(({ undoneAtMs }) => undoneAtMs === 0)
      .map(({ joinId, contactId, cause, evidence, byId, atMs }) => ({
        ...{ joinId, contactId, name: nameIn(all, contactId), cause, byId, atMs },
        reasons: evidence.map(reasonOf),
      })),
    proposals: proposals.map(({ contactId, otherId, score, reasons, atMs }) => {
      const other = known.has(contactId) ? otherId : contactId;
      return { contactId: other, name: nameIn(all, other), score, reasons: reasons.map(reasonOf), atMs };
    }),
  };
}
