import { createHash } from 'node:crypto';
import {
  type ChannelPerson,
  type ChannelPersonInit,
  INBOUND_PARTITIONS,
  type InboundArrivalInit,
  type InboundFileInit,
} from '@weft/proto';
import { text } from '../../requests/fields.ts';
import type { IdentityKind } from '../../store/tables.ts';
import { type Arrival, type ChannelContact, MAX_INBOUND_TEXT } from '../channel.ts';
import type { BoundAccount } from '../kinds.ts';

const MAX_NAME = 120;
const MAX_VALUE = 254;
const MAX_REPLIES = 50;
const MAX_FAILURE = 200;
const MAX_DETAIL = 200;

const IDENTITY_KINDS: ReadonlySet<string> = new Set<IdentityKind>([
  ...(['account', 'visitor', 'phone', 'email', 'wechat', 'wechat-union', 'weibo'] as const),
]);

/** An arrival that is for the stream. */
export type StreamedArrival = Exclude<Arrival, { readonly is: 'ignored' }>;

/** A channel's contact for the stream, cut to what may be kept. */
export const personOf = ({
  kind,
  value,
  shown,
  displayName,
  also,
  claimed,
}: ChannelContact): ChannelPersonInit => ({
  kind,
  value: value.slice(0, MAX_VALUE),
  shown: text(shown, MAX_NAME),
  displayName: text(displayName, MAX_NAME),
  also: also.map((one) => ({ kind: one.kind, value: one.value.slice(0, MAX_VALUE) })),
  claimed: claimed ?? false,
});

/** And back. Undefined when its kind is none that this version knows. */
export function contactOfPerson(person: ChannelPerson | undefined): ChannelContact | undefined {
  if (person === undefined || person.value === '' || !IDENTITY_KINDS.has(person.kind)) return undefined;
  const { value, shown, displayName } = person;
  const also = person.also
    .filter(({ kind }) => IDENTITY_KINDS.has(kind))
    .map((one) => ({ kind: one.kind as IdentityKind, value: one.value }));
  const contact = { kind: person.kind as IdentityKind, value, shown, displayName, also };
  return person.claimed ? { ...contact, claimed: true } : contact;
}

/** An arrival as the stream keeps it. */
export function arrivalOf(
  { accountId, channel }: Pick<BoundAccount, 'accountId' | 'channel'>,
  arrival: StreamedArrival,
  files: readonly InboundFileInit[],
  original?: InboundFileInit,
): InboundArrivalInit & { readonly accountId: string; readonly sourceId: string } {
  const base = { accountId, channel, sourceId: sourceIdOf(arrival.sourceId) };
  switch (arrival.is) {
    case 'message': {
      const { from, inReplyTo } = arrival;
      const atMs = Math.round(arrival.atMs);
      const message = {
        from: personOf(from),
        text: [...arrival.text.slice(0, MAX_INBOUND_TEXT * 2)]
          .slice(0, MAX_INBOUND_TEXT)
          .join('')
          .toWellFormed(),
        files: [...files],
        inReplyTo: inReplyTo.slice(0, MAX_REPLIES),
        ...(arrival.part === undefined ? {} : { part: arrival.part }),
        ...(original === undefined ? {} : { original }),
        noAutoReply: arrival.noAutoReply ?? false,
      };
      const doubted = arrival.doubt === undefined ? {} : { doubt: arrival.doubt };
      return { ...base, atMs, ...doubted, body: { case: 'message', value: message } };
    }
    case 'event': {
      const { from, event, detail } = arrival;
      const atMs = Math.round(arrival.atMs);
      const value = {
        from: personOf(from),
        event,
        detail: text(detail, MAX_DETAIL),
        text: text(arrival.text ?? '', MAX_DETAIL),
        ticket: text(arrival.ticket ?? '', MAX_DETAIL),
      };
      return { ...base, atMs, body: { case: 'event', value } };
    }
    case 'receipt': {
      const { carrierId, state, failure, atMs } = arrival.receipt;
      const value = { carrierId, status: state, failure: text(failure, MAX_FAILURE) };
      return { ...base, atMs: Math.round(atMs), body: { case: 'receipt', value } };
    }
  }
}

/** A mail's own id and its print: what answers a mail names it by the id, so that one must not become another. */
const MAX_SOURCE_ID = 280;

/** Vendors' ids of any length and letters, as what a key may hold. */
const sourceIdOf = (raw: string): string =>
  raw.length <= MAX_SOURCE_ID ? raw : createHash('sha256').update(raw).digest('hex');

/** The partition of an arrival: what one person writes to an account stays in order. */
export function partitionOfArrival({ accountId, sourceId, body }: InboundArrivalInit): number {
  const about = body?.case === 'receipt' ? body.value.carrierId : body?.value.from?.value;
  const digest = createHash('sha256')
    .update(`${accountId} ${about ?? sourceId}`)
    .digest();
  return (digest[0] ?? 0) % INBOUND_PARTITIONS;
}
