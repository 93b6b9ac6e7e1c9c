import { Conversation, type Item, type Opener, wordsOf } from '@weft/proto';
import { onlyConfirms } from './confirmation.ts';

const PREVIEW_CHARACTERS = 200;

/** What an item shows in a list; empty where pages have words of their own (calls, happenings). */
function previewOf({ body }: Item): string {
  if (body?.case === 'attachment') return body.value.fileName;
  return [...wordsOf(body).slice(0, PREVIEW_CHARACTERS * 2)].slice(0, PREVIEW_CHARACTERS).join('');
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
  const { note, body, seq } = item;
  if (note || body?.case === 'event' || body?.case === 'transcript' || seq < head.previewSeq) return head;
  if (onlyConfirms(item.author)) return head;
  return {
    ...head,
    preview: item.deleted ? '' : previewOf(item),
    previewSeq: item.seq,
    previewAuthor: item.author?.kind ?? 'unspecified',
  };
}
