import {
  type Channel,
  type Clock,
  type Item,
  type Log,
  type OutboundQueued,
  type OutboundQueuedInit,
  partitionOf,
  type TimelineLog,
  type WorkLog,
} from '@weft/proto';
import type { Outgoing } from '../../conversations/outgoing.ts';
import { threadsOf } from '../../store/channel-contacts.ts';
import { personsOf } from '../../store/contacts.ts';
import { heldItems, queuedItems } from '../../store/deliveries.ts';
import { headsOf } from '../../store/heads.ts';
import { itemsAt } from '../../store/items.ts';
import type { Store } from '../../store/store.ts';
import type { IdentityKind } from '../../store/tables.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { ChannelContact } from '../channel.ts';
import { personOf } from '../inbound/wire.ts';
import { progressEvent } from '../progress.ts';

/** Items that are handed over at a time when a partition is looked through. */
const SWEEP_PAGE = 500;

/** What a customer is written to by, where they never wrote themselves. */
const ADDRESSES: Partial<Readonly<Record<Channel, IdentityKind>>> = { sms: 'phone', email: 'email' };

export interface DispatchContext {
  readonly work: WorkLog<OutboundQueued, OutboundQueuedInit>;
  readonly store: Store;
  readonly accounts: Accounts;
  readonly timeline: TimelineLog;
  readonly clock: Clock;
  readonly log: Log;
}

/** Where a conversation's answers on a channel go. */
export interface Route {
  readonly accountId: string;
  readonly to: ChannelContact;
}

/** Names a conversation's channel, for maps. */
export const routeKey = (conversationId: string, channel: Channel): string => `${conversationId} ${channel}`;

/**
 * Brings items that are to go out to the account that they go by: the one that
 * the customer wrote to last, else any of the channel. Handing one over twice
 * does no harm: the stream and the account's sender know it.
 */
export class Dispatch implements Outgoing {
  readonly #context: DispatchContext;

  constructor(context: DispatchContext) {
    this.#context = context;
  }

  async hand(items: readonly Item[]): Promise<void> {
    // What is held goes when it is released, and in no other way: else it might go twice.
    const queued = items.filter(
      ({ status, deleted, heldUntilMs }) => status === 'queued-out' && !deleted && heldUntilMs === 0,
    );
    if (queued.length === 0) return;
    const routes = await this.routes(queued);
    const inOrder = queued.toSorted((one, other) => one.seq - other.seq);
    await Promise.all(
      [...Map.groupBy(inOrder, ({ conversationId }) => conversationId).values()].map(async (items) => {
        // One is in the stream before the next is given to it: else one that it did not take the first time would come behind.
        for (const item of items) await this.#queue(item, routes);
      }),
    );
  }

  async sweep(partition: number): Promise<void> {
    const { store } = this.#context;
    let after = { conversationId: '', seq: 0 };
    for (;;) {
      const page = await store.read((sql) => queuedItems(sql, after, SWEEP_PAGE));
      const last = page.at(-1);
      if (last === undefined) return;
      const own = page.filter(({ conversationId }) => partitionOf(conversationId) === partition);
      await this.hand(await store.read((sql) => itemsAt(sql, own)));
      after = last;
    }
  }

  /** Lets go what was held until now. Done twice it has no effect the second time. Throws UNAVAILABLE. */
  async release(): Promise<void> {
    const { store, timeline, clock } = this.#context;
    const nowMs = Math.floor(clock.now());
    let after = { conversationId: '', seq: 0 };
    for (;;) {
      const page = await store.read((sql) => heldItems(sql, nowMs, after, SWEEP_PAGE));
      const last = page.at(-1);
      if (last === undefined) return;
      const conversations = Map.groupBy(page, ({ conversationId }) => conversationId);
      await Promise.all(
        [...conversations].map(async ([conversationId, inOrder]) => {
          for (const { seq, revision } of inOrder) {
            const value = { seq, status: 'queued-out', heldUntilMs: 0 } as const;
            const { event, key } = progressEvent({ conversationId, value }, `${revision} released`, nowMs);
            await timeline.append(event, key);
          }
        }),
      );
      after = last;
    }
  }

