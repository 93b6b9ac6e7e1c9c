import type { Clock, Ids } from '@weft/proto';
import { holdersOf, lockIdentities, type Person, personOf } from '../store/contacts.ts';
import type { Sql, Store } from '../store/store.ts';
import type { Account } from './account-token.ts';
import { contactOf } from './contact-id.ts';
import { identify, type Joined, joinPersons } from './identify.ts';

const SOURCE = 'account-token';

/** Who a session of a signed-in customer is for. */
export interface AccountSession {
  /** The same on every device of the account. */
  readonly subjectId: string;
  readonly joined: readonly Joined[];
  /** Something else is known of the customer than before. */
  readonly changed: boolean;
}

const subjectsOf = ({ identities }: Person, contactId: string): readonly string[] =>
  identities
    .filter((identity) => identity.contactId === contactId && identity.kind === 'visitor')
    .map(({ value }) => value);

const isAnonymous = (person: Person | undefined): boolean =>
  person === undefined || !person.identities.some(({ kind }) => kind === 'account');

/**
 * Sessions of customers whom their shop has signed in. An account keeps the
 * subject that it was first seen with, so that what a visitor wrote before
 * signing in goes on; a browser that somebody else used before does not hand
 * that person's conversation on.
 */
export class AccountSessions {
  readonly #store: Store;
  readonly #ids: Ids;
  readonly #clock: Clock;

  constructor(options: { readonly store: Store; readonly ids: Ids; readonly clock: Clock }) {
    this.#store = options.store;
    this.#ids = options.ids;
    this.#clock = options.clock;
  }

  /** The account's subject; `visitorId` is who the browser was before, if anybody. Throws UNAVAILABLE while the store is away. */
  start(account: Account, visitorId: string | undefined): Promise<AccountSession> {
    const atMs = this.#clock.now();
    return this.#store.write(async (sql) => {
      await lockIdentities(sql, account.known);
      const [owner] = (await holdersOf(sql, [{ kind: 'account', value: account.accountId }])).filter(
        ({ verified }) => verified,
      );
      const visitor = visitorId === undefined ? undefined : await personOf(sql, contactOf(visitorId));
      const subjectId =
        owner === undefined
          ? this.#firstSubject(visitorId, visitor)
          : await this.#subjectOf(sql, owner.contactId, visitorId);
      const { joined, changed } = await identify(sql, this.#ids, {
        contactId: contactOf(subjectId),
        known: [...account.known, { kind: 'visitor', value: subjectId, shown: subjectId, verified: true }],
        profile: {
          displayName: account.name || (visitor?.contacts[0]?.displayName ?? account.accountId),
          // The shop knows it, and not only the customer.
          nameClaimed: account.name === '' && visitor?.contacts[0]?.nameClaimed === true,
          level: account.level,
          value: account.value,
          language: account.language,
        },
        source: SOURCE,
        atMs,
      });
      const signedIn = await this.#joinVisitor(sql, subjectId, visitorId, visitor, atMs);
      return {
        subjectId,
        joined: signedIn === undefined ? joined : [...joined, signedIn],
        changed: changed || signedIn !== undefined,
      };
    });
  }

  #firstSubject(visitorId: string | undefined, visitor: Person | undefined): string {
    return visitorId !== undefined && isAnonymous(visitor) ? visitorId : this.#ids.next('customer');
  }

  async #subjectOf(sql: Sql, contactId: string, visitorId: string | undefined): Promise<string> {
    const person = await personOf(sql, contactId);
    const subjects = person === undefined ? [] : subjectsOf(person, contactId);
    if (visitorId !== undefined && subjects.includes(visitorId)) return visitorId;
    return subjects[0] ?? this.#ids.next('customer');
  }

  /** What the browser's visitor wrote before signing in belongs to the account's person, if it was nobody else's. */
  async #joinVisitor(
    sql: Sql,
    subjectId: string,
    visitorId: string | undefined,
    visitor: Person | undefined,
    atMs: number,
  ): Promise<Joined | undefined> {
    if (visitorId === undefined || visitorId === subjectId || visitor === undefined) return undefined;
    return joinPersons(sql, this.#ids, [contactOf(visitorId), contactOf(subjectId)], {
      ...{ cause: 'signed-in' as const, byId: '', atMs },
      evidence: [{ what: 'identity', kind: 'visitor', weight: 1 }],
    });
  }
}
