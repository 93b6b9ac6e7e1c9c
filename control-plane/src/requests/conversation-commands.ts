import {
  type Channel,
  type ControlRequest,
  type ConversationFilter,
  type ConversationView,
  type EditItem,
  type FollowConversation,
  type ListConversations,
  MAX_FOLLOWERS,
  type PageVisit,
  type PostItem,
  type RateConversation,
  type SyncConversation,
  type TagConversation,
  type TransferConversation,
  WeftError,
} from '@weft/proto';
import { type BulkCommand, bulkCommand } from './bulk.ts';
import { id, pageOf, text, wantedQueue } from './fields.ts';
import { filterOf } from './filter.ts';
import { searchOf, tagsOf } from './tags.ts';

/** Characters (code points) of one message. */
const MAX_TEXT = 8_000;
const MAX_COMMENT = 2_000;
/** What an agent says who hands a conversation over. */
const MAX_NOTE = 4_000;
const MAX_DISPOSITION = 200;
const MAX_SEARCH = 200;
const MAX_PRIORITY = 1_000;
const MAX_CURSOR = 200;
const MAX_MENTIONS = 20;
const MAX_ITEMS = 500;
const DEFAULT_ITEMS = 200;
/** One event may change a few items: fewer than these cannot be asked for, so that a page never stands still. */
const MIN_ITEMS = 10;
const MAX_LISTED = 200;
const DEFAULT_LISTED = 50;

/** What a page asks of conversations. An empty conversation id is the customer's own. */
export type ConversationCommand =
  | {
      readonly name: 'sync-conversation';
      readonly conversationId: string;
      readonly sinceRevision: number;
      readonly limit: number;
      readonly beforeSeq: number;
      readonly page: PageVisit | undefined;
    }
  | {
      readonly name: 'post-item';
      readonly conversationId: string;
      readonly clientId: string;
      readonly body:
        | { readonly case: 'text'; readonly value: string }
        | { readonly case: 'attachment'; readonly attachmentId: string };
      readonly note: boolean;
      readonly channel: Channel;
      readonly mentions: readonly string[];
      /** For a matter that begins; empty = where the rules put it. */
      readonly wantedQueueId: string;
      /** The rule by which the customer was invited; empty = none. */
      readonly invitationId: string;
      readonly page: PageVisit | undefined;
    }
  /** An empty text deletes. */
  | {
      readonly name: 'edit-item';
      readonly conversationId: string;
      readonly seq: number;
      readonly clientId: string;
      readonly text: string;
    }
  | {
      readonly name: 'mark-seen';
      readonly conversationId: string;
      readonly deliveredSeq: number;
      readonly readSeq: number;
    }
  | { readonly name: 'set-typing'; readonly conversationId: string; readonly on: boolean }
  | {
      readonly name: 'rate-conversation';
      readonly conversationId: string;
      readonly stars: number;
      readonly comment: string;
    }
  | {
      readonly name: 'list-conversations';
      readonly view: Exclude<ConversationView, 'unspecified'>;
      readonly cursor: string;
      readonly limit: number;
      readonly contactId: string;
      readonly search: string;
      /** Only what has all of them. */
      readonly tags: readonly string[];
      readonly filter: ConversationFilter;
    }
  | { readonly name: 'focus-conversation'; readonly conversationId: string }
  /** `fromAgentId`: whose it was as the asker saw it; empty = nobody's. */
  | { readonly name: 'take-conversation'; readonly conversationId: string; readonly fromAgentId: string }
  /** To an agent, or to a queue. */
  | {
      readonly name: 'transfer-conversation';
      readonly conversationId: string;
      readonly agentId: string;
      readonly queueId: string;
      readonly note: string;
    }
  | { readonly name: 'close-conversation'; readonly conversationId: string; readonly disposition: string }
  | {
      readonly name: 'tag-conversation';
      readonly conversationId: string;
      readonly add: readonly string[];
      readonly remove: readonly string[];
    }
  | { readonly name: 'prioritize-conversation'; readonly conversationId: string; readonly priority: number }
  /** `untilMs` 0 = until the customer writes. */
  | { readonly name: 'snooze-conversation'; readonly conversationId: string; readonly untilMs: number }
  | { readonly name: 'wake-conversation'; readonly conversationId: string }
  | { readonly name: 'block-customer'; readonly conversationId: string; readonly on: boolean }
  /** Agents by id. */
  | {
      readonly name: 'follow-conversation';
      readonly conversationId: string;
      readonly add: readonly string[];
      readonly remove: readonly string[];
    }
  | BulkCommand;

