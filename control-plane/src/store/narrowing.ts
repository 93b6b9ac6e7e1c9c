import { type ConversationFilter, type FieldValue, LEAST_POINTS, type PriorityLevel } from '@weft/proto';
import { type RawBuilder, sql } from 'kysely';
import { type InboxView, json } from './tables.ts';

type Condition = RawBuilder<boolean>;

/** Which rows of `conversations` the agent follows. */
export const followedBy = (agentId: string): Condition =>
  sql`conversations.followers <> '[]'::jsonb and conversations.followers @> ${json([{ agentId }])}::jsonb`;

/** Which rows of `conversations` a view has, for this agent. */
export function shownIn(view: InboxView, agentId: string): Condition {
  switch (view) {
    case 'mine':
      return sql`conversations.agent_id = ${agentId} and conversations.state = 'assigned'`;
    case 'snoozed':
      return sql`conversations.agent_id = ${agentId} and conversations.state = 'snoozed'`;
    case 'unassigned':
      return sql`conversations.state = 'waiting'`;
    case 'closed':
      return sql`conversations.state = 'closed'`;
    case 'all':
      return sql`conversations.state <> 'closed'`;
    case 'mentions':
      return sql`exists (select from mentions where mentions.conversation_id = conversations.conversation_id
        and mentions.agent_id = ${agentId})`;
    case 'followed':
      return sql`conversations.state <> 'closed' and ${followedBy(agentId)}`;
  }
}

function leveled(level: PriorityLevel): Condition {
  switch (level) {
    case 'urgent':
      return sql`conversations.priority >= ${LEAST_POINTS.urgent}`;
    case 'high':
      return sql`(conversations.priority >= ${LEAST_POINTS.high} and conversations.priority < ${LEAST_POINTS.urgent})`;
    case 'normal':
      return sql`conversations.priority < ${LEAST_POINTS.high}`;
    case 'unspecified':
      return sql`false`;
  }
}

/** The customer's field says this: what a joined contact says counts where the root says nothing. */
const ofCustomer = ({ key, value }: FieldValue): Condition => sql`conversations.contact_id in (
  select part.contact_id from contacts as part where part.root_id in (
    select holder.root_id from contacts as holder
    where holder.fields <> '{}'::jsonb and holder.fields @> ${json({ [key]: value })}::jsonb)
  and (select one.fields ->> ${key}::text from contacts as one
    where one.root_id = part.root_id and one.fields ->> ${key}::text is not null
    order by one.joined_into is not null, one.created_at_ms, one.contact_id limit 1) = ${value})`;

/** What a filter asks of rows of `conversations`: each of these; the same as the contract's `fits`. */
export function narrowedTo(filter: ConversationFilter): readonly Condition[] {
  const { channels, priorities, queueId, tags, agentId, awaitingAnswer, fields, contactFields } = filter;
  return [
    ...(channels.length === 0 ? [] : [sql<boolean>`conversations.channel = any(${channels}::text[])`]),
    ...(priorities.length === 0 ? [] : [sql<boolean>`(${sql.join(priorities.map(leveled), sql` or `)})`]),
    ...(queueId === '' ? [] : [sql<boolean>`conversations.routed_queue_id = ${queueId}`]),
    ...(agentId === '' ? [] : [sql<boolean>`conversations.agent_id = ${agentId}`]),
    ...(awaitingAnswer ? [sql<boolean>`conversations.waiting_since_ms > 0`] : []),
    ...(tags.length === 0 ? [] : [sql<boolean>`conversations.tags @> ${tags}::text[]`]),
    ...(fields.length === 0
      ? []
      : [
          sql<boolean>`conversations.fields <> '[]'::jsonb and conversations.fields @> ${json(fields)}::jsonb`,
        ]),
    ...contactFields.map(ofCustomer),
  ];
}
