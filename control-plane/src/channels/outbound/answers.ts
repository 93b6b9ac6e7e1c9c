import { type Channel, type Clock, WeftError } from '@weft/proto';
import { channelContacts, contactText, identityText, optOuts } from '../../store/channel-contacts.ts';
import { headsOf } from '../../store/heads.ts';
import type { Store } from '../../store/store.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Capabilities } from '../channel.ts';
import { recordOf } from '../record.ts';
import { type Dispatch, routeKey } from './dispatch.ts';
import { liveUntil } from './holding.ts';

/** Channels that have carriers, in the order they are offered in. */
const CARRIED: readonly Channel[] = ['sms', 'wechat', 'weibo', 'email'];

/** Their addresses say nothing to anybody. */
const UNREADABLE: ReadonlySet<Channel> = new Set(['wechat', 'weibo']);

const ANY_AGENT = { kind: 'agent', id: '', displayName: '' } as const;

/** A channel that an agent may answer on. */
export interface AnswerChannel {
  readonly channel: Channel;
  readonly accountId: string;
  readonly accountName: string;
  /** The customer's address there, or their name where the address is an id. */
  readonly to: string;
  readonly capabilities: Capabilities;
  /** The customer is not to be disturbed now; undefined = they may be. */
  readonly quiet:
    | {
        readonly untilMs: number;
        /** What agents write waits until then; else it goes at once, since the customer has just written. */
        readonly holds: boolean;
      }
    | undefined;
}

/** What agents may answer on, and what each channel can carry now. */
export class Answers {
  readonly #parts: { store: Store; accounts: Accounts; dispatch: Dispatch; clock: Clock };

  constructor(parts: { store: Store; accounts: Accounts; dispatch: Dispatch; clock: Clock }) {
    this.#parts = parts;
  }

  /** Besides the chat, which carries everything. Throws CONVERSATION_NOT_FOUND, UNAVAILABLE. */
  async of(conversationId: string): Promise<readonly AnswerChannel[]> {
    const { store, accounts, dispatch, clock } = this.#parts;
    const heads = await store.read((sql) => headsOf(sql, [conversationId]));
    if (!heads.has(conversationId)) throw new WeftError('CONVERSATION_NOT_FOUND');
    const routes = await dispatch.routes(CARRIED.map((channel) => ({ conversationId, channel })));
    const open = CARRIED.flatMap((channel) => {
      const route = routes.get(routeKey(conversationId, channel));
      const account = route === undefined ? undefined : accounts.usable(route.accountId);
      return route === undefined || account === undefined ? [] : [{ channel, route, account }];
    });
    const rows = await store.read((sql) =>
      channelContacts(
        sql,
        open.map(({ route: { accountId, to } }) => ({ accountId, kind: to.kind, value: to.value })),
      ),
    );
    const telephones = open.flatMap(({ channel, route: { to } }) => (channel === 'sms' ? [to] : []));
    const outs = await store.read((sql) => optOuts(sql, telephones));
    return open.map(({ channel, route: { accountId, to }, account }) => {
      const row = rows.get(contactText({ accountId, kind: to.kind, value: to.value }));
      const record = recordOf(row, outs.get(identityText(to)));
      const nowMs = clock.now();
      const untilMs = account.quietUntil(to, nowMs);
      const holds = nowMs >= liveUntil(ANY_AGENT, record);
      return {
        ...{
          channel,
          accountId,
          accountName: account.name,
          to: (UNREADABLE.has(channel) && to.displayName) || to.shown || to.value,
        },
        capabilities: account.capabilities(record, nowMs),
        quiet: untilMs === undefined ? undefined : { untilMs, holds },
      };
    });
  }
}