  /** By `routeKey`; a conversation's channel that nothing can be sent by is missing. */
  async routes(
    wanted: readonly { readonly conversationId: string; readonly channel: Channel }[],
  ): Promise<ReadonlyMap<string, Route>> {
    const { store } = this.#context;
    const conversationIds = [...new Set(wanted.map(({ conversationId }) => conversationId))];
    const threads = await store.read((sql) => threadsOf(sql, conversationIds));
    const routes = new Map<string, Route>();
    for (const thread of threads) {
      const { conversationId, channel, kind, value, shown, displayName } = thread;
      const accountId = this.#usable(channel, thread.accountId);
      if (accountId === undefined) continue;
      const to = { kind, value, shown, displayName, also: [] };
      routes.set(routeKey(conversationId, channel), { accountId, to });
    }
    const strange = wanted.filter(
      ({ conversationId, channel }) =>
        !routes.has(routeKey(conversationId, channel)) && ADDRESSES[channel] !== undefined,
    );
    if (strange.length > 0)
      for (const [key, route] of await this.#firstRoutes(strange)) routes.set(key, route);
    return routes;
  }

  async #queue(item: Item, routes: ReadonlyMap<string, Route>): Promise<void> {
    const { work, timeline, clock, log } = this.#context;
    const { conversationId, seq, revision, channel } = item;
    const route = this.#mailedTo(item) ?? routes.get(routeKey(conversationId, channel));
    if (route === undefined) {
      log.info({ conversationId, seq, channel }, 'there is no account or address to send by');
      const failed = { seq, status: 'failed', failure: 'no-account' } as const;
      const { event, key } = progressEvent({ conversationId, value: failed }, `${revision}`, clock.now());
      return timeline.append(event, key);
    }
    const to = personOf(route.to);
    const { accountId } = route;
    await work.publish(
      { conversationId, seq, revision, accountId, channel, to, queuedAtMs: clock.now() },
      `${conversationId} ${seq} ${revision}`,
    );
  }

  /** For those who never wrote on the channel: by what is known of them for certain. */
  async #firstRoutes(
    wanted: readonly { readonly conversationId: string; readonly channel: Channel }[],
  ): Promise<ReadonlyMap<string, Route>> {
    const { store } = this.#context;
    const routes = new Map<string, Route>();
    await store.read(async (sql) => {
      const heads = await headsOf(
        sql,
        wanted.map(({ conversationId }) => conversationId),
      );
      const contactIds = [...heads.values()].map(({ contactId }) => contactId);
      const persons = [...(await personsOf(sql, contactIds)).values()];
      for (const { conversationId, channel } of wanted) {
        const contactId = heads.get(conversationId)?.contactId;
        const person = persons.find(({ contacts }) => contacts.some((one) => one.contactId === contactId));
        const identity = person?.identities.find(
          ({ kind, verified }) => verified && kind === ADDRESSES[channel],
        );
        const accountId = this.#usable(channel, '');
        if (identity === undefined || accountId === undefined) continue;
        const { kind, value, shown } = identity;
        const to = { kind, value, shown, displayName: '', also: [] };
        routes.set(routeKey(conversationId, channel), { accountId, to });
      }
    });
    return routes;
  }

  /** A transcript goes where it was asked for, whatever is known of the customer. */
  #mailedTo({ body, channel }: Item): Route | undefined {
    if (body?.case !== 'transcript') return undefined;
    const accountId = this.#usable(channel, '');
    const { address } = body.value;
    const to = { kind: 'email', value: address, shown: address, displayName: '', also: [] } as const;
    return accountId === undefined ? undefined : { accountId, to };
  }

  /** The account, unless it is gone or of another channel: then the first one that is not. */
  #usable(channel: Channel, accountId: string): string | undefined {
    const { accounts } = this.#context;
    const one = accounts.get(accountId);
    // An account that is switched off for a while keeps what is to go by it.
    if (one?.bound?.channel === channel) return accountId;
    return accounts.all().find(({ enabled, bound }) => enabled && bound?.channel === channel)?.accountId;
  }
}
