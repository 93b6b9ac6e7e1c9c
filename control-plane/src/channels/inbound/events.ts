import { createHash } from 'node:crypto';
import type { Attachment, AuthorInit } from '@weft/proto';
import { CONFIRMATION_AUTHOR } from '../../conversations/confirmation.ts';
import type { KeyedEvent } from '../progress.ts';
import { answerTo } from './consent.ts';
import type { Placed } from './placing.ts';

/** The author of answers to STOP and START: what it says goes out even to those who want no messages. */
export const CONSENT_AUTHOR = 'consent';

/**
 * What an arrival is in its conversation. The ids follow from its source, so
 * that the same arrival makes the same items, however often it is done.
 *
 * @param files as they are kept; the name alone of one that could not be taken
 */
export function eventsOf(placed: Placed, files: readonly (Attachment | string)[]): readonly KeyedEvent[] {
  const { arrival, contactId, conversationId, opener, from, consent, confirmation } = placed;
  const { accountId, sourceId, channel, atMs, body } = arrival;
  const id = createHash('sha256').update(`${accountId} ${sourceId}`).digest('hex').slice(0, 32);
  const author: AuthorInit = {
    kind: 'customer',
    id: contactId,
    displayName: from.displayName || from.shown,
  };
  const originalId = (body?.case === 'message' && body.value.original?.kept?.attachmentId) || '';
  const words = body?.case === 'receipt' || body === undefined ? '' : body.value.text;
  const noAutoReply = body?.case === 'message' && body.value.noAutoReply;
  const parts = [...(words === '' ? [] : [words]), ...files];
  const posts = parts.map((part, index): KeyedEvent => {
    const clientId = `in-${id}${index === 0 ? '' : `-${index}`}`;
    const content =
      typeof part === 'string'
        ? ({ case: 'text', value: part } as const)
        : ({ case: 'attachment', value: part } as const);
    const value = {
      ...{ clientId, channel, body: content, ...(opener === undefined ? {} : { opener }) },
      ...(index === 0 ? { originalId } : {}),
      noAutoReply,
    };
    const event = {
      eventId: clientId,
      conversationId,
      atMs,
      author,
      body: { case: 'itemPosted', value },
    } as const;
    return { event, key: `${conversationId} ${clientId}` };
  });
  if (body?.case !== 'message') return posts;
  const said = (by: string, text: string): KeyedEvent => {
    const clientId = `${by}-${id}`;
    const value = { clientId, channel, body: { case: 'text', value: text } } as const;
    const event = {
      ...{ eventId: clientId, conversationId, atMs },
      author: { kind: 'bot', id: by, displayName: '' },
      body: { case: 'itemPosted', value },
    } as const;
    return { event, key: `${conversationId} ${clientId}` };
  };
  return [
    ...posts,
    ...(consent === undefined ? [] : [said(CONSENT_AUTHOR, answerTo(consent, body.value.text))]),
    ...(confirmation === undefined ? [] : [said(CONFIRMATION_AUTHOR, confirmation)]),
  ];
}
