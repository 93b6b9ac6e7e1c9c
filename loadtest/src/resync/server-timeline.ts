import { isDeepStrictEqual } from 'node:util';
import type { ConversationSnapshot } from '@weft/agent-web/conversation';
import { type Conversation, type Item, WeftError } from '@weft/proto';
import type { EdgeClient } from '../wire/edge-client.ts';

const PAGE_ITEMS = 500;

/** A conversation as the server has it, for whoever asks. */
export interface ServerTimeline {
  readonly head: Conversation;
  readonly items: readonly Item[];
}

/** All of a conversation, read from the newest back. */
export async function readTimeline(reader: EdgeClient, conversationId: string): Promise<ServerTimeline> {
  for (;;) {
    const parts: (readonly Item[])[] = [];
    const revisions = new Set<number>();
    for (let beforeSeq = 0; ; ) {
      const value = { conversationId, beforeSeq, limit: PAGE_ITEMS };
      const reply = await reader.control({ body: { case: 'syncConversation', value } });
      if (reply.case !== 'timeline' || reply.value.conversation === undefined)
        throw new WeftError('INTERNAL', `a question was answered with ${reply.case}`);
      const { conversation, items, more } = reply.value;
      parts.unshift(items);
      revisions.add(conversation.revision);
      // Changed while it was read: again, for a picture of one moment.
      if (revisions.size > 1) break;
      if (!more) return { head: conversation, items: parts.flat() };
      beforeSeq = items[0]?.seq ?? 0;
    }
  }
}

/** How a page stands to what the server had at a moment: it may have heard of less since, or of more. */
export function compare(
  { head, items, older }: Pick<ConversationSnapshot, 'head' | 'items' | 'older'>,
  server: ServerTimeline,
): 'equal' | 'older' | 'newer' | 'different' {
  if (head === undefined || head.revision < server.head.revision) return 'older';
  if (head.revision > server.head.revision) return 'newer';
  const from = older === 'none' ? 0 : (items[0]?.seq ?? 0);
  const known = server.items.filter(({ seq }) => seq >= from);
  return isDeepStrictEqual({ head, items }, { head: server.head, items: known }) ? 'equal' : 'different';
}