type Body = NonNullable<ControlRequest['body']>;

/** Reads what is not about calls, desks and nodes. Throws BAD_REQUEST, TOO_LONG. */
export function conversationCommand(body: Body): ConversationCommand {
  switch (body.case) {
    case 'syncConversation':
      return sync(body.value);
    case 'postItem':
      return post(body.value);
    case 'editItem':
      return edit(body.value);
    case 'markSeen': {
      const { conversationId, deliveredSeq, readSeq } = body.value;
      return { name: 'mark-seen', conversationId: own(conversationId), deliveredSeq, readSeq };
    }
    case 'setTyping':
      return { name: 'set-typing', conversationId: own(body.value.conversationId), on: body.value.on };
    case 'rateConversation':
      return rate(body.value);
    case 'listConversations':
      return list(body.value);
    case 'focusConversation':
      return { name: 'focus-conversation', conversationId: own(body.value.conversationId) };
    case 'takeConversation':
      return {
        name: 'take-conversation',
        conversationId: named(body.value.conversationId),
        fromAgentId: body.value.fromAgentId === '' ? '' : id(body.value.fromAgentId, 'from_agent_id'),
      };
    case 'transferConversation':
      return transfer(body.value);
    case 'closeConversation':
      return {
        name: 'close-conversation',
        conversationId: own(body.value.conversationId),
        disposition: text(body.value.disposition, MAX_DISPOSITION),
      };
    case 'tagConversation':
      return tag(body.value);
    case 'prioritizeConversation': {
      const { conversationId, priority } = body.value;
      if (priority > MAX_PRIORITY) throw new WeftError('BAD_REQUEST', 'no such priority');
      return { name: 'prioritize-conversation', conversationId: named(conversationId), priority };
    }
    case 'snoozeConversation': {
      const { conversationId, untilMs } = body.value;
      if (!Number.isFinite(untilMs) || untilMs < 0) throw new WeftError('BAD_REQUEST', 'no such time');
      return {
        name: 'snooze-conversation',
        conversationId: named(conversationId),
        untilMs: Math.round(untilMs),
      };
    }
    case 'changeConversations':
      return bulkCommand(body.value, conversationCommand);
    case 'wakeConversation':
      return { name: 'wake-conversation', conversationId: named(body.value.conversationId) };
    case 'blockCustomer': {
      const { conversationId, on } = body.value;
      return { name: 'block-customer', conversationId: named(conversationId), on };
    }
    case 'followConversation':
      return follow(body.value);
    default:
      throw new WeftError('BAD_REQUEST', 'a request of another version');
  }
}

/**
 * A message as it is kept: nothing is cut, and marks that turn the writing
 * direction or join characters stay, since words need them. Other control
 * characters go. Throws TOO_LONG.
 */
export function messageText(raw: string, maxCharacters = MAX_TEXT): string {
  // A character is at most two code units; longer is refused before anything is done with it.
  if (raw.length > maxCharacters * 2) throw new WeftError('TOO_LONG');
  const plain = raw
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
    .toWellFormed()
    .trim();
  if ([...plain].length > maxCharacters) throw new WeftError('TOO_LONG');
  return plain;
}

const named = (conversationId: string): string => id(conversationId, 'conversation_id');
const own = (conversationId: string): string => (conversationId === '' ? '' : named(conversationId));
const within = (asked: number, usual: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, asked === 0 ? usual : asked));

/** Where the customer is, at a time that the control plane says. */
const visit = (page: PageVisit | undefined): PageVisit | undefined =>
  page === undefined ? undefined : { ...pageOf(page), atMs: 0 };

function sync({
  conversationId,
  sinceRevision,
  limit,
  beforeSeq,
  page,
}: SyncConversation): ConversationCommand {
  return {
    name: 'sync-conversation',
    conversationId: own(conversationId),
    sinceRevision,
    limit: within(limit, DEFAULT_ITEMS, MIN_ITEMS, MAX_ITEMS),
    beforeSeq,
    page: visit(page),
  };
}

