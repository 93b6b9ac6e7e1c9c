import type { Choice, Item } from '@weft/proto';
import type { ConversationSnapshot } from '../../state/types.ts';

/** A line of the chat: a new day, or an item. `first` and `last`: of what one author said in one go. */
export type ChatRow =
  | { readonly kind: 'day'; readonly key: string; readonly atMs: number }
  | {
      readonly kind: 'item';
      readonly key: string;
      readonly item: Item;
      readonly first: boolean;
      readonly last: boolean;
    };

/** What one author says within this is said in one go. */
const IN_ONE_GO_MS = 5 * 60_000;

const dayOf = (atMs: number): number => new Date(atMs).setHours(0, 0, 0, 0);
const SAID: ReadonlySet<string | undefined> = new Set(['text', 'attachment', 'choices']);
const isSaid = ({ body, deleted }: Item): boolean => deleted || SAID.has(body?.case);

function belong(one: Item | undefined, next: Item | undefined): boolean {
  if (one === undefined || next === undefined || !isSaid(one) || !isSaid(next)) return false;
  return (
    one.author?.kind === next.author?.kind &&
    one.author?.displayName === next.author?.displayName &&
    next.atMs - one.atMs < IN_ONE_GO_MS &&
    dayOf(one.atMs) === dayOf(next.atMs)
  );
}

/** What may be answered by one press now: nobody has, or has answered otherwise. */
export function openChoices({
  head,
  items,
  outgoing,
}: Pick<ConversationSnapshot, 'head' | 'items' | 'outgoing'>): readonly Choice[] {
  if (head?.state !== 'waiting' || outgoing.length > 0) return [];
  const last = items.findLast(({ body }) => body?.case !== 'event');
  return last?.body?.case === 'choices' && !last.deleted ? last.body.value.choices : [];
}

/** Of two conversations that became one, both have a first item. */
const keyOf = ({ conversationId, seq }: Item): string => `${conversationId}-${seq}`;

/** The lines of a chat, from above. */
export function chatRows(items: readonly Item[]): readonly ChatRow[] {
  const rows: ChatRow[] = [];
  items.forEach((item, at) => {
    const [before, after] = [items[at - 1], items[at + 1]];
    const day = dayOf(item.atMs);
    if (before === undefined || dayOf(before.atMs) !== day)
      rows.push({ kind: 'day', key: `day-${keyOf(item)}`, atMs: day });
    const [first, last] = [!belong(before, item), !belong(item, after)];
    rows.push({ kind: 'item', key: `item-${keyOf(item)}`, item, first, last });
  });
  return rows;
}
