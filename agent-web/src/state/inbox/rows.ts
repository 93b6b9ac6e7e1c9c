import { type Conversation, type ConversationFilter, fits, followerIn } from '@weft/proto';
import type { InboxView } from '../types.ts';

/** Conversations by their newest change, each once. Never changed in place. */
export type Rows = readonly Conversation[];

const before = (a: Conversation, b: Conversation): boolean =>
  a.changedAtMs > b.changedAtMs || (a.changedAtMs === b.changedAtMs && a.conversationId > b.conversationId);

/** Whether a view that is narrowed to a filter shows a conversation. Undefined = its head does not tell. */
export const belongs = (
  head: Conversation,
  view: InboxView,
  filter: ConversationFilter,
  agentId: string,
): boolean | undefined => fits(head, filter) && isIn(head, view, agentId);

function isIn(head: Conversation, view: InboxView, agentId: string): boolean | undefined {
  switch (view) {
    case 'mine':
      return head.state === 'assigned' && head.agentId === agentId;
    case 'snoozed':
      return head.state === 'snoozed' && head.agentId === agentId;
    case 'unassigned':
      return head.state === 'waiting';
    case 'all':
      return head.state !== 'closed';
    case 'closed':
      return head.state === 'closed';
    case 'followed':
      return head.state !== 'closed' && followerIn(head, agentId) !== undefined;
    case 'mentions':
      return undefined;
  }
}

/** The place where a conversation stands, or would. */
function placeOf(rows: Rows, head: Conversation): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row !== undefined && before(row, head)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The rows with a conversation's newer head at its place; the same rows when it is not newer. */
export function withHead(rows: Rows, head: Conversation): Rows {
  const at = rows.findIndex(({ conversationId }) => conversationId === head.conversationId);
  const known = rows[at];
  if (known !== undefined && known.revision > head.revision) return rows;
  const others = at < 0 ? rows : rows.toSpliced(at, 1);
  return others.toSpliced(placeOf(others, head), 0, head);
}

/** The rows without a conversation. */
export function withoutRow(rows: Rows, conversationId: string): Rows {
  const at = rows.findIndex((row) => row.conversationId === conversationId);
  return at < 0 ? rows : rows.toSpliced(at, 1);
}

/** The rows with a further page; what is known newer stays as it is. */
export function withPage(rows: Rows, page: Rows): Rows {
  const byId = new Map(rows.map((row) => [row.conversationId, row]));
  for (const head of page) {
    const known = byId.get(head.conversationId);
    if (known === undefined || known.revision <= head.revision) byId.set(head.conversationId, head);
  }
  return [...byId.values()].sort((a, b) => (before(a, b) ? -1 : 1));
}

/**
 * The rows after the first page was asked for again: as far as it reaches it is the truth, so what it does not
 * hold has left the view; what is known newer stays as it is. `whole`: it is all there is.
 */
export function withFirstPage(rows: Rows, page: Rows, whole: boolean): Rows {
  const last = page.at(-1);
  const kept = whole || last === undefined ? [] : rows.filter((row) => before(last, row));
  const listed = new Set(page.map(({ conversationId }) => conversationId));
  return withPage([...kept, ...rows.filter(({ conversationId }) => listed.has(conversationId))], page);
}
