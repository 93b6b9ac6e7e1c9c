import {
  Attachment,
  type AuthorInit,
  countedIds,
  ManualClock,
  TimelineEvent,
  type TimelineEventInit,
} from '@weft/proto';

const ids = countedIds();
const clock = new ManualClock();

type Body = NonNullable<TimelineEventInit['body']>;

export const CONVERSATION = 'conversation-1';
export const CUSTOMER: AuthorInit = { kind: 'customer', id: 'contact-1', displayName: 'Li Wei' };
export const ANNA: AuthorInit = { kind: 'agent', id: 'anna', displayName: 'Anna' };
export const BEN: AuthorInit = { kind: 'agent', id: 'ben', displayName: 'Ben' };
export const SYSTEM: AuthorInit = { kind: 'system' };
const opener = { contactId: 'contact-1', contactName: 'Li Wei', queueId: 'default' };

/** An event of the one conversation, each a second after the one before. */
export function event(author: AuthorInit, body: Body): TimelineEvent {
  clock.advance(1_000);
  const eventId = ids.next('event');
  return TimelineEvent.create({ eventId, conversationId: CONVERSATION, atMs: clock.now(), author, body });
}

/** The customer writes. */
export const says = (text: string, clientId: string = ids.next('client')): TimelineEvent =>
  event(CUSTOMER, {
    case: 'itemPosted',
    value: { clientId, body: { case: 'text', value: text }, opener, channel: 'chat' },
  });

/** An agent answers. */
export const answers = (
  author: AuthorInit,
  text: string,
  more: { readonly note?: boolean; readonly mentions?: readonly string[] } = {},
): TimelineEvent =>
  event(author, {
    case: 'itemPosted',
    value: { clientId: ids.next('client'), body: { case: 'text', value: text }, ...more },
  });

/** The customer sends a file. */
export const sends = (fileName: string): TimelineEvent =>
  event(CUSTOMER, {
    case: 'itemPosted',
    value: {
      clientId: ids.next('client'),
      body: { case: 'attachment', value: Attachment.create({ attachmentId: 'attachment-1', fileName }) },
      opener,
      channel: 'chat',
    },
  });
