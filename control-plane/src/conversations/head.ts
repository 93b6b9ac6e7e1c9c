import { Conversation, type Item, type Opener } from '@weft/proto';

const PREVIEW_CHARACTERS = 200;

/** What an item shows in a list; empty where pages have words of their own (calls, happenings). */
function previewOf({ body }: Item): string {
  if (body?.case === 'text')
    return [...body.value.slice(0, PREVIEW_CHARACTERS * 2)].slice(0, PREVIEW_CHARACTERS).join('');
  return body?.case === 'attachment' ? body.value.fileName : '';
}

/** A conversation that nothing has happened in yet. */
export const newHead = (conversationId: string, opener: Opener, atMs: number): Conversation =>
  Conversation.create({
    conversationId,
    contactId: opener.contactId,
    contactName: opener.contactName,
    queueId: opener.queueId,
    state: 'waiting',
    channel: 'chat',
    openedAtMs: atMs,
  });

/** The head after an item was added, changed or deleted: what both sides see is previewed. */
export function previewing(head: Conversation, item: Item): Conversation {
  if (item.note || item.body?.case === 'event' || item.seq < head.previewSeq) return head;
  return {
    ...head,
    preview: item.deleted ? '' : previewOf(item),
    previewSeq: item.seq,
    previewAuthor: item.author?.kind ?? 'unspecified',
  };
}
