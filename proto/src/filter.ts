import { fieldIn } from './field-value.ts';
import { type Conversation, ConversationFilter, type FieldValue, type PriorityLevel } from './gen/index.ts';

/** The least points of priority of each step, the highest first. What is below "high" is normal. */
export const LEAST_POINTS = { urgent: 500, high: 1 } as const;

/** The step that points of priority are in. */
export function levelOf(points: number): Exclude<PriorityLevel, 'unspecified'> {
  if (points >= LEAST_POINTS.urgent) return 'urgent';
  return points >= LEAST_POINTS.high ? 'high' : 'normal';
}

/** Lets everything through. */
export const OPEN_FILTER: ConversationFilter = /* @__PURE__ */ ConversationFilter.create({});

/** Whether a filter lets everything through. */
export const isOpen = (filter: ConversationFilter): boolean =>
  filter.channels.length === 0 &&
  filter.priorities.length === 0 &&
  filter.tags.length === 0 &&
  filter.fields.length === 0 &&
  filter.contactFields.length === 0 &&
  filter.queueId === '' &&
  filter.agentId === '' &&
  !filter.awaitingAnswer;

/** Whether each of these is said. */
const says = (values: readonly FieldValue[], asked: readonly FieldValue[]): boolean =>
  asked.every(({ key, value }) => fieldIn(values, key) === value);

/**
 * Whether a conversation is in a list that is narrowed to this: the same as the store's statement says, so that a
 * page may keep its list up with what it is told. Tags are compared as they are kept.
 */
export const fits = (head: Conversation, filter: ConversationFilter): boolean =>
  (filter.channels.length === 0 || filter.channels.includes(head.channel)) &&
  (filter.priorities.length === 0 || filter.priorities.includes(levelOf(head.priority))) &&
  (filter.queueId === '' || filter.queueId === head.routedQueueId) &&
  (filter.agentId === '' || filter.agentId === head.agentId) &&
  (!filter.awaitingAnswer || head.waitingSinceMs > 0) &&
  filter.tags.every((tag) => head.tags.includes(tag)) &&
  says(head.fields, filter.fields) &&
  says(head.contactFields, filter.contactFields);
