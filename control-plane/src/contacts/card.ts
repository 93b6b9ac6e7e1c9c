import type { Person } from '../store/contacts.ts';
import type { Contact, ContactJoin, JoinProposal, JoinReason } from '../store/tables.ts';

const KINDS: Readonly<Record<string, string>> = {
  account: 'account',
  visitor: 'browser',
  phone: 'phone number',
  email: 'e-mail address',
  wechat: 'WeChat user',
  'wechat-union': 'WeChat user',
  weibo: 'Weibo user',
};

/** A reason as agents read it. */
function reasonText({ what, kind }: JoinReason): string {
  const named = KINDS[kind] ?? kind;
  switch (what) {
    case 'identity':
      return `same verified ${named}`;
    case 'claim':
      return `same ${named}, not verified by both`;
    case 'name':
      return 'same or nearly the same name';
    case 'similar-email':
      return 'e-mail addresses alike';
    case 'similar-phone':
      return 'phone numbers alike';
    case 'agent':
      return 'an agent said so';
    default:
      return what satisfies never;
  }
}

/** The first of a person's contacts that knows it, the root first. */
const first = <Value>(contacts: readonly Contact[], read: (contact: Contact) => Value, none: Value): Value =>
  contacts.map(read).find((value) => value !== none) ?? none;

const nameIn = (persons: readonly Person[], contactId: string): string =>
  persons.flatMap(({ contacts }) => contacts).find((contact) => contact.contactId === contactId)
    ?.displayName ?? '';

/** One person as agents see it: what any of the joined contacts knows, and why they are one. */
export function contactCard(
  person: Person,
  others: readonly Person[],
  joins: readonly ContactJoin[],
  proposals: readonly JoinProposal[],
) {
  const { rootId, contacts, identities } = person;
  const known = new Set(contacts.map(({ contactId }) => contactId));
  const all = [person, ...others];
  return {
    contactId: rootId,
    displayName: first(contacts, ({ displayName }) => displayName, ''),
    level: first(contacts, ({ level }) => level, ''),
    value: first(contacts, ({ value }) => value, 0),
    language: first(contacts, ({ language }) => language, ''),
    attributes: Object.assign({}, ...contacts.toReversed().map(({ attributes }) => attributes)) as Readonly<
      Record<string, string>
    >,
    identities: identities.map(({ kind, value, shown, verified, source, sinceMs, contactId }) => ({
      ...{ kind, value, shown, verified, source, sinceMs, contactId },
    })),
    joins: joins
      .filter(({ undoneAtMs }) => undoneAtMs === 0)
      .map(({ joinId, contactId, cause, evidence, byId, atMs }) => ({
        ...{ joinId, contactId, name: nameIn(all, contactId), cause, byId, atMs },
        reasons: evidence.map(reasonText),
      })),
    proposals: proposals.map(({ contactId, otherId, score, reasons, atMs }) => {
      const other = known.has(contactId) ? otherId : contactId;
      return { contactId: other, name: nameIn(all, other), score, reasons: reasons.map(reasonText), atMs };
    }),
  };
}
