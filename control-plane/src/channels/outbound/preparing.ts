import type { Item, OutboundQueued, Work } from '@weft/proto';
import { contactOf } from '../../contacts/contact-id.ts';
import { transcriptText } from '../../conversations/transcript.ts';
import {
  channelContacts,
  contactText,
  identityText,
  optOuts,
  putChannelContacts,
  threadsOf,
} from '../../store/channel-contacts.ts';
import { beginDeliveries, deliveriesAt, deliveryText } from '../../store/deliveries.ts';
import { itemsAt, itemsBefore } from '../../store/items.ts';
import type { Sql } from '../../store/store.ts';
import type { ChannelContactRow, Delivery } from '../../store/tables.ts';
import type { ChannelContact } from '../channel.ts';
import { contactOfPerson } from '../inbound/wire.ts';
import type { BoundAccount } from '../kinds.ts';
import { recordOf, withoutSent, withSent } from '../record.ts';
import { carriedText } from './carried-text.ts';
import { answersStop, liveUntil } from './holding.ts';

/** Items that a transcript is made of; older ones are left out. */
const MAX_TOLD = 500;

/**
 * How long after it began a try's outcome may still come from the instance that began it: what a vendor may
 * take to answer (`vendor-http.ts`), and as long as keeping it takes.
 */
const UNSETTLED_MS = 15_000;

/** What is to be done with a piece of work. */
export type Prepared =
  | {
      readonly is: 'ready';
      readonly work: Work<OutboundQueued>;
      readonly item: Item;
      /** Its words, as the channel carries them. */
      readonly text: string;
      readonly to: ChannelContact;
      readonly inReplyTo: readonly string[];
      readonly tries: number;
      readonly segments: number;
      /** Which accounts gave it to this one, see `movedBy`; empty = none. */
      readonly code: string;
      /** When this was decided: it counts against quotas from then on. */
      readonly atMs: number;
      /** Until then it goes whatever the hour is. */
      readonly liveUntilMs: number;
    }
  /** It waits for the customer's morning. */
  | { readonly is: 'held'; readonly work: Work<OutboundQueued>; readonly untilMs: number }
  /** It may be with the carrier by an owner before, who may tell yet what became of it: this is to be asked again then. */
  | { readonly is: 'begun'; readonly work: Work<OutboundQueued>; readonly untilMs: number }
  /** An owner before gave it to another account, and may have died before the stream had that. */
  | { readonly is: 'moved'; readonly work: Work<OutboundQueued>; readonly accountId: string }
  /** It was deleted, edited or has gone: nothing is to be done. */
  | { readonly is: 'over'; readonly work: Work<OutboundQueued> }
  /** What became of it is in the store, and not in the timeline: its sender died between the two. */
  | { readonly is: 'untold'; readonly work: Work<OutboundQueued>; readonly was: Delivery }
  | { readonly is: 'refused'; readonly work: Work<OutboundQueued>; readonly code: string };

