import type { Ids } from '@weft/proto';
import { findContacts } from '../store/contact-search.ts';
import {
  changeProfile,
  contactsOfPersons,
  ensureContact,
  holdersOf,
  lockIdentities,
  type Person,
  type ProfileChange,
  personOf,
  personsOf,
  putIdentity,
} from '../store/contacts.ts';
import { join, lockRoots, wereParted } from '../store/joins.ts';
import { propose } from '../store/proposals.ts';
import type { Sql } from '../store/store.ts';
import type { IdentityKind, JoinCause, JoinReason } from '../store/tables.ts';
import { likeness, PROPOSE_FROM } from './similarity.ts';

/** Others of the same name that are looked at for a proposal. */
const MAX_CANDIDATES = 20;

/** Something that is known of somebody, in normal form. */
export interface Known {
  readonly kind: IdentityKind;
  readonly value: string;
  /** As it was given. */
  readonly shown: string;
  /** Certain: signed by who knows it, or proved by a message from there. */
  readonly verified: boolean;
}

/** What a channel or a page knows of the one who is there. */
export interface Sighting {
  /** The contact that it is about; made when missing. */
  readonly contactId: string;
  readonly known: readonly Known[];
  readonly profile: ProfileChange & { readonly displayName: string };
  /** Where it is known from. */
  readonly source: string;
  readonly atMs: number;
}

/** A join that was made, for whoever tells of it. */
export interface Joined {
  readonly joinId: string;
  readonly contactId: string;
  readonly intoId: string;
}

/** Who it is. */
export interface Identified {
  readonly rootId: string;
  readonly joined: readonly Joined[];
  /** Their profile says something else than before, or they are somebody's now. */
  readonly changed: boolean;
}

const accountsOf = ({ identities }: Person): ReadonlySet<string> =>
  new Set(identities.filter(({ kind }) => kind === 'account').map(({ value }) => value));

/** Two accounts of one shop are two people to it, whatever else they share. */
const sameAccounts = (one: Person, other: Person): boolean => {
  const [mine, theirs] = [accountsOf(one), accountsOf(other)];
  return mine.size === 0 || theirs.size === 0 || [...mine].every((account) => theirs.has(account));
};

const idsOf = ({ contacts }: Person): readonly string[] => contacts.map(({ contactId }) => contactId);

/** What a visitor is called who gave no name. */
export const NAMELESS = 'Guest';

/** How much a name says: that of a person 3, one that only the customer says 2, a number or an id that stands for one 1, none 0. */
function nameRank({ contacts: [root], identities }: Person): number {
  const name = root?.displayName ?? '';
  if (name === '' || name === NAMELESS) return 0;
  if (root?.nameClaimed === true) return 2;
  return identities.some(({ value, shown }) => name === value || name === shown) ? 1 : 3;
}

/** Whether they are known by a name of their own, if only as they say. */
export const isNamed = (person: Person): boolean => nameRank(person) > 1;

/** Which of two stays the root, whose name both have then: the one with an account, then with a name, then the older, then the second. */
function byRank(one: Person, other: Person): readonly [from: Person, into: Person] {
  const accounts = accountsOf(one).size - accountsOf(other).size;
  if (accounts !== 0) return accounts > 0 ? [other, one] : [one, other];
  const named = nameRank(one) - nameRank(other);
  if (named !== 0) return named > 0 ? [other, one] : [one, other];
  const age = (one.contacts[0]?.createdAtMs ?? 0) - (other.contacts[0]?.createdAtMs ?? 0);
  return age < 0 ? [other, one] : [one, other];
}

/**
 * Joins two persons for a reason that leaves no doubt. Undefined when they are
 * one already, when people parted them, or when each has an account of its own:
 * then it is for people to decide.
 */
export async function joinPersons(
  sql: Sql,
  ids: Ids,
  [one, other]: readonly [string, string],
  why: {
    readonly cause: JoinCause;
    readonly evidence: readonly JoinReason[];
    readonly byId: string;
    readonly atMs: number;
  },
): Promise<Joined | undefined> {
  const roots = await lockRoots(sql, [one, other]);
  const persons = await personsOf(sql, [...roots.keys()]);
  const [a, b] = [persons.get(roots.get(one) ?? ''), persons.get(roots.get(other) ?? '')];
  if (a === undefined || b === undefined || a.rootId === b.rootId) return undefined;
  const byProgram = why.byId === '';
  if (byProgram && (!sameAccounts(a, b) || (await wereParted(sql, idsOf(a), idsOf(b))))) return undefined;
  await lockRoots(sql, [a.rootId, b.rootId]);
  const [from, into] = byRank(a, b);
  const joined = { joinId: ids.next('join'), contactId: from.rootId, intoId: into.rootId };
  await join(sql, { ...joined, ...why });
  return joined;
}

/**
 * Keeps what is known of somebody, and joins the contact with whoever has the
 * same verified identity, all in the caller's transaction. What only looks
 * alike is proposed to people instead.
 */
export async function identify(sql: Sql, ids: Ids, sighting: Sighting): Promise<Identified> {
  const { contactId, known, profile, source, atMs } = sighting;
  await lockIdentities(sql, known);
  await ensureContact(sql, contactId, profile.displayName, atMs);
  const isOther = await changeProfile(sql, contactId, profile, atMs);
  const joined: Joined[] = [];
  const holders = await holdersOf(sql, known);
  for (const one of known) {
    const owner = holders.find(
      ({ kind, value, verified }) => kind === one.kind && value === one.value && verified,
    );
    if (owner !== undefined && (await isOf(sql, contactId, owner.contactId))) continue;
    const made =
      owner !== undefined && one.verified
        ? await joinPersons(sql, ids, [contactId, owner.contactId], {
            ...{ cause: 'same-identity', byId: '', atMs },
            evidence: [{ what: 'identity', kind: one.kind, weight: 1 }],
          })
        : undefined;
    if (made !== undefined) joined.push(made);
    // What is another's for certain is only claimed here, and after a join it is known there.
    else
      await putIdentity(sql, {
        contactId,
        ...one,
        verified: one.verified && owner === undefined,
        source,
        sinceMs: atMs,
      });
  }
  const person = await personOf(sql, contactId);
  if (person === undefined) throw new Error('a contact that was just written is not there');
  await proposeLike(sql, person, sighting);
  return { rootId: person.rootId, joined, changed: isOther || joined.length > 0 };
}

/** Whether two contacts are one person's. */
const isOf = async (sql: Sql, contactId: string, otherId: string): Promise<boolean> =>
  contactId === otherId || (await contactsOfPersons(sql, [contactId, otherId])).length === 1;

/** Proposes joins with whoever shares a claim or the name, where that is enough. */
async function proposeLike(sql: Sql, person: Person, { known, profile, atMs }: Sighting): Promise<void> {
  const claims = known.filter(({ kind }) => kind === 'email' || kind === 'phone');
  // A name alone is never enough, so without anything to compare nobody is looked for.
  if (claims.length === 0) return;
  const holders = await holdersOf(sql, claims);
  const namesakes = await findContacts(sql, { search: profile.displayName, limit: MAX_CANDIDATES });
  const candidates = new Set([...holders.map(({ contactId }) => contactId), ...namesakes]);
  for (const other of (await personsOf(sql, [...candidates])).values()) {
    if (other.rootId === person.rootId) continue;
    const { score, reasons } = likeness(person, other);
    if (score < PROPOSE_FROM || (await wereParted(sql, idsOf(person), idsOf(other)))) continue;
    await propose(sql, { between: [person.rootId, other.rootId], score, reasons, atMs });
  }
}
