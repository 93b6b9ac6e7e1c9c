import type { Channel, SystemEventKind } from '@weft/proto';
import { sql } from 'kysely';
import type { Sql } from './store.ts';
import { json } from './tables.ts';

/** A contact's conversations that are looked at, last changed first. */
const MAX_CONVERSATIONS = 20;
/** Happenings that are looked at in each, newest first. */
const MAX_HAPPENINGS = 400;
const FIRST_LINE_CHARACTERS = 160;

/** Something that Weft told in a conversation. */
export interface Happening {
  readonly seq: number;
  readonly atMs: number;
  readonly kind: SystemEventKind;
  readonly subject: string;
  readonly detail: string;
}

/** A conversation with what happened in it, by seq. */
export interface Past {
  readonly conversationId: string;
  readonly openedAtMs: number;
  readonly lastSeq: number;
  readonly happenings: readonly Happening[];
  /** Older happenings were left out. */
  readonly cut: boolean;
}

/** The conversations of a contact and of those joined with it, with what happened in them. */
export async function pastOf(store: Sql, contactId: string): Promise<readonly Past[]> {
  const { rows: heads } = await sql<Pick<Past, 'conversationId' | 'openedAtMs' | 'lastSeq'>>`
    select conversation_id, opened_at_ms, last_seq
    from conversations join contacts using (contact_id)
    where root_id = (select asked.root_id from contacts asked where asked.contact_id = ${contactId})
    order by conversations.changed_at_ms desc limit ${MAX_CONVERSATIONS}`.execute(store);
  const wanted = json(heads.map(({ conversationId }) => ({ conversation_id: conversationId })));
  const { rows } = await sql<Happening & { readonly conversationId: string }>`
    select wanted.conversation_id, happened.*
    from jsonb_to_recordset(${wanted}::jsonb) as wanted(conversation_id text)
    cross join lateral (
      select seq, at_ms, body -> 'value' ->> 'kind' as kind,
        coalesce(body -> 'value' ->> 'subject', '') as subject, coalesce(body -> 'value' ->> 'detail', '') as detail
      from items
      where items.conversation_id = wanted.conversation_id and author_kind = 'system' and body ->> 'case' = 'event'
      order by seq desc limit ${MAX_HAPPENINGS}
    ) as happened
    order by wanted.conversation_id, happened.seq`.execute(store);
  return heads.map((head) => {
    const happenings = rows.filter(({ conversationId }) => conversationId === head.conversationId);
    return { ...head, happenings, cut: happenings.length === MAX_HAPPENINGS };
  });
}

/** A part of a timeline, from one item to another. */
export interface Span {
  readonly conversationId: string;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly openedAtMs: number;
  /** 0 = it goes on. */
  readonly closedAtMs: number;
}

/** What a customer did in a part of a timeline. */
export interface SpanContent {
  /** What they used, in alphabetical order. */
  readonly channels: readonly Channel[];
  /** What they wrote first, or the file they sent; empty = neither. */
  readonly firstLine: string;
  readonly calls: number;
  /** Tickets that were opened out of it, by number. */
  readonly tickets: readonly number[];
}

/** What is in parts of timelines, in their order. */
export async function contentsOf(store: Sql, spans: readonly Span[]): Promise<readonly SpanContent[]> {
  const wanted = json(
    spans.map((span, place) => ({
      ...{ place, conversation_id: span.conversationId, from_seq: span.fromSeq, to_seq: span.toSeq },
      ...{ from_ms: span.openedAtMs, to_ms: span.closedAtMs || Number.MAX_SAFE_INTEGER },
    })),
  );
  const { rows } = await sql<SpanContent>`
    select coalesce(said.channels, '{}') as channels, coalesce(said.calls, 0)::int as calls,
      coalesce(first.line, '') as first_line, coalesce(opened.numbers, '{}') as tickets
    from jsonb_to_recordset(${wanted}::jsonb)
      as wanted(place int, conversation_id text, from_seq int, to_seq int, from_ms bigint, to_ms bigint)
    left join lateral (
      select array_agg(distinct channel order by channel) as channels,
        count(*) filter (where body ->> 'case' = 'call') as calls
      from items where items.conversation_id = wanted.conversation_id and seq between from_seq and to_seq
        and (author_kind = 'customer' or body ->> 'case' = 'call')
    ) as said on true
    left join lateral (
      select left(case when body ->> 'case' = 'text' then body ->> 'value' else body -> 'value' ->> 'fileName' end,
        ${FIRST_LINE_CHARACTERS}::int) as line
      from items where items.conversation_id = wanted.conversation_id and seq between from_seq and to_seq
        and author_kind = 'customer' and not deleted and body ->> 'case' in ('text', 'attachment')
      order by seq limit 1
    ) as first on true
    left join lateral (
      select array_agg(number::int order by number) as numbers
      from tickets where tickets.conversation_id = wanted.conversation_id
        and created_at_ms between from_ms and to_ms
    ) as opened on true
    order by place`.execute(store);
  return rows;
}
