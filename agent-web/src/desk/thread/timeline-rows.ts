import type { Item } from '@weft/proto';
import type { ConversationSnapshot, OutgoingItem } from '../../state/types.ts';

/** One line of the drawn timeline. `first`: begins a group of one author's, so it says who writes. */
export type TimelineRow =
  | { readonly kind: 'day'; readonly key: string; readonly atMs: number }
  | { readonly kind: 'item'; readonly key: string; readonly item: Item; readonly first: boolean }
  | {
      readonly kind: 'outgoing';
      readonly key: string;
      readonly outgoing: OutgoingItem;
      readonly first: boolean;
    };

/** Messages of one author further apart than this are not one group. */
const GROUP_MS = 5 * 60_000;

/** The day of a time where the agent is, as [start, end) in milliseconds. */
function dayOf(atMs: number): readonly [number, number] {
  const start = new Date(atMs);
  start.setHours(0, 0, 0, 0);
  const end = new Date(start);
  end.setDate(end.getDate() + 1);
  return [start.getTime(), end.getTime()];
}

const MESSAGES: ReadonlySet<string | undefined> = new Set(['text', 'attachment', 'choices']);
const isMessage = ({ body, deleted }: Item): boolean => deleted || MESSAGES.has(body?.case);

/** Whether two neighbours read as one: the same author, side and channel, soon after each other. */
function follows(before: Item | undefined, item: Item): boolean {
  if (before === undefined || !isMessage(before) || !isMessage(item)) return false;
  return (
    before.author?.kind === item.author?.kind &&
    before.author?.id === item.author?.id &&
    before.note === item.note &&
    before.channel === item.channel &&
    item.atMs - before.atMs < GROUP_MS
  );
}

/** What is drawn of a timeline, from above: day separators, items, and what is not sent yet. */
export function timelineRows(
  items: readonly Item[],
  outgoing: readonly OutgoingItem[],
): readonly TimelineRow[] {
  const rows: TimelineRow[] = [];
  let [dayStart, dayEnd] = [0, 0];
  let before: Item | undefined;
  for (const item of items) {
    if (item.atMs < dayStart || item.atMs >= dayEnd) {
      [dayStart, dayEnd] = dayOf(item.atMs);
      rows.push({ kind: 'day', key: `day-${dayStart}-${item.seq}`, atMs: item.atMs });
      before = undefined;
    }
    rows.push({ kind: 'item', key: `item-${item.seq}`, item, first: !follows(before, item) });
    before = item;
  }
  let first = true;
  for (const one of outgoing) {
    rows.push({ kind: 'outgoing', key: `own-${one.clientId}`, outgoing: one, first });
    first = false;
  }
  return rows;
}

/** The row to go to for an item, which its day precedes; -1 while what is older is still on its way. */
export function placeOfGoal(
  rows: readonly TimelineRow[],
  seq: number,
  older: ConversationSnapshot['older'],
): number {
  const at = rows.findIndex((row) => row.kind === 'item' && row.item.seq >= seq);
  const row = rows[at];
  if (row?.kind !== 'item' || (row.item.seq > seq && older !== 'none')) return -1;
  return rows[at - 1]?.kind === 'day' ? at - 1 : at;
}
