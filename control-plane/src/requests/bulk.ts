import { type ChangeConversations, type ControlRequest, WeftError } from '@weft/proto';
import type { ConversationCommand } from './conversation-commands.ts';

/** Conversations changed by one request. */
const MAX_CHOSEN = 100;

type Body = NonNullable<ControlRequest['body']>;

/** One of the steps that can be taken with several conversations at once. */
export type StepCommand = Extract<
  ConversationCommand,
  {
    readonly name:
      | 'take-conversation'
      | 'transfer-conversation'
      | 'tag-conversation'
      | 'prioritize-conversation'
      | 'snooze-conversation'
      | 'close-conversation';
  }
>;

/** The same step with each of several. */
export interface BulkCommand {
  readonly name: 'change-conversations';
  readonly steps: readonly StepCommand[];
}

/**
 * Several steps, each read by `read` as if it had been asked alone: what one may not say, many may not.
 * Throws what that throws, and BAD_REQUEST for none, too many, or one twice.
 */
export function bulkCommand(
  { chosen, change }: ChangeConversations,
  read: (body: Body) => ConversationCommand,
): BulkCommand {
  if (change === undefined) throw new WeftError('BAD_REQUEST', 'a request of another version');
  if (chosen.length === 0 || chosen.length > MAX_CHOSEN)
    throw new WeftError('BAD_REQUEST', `choose 1 to ${MAX_CHOSEN} conversations`);
  if (new Set(chosen.map(({ conversationId }) => conversationId)).size < chosen.length)
    throw new WeftError('BAD_REQUEST', 'a conversation is chosen twice');
  const steps = chosen.map(({ conversationId, fromAgentId }) => {
    // Alone, a close may mean the asker's own; here one is always named.
    if (conversationId === '') throw new WeftError('BAD_REQUEST', 'a conversation is not named');
    return stepOf(read(single(change, conversationId, fromAgentId)));
  });
  return { name: 'change-conversations', steps };
}

function single(
  change: NonNullable<ChangeConversations['change']>,
  conversationId: string,
  fromAgentId: string,
): Body {
  switch (change.case) {
    case 'take':
      return { case: 'takeConversation', value: { conversationId, fromAgentId } };
    case 'transfer':
      return { case: 'transferConversation', value: { ...change.value, conversationId } };
    case 'tag':
      return { case: 'tagConversation', value: { ...change.value, conversationId } };
    case 'prioritize':
      return { case: 'prioritizeConversation', value: { ...change.value, conversationId } };
    case 'snooze':
      return { case: 'snoozeConversation', value: { ...change.value, conversationId } };
    case 'close':
      return { case: 'closeConversation', value: { ...change.value, conversationId } };
  }
}

function stepOf(command: ConversationCommand): StepCommand {
  switch (command.name) {
    case 'take-conversation':
    case 'transfer-conversation':
    case 'tag-conversation':
    case 'prioritize-conversation':
    case 'snooze-conversation':
    case 'close-conversation':
      return command;
    default:
      throw new WeftError('INTERNAL', `${command.name} is no step`);
  }
}
