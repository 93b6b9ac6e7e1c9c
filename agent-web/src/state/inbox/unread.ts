import { type Conversation, followerIn } from '@weft/proto';

/**
 * What is unread of a conversation for this agent: what they have not read of what they follow, notes too; of the
 * others, what the agent has not read whose it is.
 */
export const unreadFor = (head: Conversation, agentId: string): number =>
  followerIn(head, agentId)?.unread ?? head.unread;

/** Whether what is unread there is this agent's to read. */
export const isToRead = (head: Conversation, agentId: string): boolean =>
  (head.state === 'assigned' && head.agentId === agentId) ||
  (head.state !== 'closed' && followerIn(head, agentId) !== undefined);
