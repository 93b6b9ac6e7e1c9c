import type { Item, OutboundQueued, Work } from '@weft/proto';
import { contactOf } from '../../contacts/contact-id.ts';
import { channelContacts, contactText, putChannelContacts, threadsOf } from '../../store/channel-contacts.ts';
import { deliveriesAt, deliveryText, putDeliveries } from '../../store/deliveries.ts';
import { itemsAt } from '../../store/items.ts';
import type { Sql } from '../../store/store.ts';
import type { ChannelContactRow, Delivery } from '../../store/tables.ts';
import type { ChannelContact } from '../channel.ts';
import { CONSENT_AUTHOR } from '../inbound/events.ts';
import { contactOfPerson } from '../inbound/wire.ts';
import type { BoundAccount } from '../kinds.ts';
import { recordOf, withSent } from '../record.ts';

/** What is to be done with a piece of work. */
export type Prepared =
  | {
      readonly is: 'ready';
      readonly work: Work<OutboundQueued>;
      readonly item: Item;
      readonly to: ChannelContact;
      readonly inReplyTo: readonly string[];
      readonly tries: number;
      readonly segments: number;
    }
  /** It was deleted, edited or has gone: nothing is to be done. */
  | { readonly is: 'over'; readonly work: Work<OutboundQueued> }
  /** What became of it is in the store, and not in the timeline: its sender died between the two. */
  | { readonly is: 'untold'; readonly work: Work<OutboundQueued>; readonly was: Delivery }
  | { readonly is: 'refused'; readonly work: Work<OutboundQueued>; readonly code: string };

/**
 * Decides in one transaction what may go, and writes down that it goes: the
 * item as it is now, what was tried before, and what the channel may carry to
 * this contact. A message counts against a quota from here on, so that none is
 * exceeded by dying.
 */
export async function prepare(
  sql: Sql,
  account: BoundAccount,
  batch: readonly Work<OutboundQueued>[],
  segmentsOf: (text: string) => number,
  nowMs: number,
): Promise<readonly Prepared[]> {
  const keys = batch.map(({ value }) => value);
  const items = new Map((await itemsAt(sql, keys)).map((item) => [placeOf(item), item]));
  const before = await deliveriesAt(sql, keys);
  const { accountId } = account;
  const people = batch.flatMap(({ value }) => {
    const to = contactOfPerson(value.to);
    return to === undefined ? [] : [{ accountId, kind: to.kind, value: to.value }];
  });
  const rows = new Map(await channelContacts(sql, people, { lock: true }));
  const threads = new Map(
    (await threadsOf(sql, [...new Set(keys.map(({ conversationId }) => conversationId))])).map((thread) => [
      `${thread.conversationId} ${thread.channel}`,
      thread.inReplyTo,
    ]),
  );
  const changed = new Map<string, ChannelContactRow>();
  const prepared = batch.map((work): Prepared => {
    const { value } = work;
    const item = items.get(placeOf(value));
    const was = before.get(deliveryText(value));
    const stale = item === undefined || item.deleted || item.revision !== value.revision;
    if (stale || item.status !== 'queued-out') return { is: 'over', work };
    if (was?.state === 'sent' || was?.state === 'failed') return { is: 'untold', work, was };
    const to = contactOfPerson(value.to);
    if (to === undefined) return { is: 'refused', work, code: 'no-address' };
    const key = contactText({ accountId, kind: to.kind, value: to.value });
    const row = rows.get(key) ?? strangerOf(accountId, to);
    const text = textOf(item);
    const can = account.capabilities(recordOf(row), nowMs);
    const answersStop = item.author?.kind === 'bot' && item.author.id === CONSENT_AUTHOR;
    if (can.closed !== undefined && !(answersStop && can.closed === 'opted-out')) {
      return { is: 'refused', work, code: can.closed };
    }
    const segments = text === '' ? 1 : Math.max(1, segmentsOf(text));
    if (can.remaining !== undefined && can.remaining < segments)
      return { is: 'refused', work, code: 'quota-used' };
    if (text.length > can.maxTextLength) return { is: 'refused', work, code: 'too-long' };
    if (item.body?.case === 'attachment' && !carries(can.files, item.body.value.mediaType)) {
      return { is: 'refused', work, code: 'file-refused' };
    }
    const next = withSent(row, nowMs, segments);
    rows.set(key, next);
    changed.set(key, next);
    const inReplyTo = threads.get(`${value.conversationId} ${value.channel}`) ?? [];
    return { is: 'ready', work, item, to, inReplyTo, tries: (was?.tries ?? 0) + 1, segments };
  });
  await putChannelContacts(sql, [...changed.values()]);
  await putDeliveries(
    sql,
    prepared.flatMap((one) => {
      if (one.is !== 'ready') return [];
      const { conversationId, seq, revision } = one.work.value;
      const { tries, segments } = one;
      return [
        {
          conversationId,
          seq,
          revision,
          accountId,
          state: 'sending',
          tries,
          segments,
          code: '',
          atMs: nowMs,
        },
      ];
    }),
  );
  return prepared;
}

const placeOf = ({
  conversationId,
  seq,
}: {
  readonly conversationId: string;
  readonly seq: number;
}): string => `${conversationId} ${seq}`;

const textOf = ({ body }: Item): string => (body?.case === 'text' ? body.value : '');

const carries = (kinds: readonly string[], mediaType: string): boolean =>
  kinds.some(
    (kind) => kind === mediaType || (kind.endsWith('/*') && mediaType.startsWith(kind.slice(0, -1))),
  );

const strangerOf = (
  accountId: string,
  { kind, value, shown, displayName }: ChannelContact,
): ChannelContactRow => ({
  ...{ accountId, kind, value, contactId: contactOf(`${kind} ${value}`), shown, displayName },
  ...{ known: false, arrivals: [], sentAtMs: [], optedOutAtMs: null },
});