function post(item: PostItem): ConversationCommand {
  const { conversationId, clientId, body, note, channel, mentions, queueId, invitationId, page } = item;
  if (mentions.length > MAX_MENTIONS) throw new WeftError('BAD_REQUEST', 'too many mentions');
  const common = {
    name: 'post-item',
    conversationId: own(conversationId),
    clientId: id(clientId, 'client_id'),
    note,
    channel,
    mentions: mentions.map((agentId) => id(agentId, 'mentions')),
    wantedQueueId: wantedQueue(queueId),
    invitationId: invitationId === '' ? '' : id(invitationId, 'invitation_id'),
    page: visit(page),
  } as const;
  if (body === undefined) throw new WeftError('BAD_REQUEST', 'an item has a text or an attachment');
  if (body.case === 'attachmentId') {
    return { ...common, body: { case: 'attachment', attachmentId: id(body.value, 'attachment_id') } };
  }
  const value = messageText(body.value);
  if (value === '') throw new WeftError('BAD_REQUEST', 'the text says nothing');
  return { ...common, body: { case: 'text', value } };
}

function edit({ conversationId, seq, clientId, text: raw }: EditItem): ConversationCommand {
  if (seq === 0) throw new WeftError('BAD_REQUEST', 'an item has a seq');
  const value = messageText(raw);
  if (raw !== '' && value === '') throw new WeftError('BAD_REQUEST', 'the text says nothing');
  return {
    name: 'edit-item',
    conversationId: own(conversationId),
    seq,
    clientId: id(clientId, 'client_id'),
    text: value,
  };
}

function rate({ conversationId, stars, comment }: RateConversation): ConversationCommand {
  if (stars < 1 || stars > 5) throw new WeftError('BAD_REQUEST', 'stars are 1 to 5');
  return {
    name: 'rate-conversation',
    conversationId: own(conversationId),
    stars,
    comment: messageText(comment, MAX_COMMENT),
  };
}

function list({ view, cursor, limit, contactId, search, filter }: ListConversations): ConversationCommand {
  if (view === 'unspecified') throw new WeftError('BAD_REQUEST', 'a list has a view');
  if (cursor.length > MAX_CURSOR) throw new WeftError('BAD_REQUEST', 'not a cursor of ours');
  return {
    name: 'list-conversations',
    view,
    cursor,
    limit: within(limit, DEFAULT_LISTED, 1, MAX_LISTED),
    contactId: contactId === '' ? '' : id(contactId, 'contact_id'),
    ...searchOf(text(search, MAX_SEARCH)),
    filter: filterOf(filter),
  };
}

function tag({ conversationId, add, remove }: TagConversation): ConversationCommand {
  if (add.length + remove.length === 0) throw new WeftError('BAD_REQUEST', 'no tag is named');
  return {
    name: 'tag-conversation',
    conversationId: named(conversationId),
    add: tagsOf(add),
    remove: tagsOf(remove),
  };
}

function follow({ conversationId, add, remove }: FollowConversation): ConversationCommand {
  const asked = add.length + remove.length;
  if (asked === 0) throw new WeftError('BAD_REQUEST', 'nobody is named');
  if (asked > MAX_FOLLOWERS) throw new WeftError('BAD_REQUEST', 'too many agents');
  return {
    name: 'follow-conversation',
    conversationId: named(conversationId),
    add: add.map((agentId) => id(agentId, 'add')),
    remove: remove.map((agentId) => id(agentId, 'remove')),
  };
}

function transfer({ conversationId, agentId, queueId, note }: TransferConversation): ConversationCommand {
  if ((agentId === '') === (queueId === '')) {
    throw new WeftError('BAD_REQUEST', 'a transfer goes to an agent or to a queue');
  }
  return {
    name: 'transfer-conversation',
    conversationId: named(conversationId),
    agentId: agentId === '' ? '' : id(agentId, 'agent_id'),
    queueId: queueId === '' ? '' : id(queueId, 'queue_id'),
    note: messageText(note, MAX_NOTE),
  };
}
