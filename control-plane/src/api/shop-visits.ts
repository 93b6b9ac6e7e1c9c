import { createHash } from 'node:crypto';
import { type Clock, type Ids, type Log, type Principal, WeftError } from '@weft/proto';
import type { AccountSessions } from '../contacts/account-sessions.ts';
import { readAccountToken } from '../contacts/account-token.ts';
import { contactOf } from '../contacts/contact-id.ts';
import type { TellContacts } from './contact-news.ts';
import type { ShopSecret } from './shop-secret.ts';
import type { Bearer } from './tokens.ts';

/** Who a visitor is from now on. */
export interface Visit {
  readonly subjectId: string;
  /** The shop's name for the customer; empty = it gave none. */
  readonly name: string;
  /** As in the session's token. */
  readonly account: string;
  /** Why the account token was not taken, a code; empty = it was, or there was none. */
  readonly refusedAccount: string;
}

/** Names an account in a token that its bearer can read, without naming it. */
const markOf = (accountId: string): string =>
  createHash('sha256').update(`account ${accountId}`).digest('base64url').slice(0, 22);

/** The customer who is there, as whoever has something to say of themselves. */
const customerOf = (subjectId: string, displayName: string): Principal => ({
  ...{ sessionId: '', subjectId, role: 'customer', displayName, region: '', edgeId: '' },
});

/** Decides who visits: a guest, a guest seen before, or a customer whom the shop has signed in. */
export class ShopVisits {
  readonly #secret: ShopSecret;
  readonly #accounts: AccountSessions;
  readonly #tell: TellContacts;
  readonly #ids: Ids;
  readonly #clock: Clock;
  readonly #log: Log;

  constructor(options: {
    readonly secret: ShopSecret;
    readonly accounts: AccountSessions;
    /** Desks that show the customer are told what their shop says now. */
    readonly tell: TellContacts;
    readonly ids: Ids;
    readonly clock: Clock;
    readonly log: Log;
  }) {
    this.#secret = options.secret;
    this.#accounts = options.accounts;
    this.#tell = options.tell;
    this.#ids = options.ids;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /**
   * `before` is who the browser was, `token` what the shop says: absent = as
   * before, empty = nobody is signed in. A token that cannot be taken costs a
   * customer nothing but being known.
   */
  async start(before: Bearer | undefined, token: string | undefined): Promise<Visit> {
    if (token === undefined)
      return before === undefined ? this.#guest(undefined) : this.#guest(before, before.account);
    if (token === '') return this.#guest(before);
    try {
      return await this.#signedIn(before, token);
    } catch (error) {
      if (!(error instanceof WeftError)) throw error;
      this.#log.info({ code: error.code }, 'account token not taken');
      return { ...this.#guest(before), refusedAccount: error.code };
    }
  }

  async #signedIn(before: Bearer | undefined, token: string): Promise<Visit> {
    const account = await readAccountToken(token, this.#secret.current, this.#clock);
    const { name } = account;
    const mark = markOf(account.accountId);
    // What somebody else wrote on this browser is no business of this account.
    const visitorId = before?.account === '' || before?.account === mark ? before.subjectId : undefined;
    try {
      const { subjectId, changed } = await this.#accounts.start(account, visitorId);
      // Nobody waits for it: who is there may be served while nobody can be told.
      if (changed) void this.#tell(customerOf(subjectId, name), [contactOf(subjectId)]);
      return { subjectId, name, account: mark, refusedAccount: '' };
    } catch (error) {
      // Whoever was this account's customer still is, so that a live call can resume without the store.
      if (before?.account !== mark) throw error;
      return { subjectId: before.subjectId, name, account: mark, refusedAccount: '' };
    }
  }

  /** The guest of before, unless an account's customer was there, who is not here any more. */
  #guest(before: Bearer | undefined, account = ''): Visit {
    const stays = before !== undefined && before.account === account;
    const subjectId = stays ? before.subjectId : this.#ids.next('customer');
    return { subjectId, name: '', account, refusedAccount: '' };
  }
}
