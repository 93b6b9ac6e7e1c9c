import type { Conversation, Follower } from './gen/index.ts';

/** Agents who follow one conversation: each is told of every message, and stands in the head of every list. */
export const MAX_FOLLOWERS = 20;

/** The agent among those who follow a conversation; undefined = they do not. */
export const followerIn = (
  { followers }: Pick<Conversation, 'followers'>,
  agentId: string,
): Follower | undefined => followers.find((one) => one.agentId === agentId);
