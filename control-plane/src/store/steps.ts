import type { Conversation, Item } from '@weft/proto';
import { sql } from 'kysely';
import { type HeadContact, headRow, insertHeads, profileOfRoot } from './heads.ts';
import { insertItems, itemRow } from './items.ts';
import type { Sql } from './store.ts';
import { json } from './tables.ts';
import { termsOf } from './terms.ts';
import { EVENT_OF_ITEM, insertStepEvents } from './webhook-events.ts';

/** A partition's position moves on, and this is kept with it: both or nothing. */
export interface Step {
  readonly stream: string;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
  readonly heads: readonly Conversation[];
  /** Those of the heads that are new: who writes for the first time is a contact from then on. */
  readonly opened: readonly Conversation[];
  readonly items: readonly Item[];
}

/**
 * What became of a step: the contacts of its conversations, where they were there before; undefined = its position was
 * another one by then, and nothing of it is kept.
 */
export type KeptStep = ReadonlyMap<string, HeadContact> | undefined;

/** Either a step that was taken, or a head that was written. */
interface KeptRow extends HeadContact {
  readonly step: number | null;
  readonly conversationId: string | null;
}

/**
 * Takes steps, each for itself, in one statement, which is its own
 * transaction: nothing is asked that the statement does not ask itself, and
 * nothing is kept of a step whose position has moved on.
 */
export async function takeSteps(store: Sql, steps: readonly Step[]): Promise<readonly KeptStep[]> {
  const rowsOf = <Part>(parts: (step: Step) => readonly Part[], row: (part: Part) => object): string =>
    json(steps.flatMap((step, index) => parts(step).map((part) => ({ step: index, ...row(part) }))));
  const positions = json(
    steps.map(({ stream, partition, from, to }, step) => ({
      step,
      stream,
      partition,
      from_at: from,
      to_at: to,
    })),
  );
  const among = sql`join held using (step)`;
  const { rows } = await sql<KeptRow>`
    with steps as materialized (
      select * from jsonb_to_recordset(${positions}::jsonb)
        as row(step integer, stream text, partition integer, from_at bigint, to_at bigint)
    ),
    moved as (
      update stream_positions as known set position = steps.to_at from steps
      where known.stream = steps.stream and known.partition = steps.partition and known.position = steps.from_at
      returning steps.step
    ),
    first as materialized (
      select distinct on (stream, partition) step, stream, partition, to_at from steps
      where from_at = 0 and not exists (
        select from stream_positions as known
        where known.stream = steps.stream and known.partition = steps.partition)
      order by stream, partition, step
    ),
    begun as (
      insert into stream_positions (stream, partition, position) select stream, partition, to_at from first
      on conflict do nothing returning stream, partition
    ),
    held as materialized (
      select step from moved union all select step from first join begun using (stream, partition)
    ),
    known_contacts as (
      insert into contacts (contact_id, joined_into, root_id, display_name, level, value, language, attributes,
        terms, created_at_ms, changed_at_ms)
      select contact_id, null, contact_id, display_name, '', 0, '', '{}'::jsonb, terms, at_ms, at_ms
      from jsonb_to_recordset(${rowsOf(({ opened }) => opened, contactRow)}::jsonb)
        as row(step integer, contact_id text, display_name text, terms text[], at_ms bigint) ${among}
      on conflict do nothing
    ),
    known_heads as (${insertHeads(
      rowsOf(({ heads }) => heads, headRow),
      among,
    )} returning conversation_id, contact_id, opened_at_ms),
    known_items as (${insertItems(
      rowsOf(({ items }) => items, itemRow),
      among,
    )} returning conversation_id, seq, at_ms, ${EVENT_OF_ITEM} as event),
    known_events as (${insertStepEvents}),
    known_mentions as (
      insert into mentions (agent_id, conversation_id, seq, at_ms)
      select agent_id, conversation_id, seq, at_ms
      from jsonb_to_recordset(${rowsOf(
        ({ items }) => items.flatMap(mentionsIn),
        (row) => row,
      )}::jsonb)
        as row(step integer, agent_id text, conversation_id text, seq integer, at_ms bigint) ${among}
      on conflict do nothing
    )
    select step, null as conversation_id, null as contact_id, null as contact_name,
      null as contact_name_claimed, null as contact_level,
      null as contact_value, null as contact_language, null as contact_fields from held
    union all
    select null, known_heads.conversation_id, root.contact_id, root.display_name, root.name_claimed,
      ${profileOfRoot.level}, ${profileOfRoot.value}, ${profileOfRoot.language},
      ${profileOfRoot.fields} from known_heads
    join contacts as own on own.contact_id = known_heads.contact_id
    join contacts as root on root.contact_id = own.root_id`.execute(store);
  const held = new Set(rows.map(({ step }) => step));
  const contacts = new Map(
    rows.flatMap(({ step: _, conversationId, ...contact }) =>
      conversationId === null ? [] : [[conversationId, contact] as const],
    ),
  );
  return steps.map((_, step) => (held.has(step) ? contacts : undefined));
}

const contactRow = ({ contactId, contactName, openedAtMs }: Conversation) => ({
  ...{ contact_id: contactId, display_name: contactName, terms: termsOf(contactName) },
  at_ms: Math.round(openedAtMs),
});

const mentionsIn = ({ conversationId, seq, atMs, mentions }: Item) =>
  [...new Set(mentions)].map((agentId) => ({
    ...{ agent_id: agentId, conversation_id: conversationId, seq, at_ms: Math.round(atMs) },
  }));
