import type { Bus, Clock, InboundArrival, Log } from '@weft/proto';
import { acquaintances } from '../../store/channel-contacts.ts';
import type { Store } from '../../store/store.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { askAccount } from '../accounts/ask.ts';
import type { ChannelContact } from '../channel.ts';
import { type Acquaintances, fromOf, keyOf } from './placing.ts';
import { contactOfPerson, personOf } from './wire.ts';

/** A channel that took so long to say nothing is not asked for a while: a stranger's words, and everybody's behind them, wait for it. */
const SLOW_MS = 2_000;
/** For so long. Who wrote meanwhile is asked about when they write again. */
const SPARED_MS = 30_000;

export interface MeetingParts {
  readonly store: Pick<Store, 'read'>;
  readonly accounts: Pick<Accounts, 'get'>;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
}

/** What channels say of those who write for the first time. One that hangs is spared for a while, so that the others' messages need not wait for it. */
export class Meeting {
  readonly #parts: MeetingParts;
  /** By account: until when it is not asked. There are no more than there are accounts. */
  readonly #sparedUntilMs = new Map<string, number>();

  constructor(parts: MeetingParts) {
    this.#parts = parts;
  }

  /** Throws UNAVAILABLE when the store is away. */
  async meet(arrivals: readonly InboundArrival[]): Promise<Acquaintances> {
    const { store, accounts } = this.#parts;
    const strangers = new Map<string, { readonly accountId: string; readonly from: ChannelContact }>();
    for (const arrival of arrivals) {
      const { accountId } = arrival;
      const from = fromOf(arrival);
      if (from === undefined || accounts.get(accountId)?.bound?.asksWho !== true) continue;
      strangers.set(keyOf(arrival, from), { accountId, from });
    }
    const known = new Map<string, ChannelContact>();
    const unasked = new Set<string>();
    if (strangers.size === 0) return { known, unasked };
    const keys = [...strangers.values()].map(({ accountId, from }) => ({ accountId, ...from }));
    const met = await store.read((sql) => acquaintances(sql, keys));
    await Promise.all(
      [...strangers].map(async ([key, { accountId, from }]) => {
        if (met.has(key)) return;
        const answered = await this.#ask(accountId, from);
        if (answered === undefined) unasked.add(key);
        else known.set(key, answered);
      }),
    );
    return { known, unasked };
  }

  /** Undefined when the channel does not say. */
  async #ask(accountId: string, from: ChannelContact): Promise<ChannelContact | undefined> {
    const { bus, clock, log } = this.#parts;
    const sinceMs = clock.monotonic();
    if (sinceMs < (this.#sparedUntilMs.get(accountId) ?? 0)) return undefined;
    try {
      const request = { body: { case: 'whois', value: personOf(from) } } as const;
      return contactOfPerson(await askAccount(bus, accountId, request, 'person'));
    } catch (error) {
      const nowMs = clock.monotonic();
      if (nowMs - sinceMs >= SLOW_MS) this.#sparedUntilMs.set(accountId, nowMs + SPARED_MS);
      log.info({ accountId, error: String(error) }, 'the channel does not say who writes');
      return undefined;
    }
  }
}
