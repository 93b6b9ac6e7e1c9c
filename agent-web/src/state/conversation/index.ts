export { linkAsk } from '../ask.ts';
export { memoryStore } from '../storage.ts';
export type { ConversationSide, ConversationSnapshot } from '../types.ts';
export { Conversations } from './conversations.ts';