/**
 * Decides in one transaction what may go, and writes down that it goes: the
 * item as it is now, what was tried before, and what the channel may carry to
 * this contact. A message counts against a quota from here on, so that none is
 * exceeded by dying. What may have gone by an owner that died is refused as
 * uncertain, unless the account's kind sends again.
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
  const outs = account.channel === 'sms' ? await optOuts(sql, people) : new Map<string, number>();
  const threads = new Map(
    (await threadsOf(sql, [...new Set(keys.map(({ conversationId }) => conversationId))])).map((thread) => [
      `${thread.conversationId} ${thread.channel}`,
      thread.inReplyTo,
    ]),
  );
  const transcripts = await transcriptsOf(sql, [...items.values()]);
  const changed = new Map<string, ChannelContactRow>();
  const prepared = batch.map((work): Prepared => {
    const { value } = work;
    const item = items.get(placeOf(value));
    const was = before.get(deliveryText(value));
    const stale = item === undefined || item.deleted || item.revision !== value.revision;
    if (stale || item.status !== 'queued-out' || was?.state === 'edited') return { is: 'over', work };
    if (was?.state === 'sent' || was?.state === 'failed') return { is: 'untold', work, was };
    const to = contactOfPerson(value.to);
    if (to === undefined) return { is: 'refused', work, code: 'no-address' };
    if (was !== undefined && was.accountId !== accountId && givers(was).includes(accountId)) {
      return { is: 'moved', work, accountId: was.accountId };
    }
    if (was?.state === 'begun') {
      const untilMs = was.atMs + UNSETTLED_MS;
      // No longer than that from now, whatever the other one's clock was.
      if (nowMs < untilMs && was.atMs <= nowMs + UNSETTLED_MS) return { is: 'begun', work, untilMs };
      return { is: 'refused', work, code: 'outcome-unknown' };
    }
    const key = contactText({ accountId, kind: to.kind, value: to.value });
    const counted = rows.get(key) ?? strangerOf(accountId, to);
    // Of this kind of account it is known what did not go: that has used up nothing.
    const isUnused = was?.accountId === accountId && !account.sendsAgain;
    const row = isUnused ? withoutSent(counted, was.atMs, was.segments) : counted;
    const text = transcripts.get(placeOf(value)) ?? carriedText(item.body, account.hasButtons);
    const record = recordOf(row, outs.get(identityText(to)));
    const can = account.capabilities(record, nowMs);
    if (can.closed !== undefined && !(answersStop(item.author) && can.closed === 'opted-out')) {
      return { is: 'refused', work, code: can.closed };
    }
    const segments = text === '' ? 1 : Math.max(1, segmentsOf(text));
    if (can.remaining !== undefined && can.remaining < segments)
      return { is: 'refused', work, code: 'quota-used' };
    if (text.length > can.maxTextLength) return { is: 'refused', work, code: 'too-long' };
    if (item.body?.case === 'attachment' && !carries(can.files, item.body.value.mediaType)) {
      return { is: 'refused', work, code: 'file-refused' };
    }
    const liveUntilMs = liveUntil(item.author, record);
    const untilMs = nowMs < liveUntilMs ? undefined : account.quietUntil(to, nowMs);
    if (untilMs !== undefined) return { is: 'held', work, untilMs };
    const next = withSent(row, nowMs, segments);
    rows.set(key, next);
    changed.set(key, next);
    const thread = threads.get(`${value.conversationId} ${value.channel}`) ?? [];
    // A transcript is a mail of its own, and may go to another address.
    const inReplyTo = item.body?.case === 'transcript' ? [] : thread;
    const tries = (was?.tries ?? 0) + 1;
    const code = was?.code ?? '';
    return { is: 'ready', work, item, text, to, inReplyTo, tries, segments, liveUntilMs, code, atMs: nowMs };
  });
  await putChannelContacts(sql, [...changed.values()]);
  const begun = await beginDeliveries(
    sql,
    prepared.flatMap((one) => {
      if (one.is !== 'ready') return [];
      const { conversationId, seq, revision } = one.work.value;
      const { tries, segments, code } = one;
      return [
        {
          conversationId,
          seq,
          revision,
          accountId,
          state: 'sending',
          tries,
          segments,
          code,
          atMs: nowMs,
        },
      ];
    }),
  );
  // An edit that was kept since the items were read comes as work of its own.
  const going = new Set(begun.map(deliveryText));
  return prepared.map((one) =>
    one.is === 'ready' && !going.has(deliveryText(one.work.value)) ? { is: 'over', work: one.work } : one,
  );
}

const MOVED = 'moved by';

/** The code of what is given to another account. @param before of it until now */
export const movedBy = (accountId: string, before: string): string =>
  `${before === '' ? MOVED : before} ${accountId}`;

/** The accounts that gave it on. */
const givers = ({ code }: Delivery): readonly string[] =>
  code.startsWith(MOVED) ? code.slice(MOVED.length + 1).split(' ') : [];

/** By place: what transcripts say, of what there is now. */
async function transcriptsOf(sql: Sql, items: readonly Item[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const item of items) {
    if (item.body?.case !== 'transcript') continue;
    const { conversationId, seq: beforeSeq } = item;
    const told = await itemsBefore(sql, { conversationId, beforeSeq, limit: MAX_TOLD, notes: false });
    texts.set(placeOf(item), transcriptText(item.body.value, told));
  }
  return texts;
}

const placeOf = ({
  conversationId,
  seq,
}: {
  readonly conversationId: string;
  readonly seq: number;
}): string => `${conversationId} ${seq}`;

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
  ...{ confirmedSourceId: '', confirmedAtMs: 0 },
});
