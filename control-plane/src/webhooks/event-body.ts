import type { Conversation, Item } from '@weft/proto';
import { headsOf } from '../store/heads.ts';
import { itemsAt } from '../store/items.ts';
import type { Sql } from '../store/store.ts';
import type { WebhookDelivery } from '../store/webhook-tables.ts';

type About = Pick<WebhookDelivery, 'eventId' | 'kind' | 'subjectId' | 'seq' | 'atMs'>;

/** An event's JSON, as docs/webhooks.md has it. */
const bodyOf = (type: string, eventId: string, atMs: number, data: object): string =>
  JSON.stringify({ id: eventId, type, timestamp: new Date(atMs).toISOString(), data });

/** What is sent to try an endpoint out. */
export const testBody = (eventId: string, atMs: number): string => bodyOf('test', eventId, atMs, {});

const conversationOf = (head: Conversation) => ({
  id: head.conversationId,
  ...{ state: head.state, channel: head.channel, queueId: head.routedQueueId || head.queueId },
  agent: head.agentId === '' ? null : { id: head.agentId, name: head.agentName },
  contact: { id: head.contactId, name: head.contactName },
  ...{ tags: head.tags, priority: head.priority },
});

function messageOf({ seq, author, channel, body, deleted }: Item) {
  const file = body?.case === 'attachment' ? body.value : undefined;
  return {
    ...{ seq, channel, deleted },
    author: { kind: author?.kind ?? '', id: author?.id ?? '', name: author?.displayName ?? '' },
    text: body?.case === 'text' ? body.value : body?.case === 'choices' ? body.value.text : '',
    attachment:
      file === undefined
        ? null
        : {
            ...{ id: file.attachmentId, fileName: file.fileName },
            ...{ mediaType: file.mediaType, bytes: file.bytes },
          },
  };
}

/** What an item adds to its event. */
function saidBy(kind: About['kind'], item: Item): object {
  if (kind === 'message.created') return { message: messageOf(item) };
  const { subject, detail } = item.body?.case === 'event' ? item.body.value : { subject: '', detail: '' };
  if (kind === 'rating.given') return { rating: { stars: Number(subject), comment: detail } };
  if (kind === 'conversation.resolved') return { by: subject, disposition: detail };
  // What is passed on with a note is for agents.
  return kind === 'conversation.assigned' ? { to: subject } : {};
}

/**
 * An event's JSON with what it is about as that is now: words that were erased are in none. Undefined = it is there no
 * more.
 */
export async function eventBody(
  sql: Sql,
  { eventId, kind, subjectId, seq, atMs }: About,
): Promise<string | undefined> {
  if (kind === 'ticket.created' || kind === 'ticket.changed') {
    const ticket = await sql
      .selectFrom('tickets')
      .selectAll()
      .where('ticketId', '=', subjectId)
      .executeTakeFirst();
    if (ticket === undefined) return undefined;
    const { ticketId: id, description: _, createdBy: __, ...said } = ticket;
    return bodyOf(kind, eventId, atMs, { ticket: { id, ...said } });
  }
  const head = (await headsOf(sql, [subjectId])).get(subjectId);
  if (head === undefined) return undefined;
  const conversation = conversationOf(head);
  if (seq === 0) return bodyOf(kind, eventId, atMs, { conversation });
  const [item] = await itemsAt(sql, [{ conversationId: subjectId, seq }]);
  return item === undefined
    ? undefined
    : bodyOf(kind, eventId, atMs, { conversation, ...saidBy(kind, item) });
}
