import {
  type Channel,
  type ConversationFilter,
  type FieldValue,
  OPEN_FILTER,
  type PriorityLevel,
  WeftError,
} from '@weft/proto';
import { fieldKey, fieldText } from './field-value.ts';
import { id } from './fields.ts';
import { tagsOf } from './tags.ts';

/** A conversation has no more of them. */
const MAX_TAGS = 12;
/** More than there are of either, even where one is named twice. */
const MAX_NAMED = 16;
/** Fields of a conversation, and of its customer. */
export const MAX_FILTER_FIELDS = 6;

/** What a list is narrowed to, from outside; absent = nothing. Each thing is named once. Throws BAD_REQUEST. */
export function filterOf(raw: ConversationFilter | undefined): ConversationFilter {
  if (raw === undefined) return OPEN_FILTER;
  const { channels, priorities, queueId, tags, agentId, awaitingAnswer, fields, contactFields } = raw;
  if (tags.length > MAX_TAGS) throw new WeftError('BAD_REQUEST', 'too many tags');
  return {
    channels: known<Channel>(channels, 'channels'),
    priorities: known<PriorityLevel>(priorities, 'priorities'),
    queueId: queueId === '' ? '' : id(queueId, 'queue_id'),
    tags: [...new Set(tagsOf(tags))],
    agentId: agentId === '' ? '' : id(agentId, 'agent_id'),
    awaitingAnswer,
    fields: said(fields),
    contactFields: said(contactFields),
  };
}

/** Each field once: no two values are said of the same. */
function said(values: readonly FieldValue[]): FieldValue[] {
  if (values.length > MAX_FILTER_FIELDS) throw new WeftError('BAD_REQUEST', 'too many fields');
  const byKey = new Map(values.map(({ key, value }) => [fieldKey(key), fieldText(value)]));
  return [...byKey].map(([key, value]) => {
    if (value === '') throw new WeftError('BAD_REQUEST', 'a field that is to say nothing');
    return { key, value };
  });
}

/** A value of another version, or none, would let through what nobody asked for. */
function known<Value extends string>(named: readonly (Value | 'unspecified')[], field: string): Value[] {
  if (named.length > MAX_NAMED) throw new WeftError('BAD_REQUEST', `too many ${field}`);
  return [...new Set(named)].map((one) => {
    if (one === 'unspecified') throw new WeftError('BAD_REQUEST', `${field} has a value that is not known`);
    return one;
  });
}
