import {
  type Conversation,
  type FieldSet,
  type FieldValue,
  fieldIn,
  fitTogether,
  type TimelineEvent,
} from '@weft/proto';
import { Change, type Outcome, refused, SAME } from './change.ts';

const without = (fields: readonly FieldValue[], key: string): FieldValue[] =>
  fields.filter((one) => one.key !== key);

/** One value, over the one that its author saw: of two agents at once the second is told, and overwrites nothing unseen. */
export function setField(head: Conversation, event: TimelineEvent, { key, value, seen }: FieldSet): Outcome {
  const now = fieldIn(head.fields, key);
  if (now === value) return SAME;
  if (now !== seen) return refused('CONFLICT');
  const others = without(head.fields, key);
  const fields = value === '' ? others : [...others, { key, value }];
  return fitTogether(fields) ? new Change(head, event).set({ fields }).done() : refused('NOT_AVAILABLE');
}

/** What is known of the customer is read with every head that is written. Nothing happened here: it keeps its place in lists. */
export const renewContact = (head: Conversation, event: TimelineEvent): Outcome =>
  new Change(head, event).set({ changedAtMs: head.changedAtMs }).done({ contactChanged: true });

/** Of another conversation's values those of which this one says nothing. */
export const valuesBeside = (head: Conversation, was: Conversation): FieldValue[] =>
  was.fields.filter(({ key }) => fieldIn(head.fields, key) === '');

/** Without values that came from another conversation, where nobody has said something else since. */
export const valuesWithout = (head: Conversation, came: readonly FieldValue[]): FieldValue[] =>
  head.fields.filter(({ key, value }) => fieldIn(came, key) !== value);

/** Whether two heads say the same in all fields, of both kinds. */
export const saySame = (one: Conversation, other: Conversation): boolean =>
  JSON.stringify([one.fields, one.contactFields]) === JSON.stringify([other.fields, other.contactFields]);
