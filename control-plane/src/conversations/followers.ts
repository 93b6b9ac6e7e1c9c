import {
  type AgentRecord,
  type AuthorInit,
  type Conversation,
  type ConversationFollowed,
  type Follower,
  type FollowerInit,
  followerIn,
  type ItemPosted,
  MAX_FOLLOWERS,
  type TimelineEvent,
  WeftError,
} from '@weft/proto';
import { Change, type Outcome, refused, SAME } from './change.ts';

/** Who works here: whoever may see conversations may follow them. */
export interface Staff {
  /** Undefined when there is none, or was shut out. */
  byId(agentId: string): Pick<AgentRecord, 'displayName' | 'role'> | undefined;
  /** Everybody who is known, with those who were shut out. */
  all(): readonly Pick<AgentRecord, 'agentId' | 'role' | 'barred'>[];
  /** Told whenever anything about somebody changed. */
  onChange(listener: () => void): Disposable;
}

/** Whether somebody may see conversations, and so follow them: agents, and what is granted to them besides. */
const mayFollow = (staff: Pick<Staff, 'byId'>, agentId: string): boolean =>
  staff.byId(agentId)?.role === 'agent';

/** Those of these agents who may follow a conversation, as they are called now. */
export const followersAmong = (staff: Pick<Staff, 'byId'>, agentIds: readonly string[]): FollowerInit[] =>
  [...new Set(agentIds)]
    .filter((agentId) => mayFollow(staff, agentId))
    .map((agentId) => ({ agentId, agentName: staff.byId(agentId)?.displayName ?? '' }));

/** All of these agents. Throws BAD_REQUEST when one of them may not follow a conversation. */
export function followersOf(staff: Pick<Staff, 'byId'>, agentIds: readonly string[]): FollowerInit[] {
  if (!agentIds.every((agentId) => mayFollow(staff, agentId)))
    throw new WeftError('BAD_REQUEST', 'no such agent');
  return followersAmong(staff, agentIds);
}

/** Those who do not follow it yet, from the present end of its timeline on. */
const newcomers = (
  { followers, lastSeq }: Pick<Conversation, 'followers' | 'lastSeq'>,
  add: readonly Follower[],
): Follower[] =>
  add
    .filter(({ agentId }) => followerIn({ followers }, agentId) === undefined)
    .map(({ agentId, agentName }) => ({ agentId, agentName, readSeq: lastSeq, unread: 0 }));

/**
 * Followers come and go one by one, so that two agents at the same conversation do not take each other's back. The
 * conversation keeps its place in lists: nothing happened in it. Who is added or removed by somebody else can see by whom.
 */
export function follow(
  head: Conversation,
  event: TimelineEvent,
  { add, remove }: ConversationFollowed,
): Outcome {
  const gone = head.followers.filter(
    ({ agentId }) => remove.includes(agentId) && !add.some((one) => one.agentId === agentId),
  );
  const added = newcomers(head, add);
  if (gone.length === 0 && added.length === 0) return SAME;
  const followers = [...head.followers.filter((one) => !gone.includes(one)), ...added];
  if (added.length > 0 && followers.length > MAX_FOLLOWERS) return refused('NOT_AVAILABLE');
  const change = new Change(head, event).set({ followers, changedAtMs: head.changedAtMs });
  const { author } = event;
  if (author?.kind !== 'agent') return change.done();
  const named = (those: readonly Follower[]): string =>
    those
      .filter(({ agentId }) => agentId !== author.id)
      .map(({ agentId, agentName }) => agentName || agentId)
      .join(', ');
  if (named(added) !== '') change.tell('followers-added', author.displayName, named(added));
  if (named(gone) !== '') change.tell('followers-removed', author.displayName, named(gone));
  return change.done();
}

/** Who is mentioned in a note follows from it on, as long as there is room. */
export function addMentioned(change: Change, { note, mentions, follow: asked }: ItemPosted): void {
  if (!note || asked.length === 0) return;
  const { head } = change;
  const mentioned = newcomers(
    head,
    asked.filter(({ agentId }) => mentions.includes(agentId)),
  );
  const room = MAX_FOLLOWERS - head.followers.length;
  if (mentioned.length > 0) change.set({ followers: [...head.followers, ...mentioned.slice(0, room)] });
}

/**
 * The newest item is in the timeline: who wrote it has read so far, the others who follow have one more to read if it
 * is for them.
 */
export function countForFollowers(change: Change, author: AuthorInit, isForThem: boolean): void {
  const { followers, lastSeq } = change.head;
  if (followers.length === 0) return;
  change.set({
    followers: followers.map((one) => {
      if (author.kind === 'agent' && author.id === one.agentId)
        return { ...one, readSeq: lastSeq, unread: 0 };
      return isForThem ? { ...one, unread: one.unread + 1 } : one;
    }),
  });
}

/** The followers after one of them has read up to an item; undefined = they do not follow, or had read it. */
export function readBy(head: Conversation, agentId: string, readSeq: number): Follower[] | undefined {
  const reader = followerIn(head, agentId);
  if (reader === undefined || readSeq <= reader.readSeq) return undefined;
  const unread = Math.min(reader.unread, head.lastSeq - readSeq);
  return head.followers.map((one) => (one === reader ? { ...one, readSeq, unread } : one));
}

/**
 * Of another conversation's followers those who do not follow this one, as many as there is room for. What they have
 * not read there they have not read here, wherever in the timeline it stands.
 */
export const followersBeside = (head: Conversation, was: Conversation): Follower[] =>
  was.followers
    .filter(({ agentId }) => followerIn(head, agentId) === undefined)
    .slice(0, MAX_FOLLOWERS - head.followers.length)
    .map((one) => ({ ...one, readSeq: one.unread > 0 ? 0 : head.lastSeq }));

/** Whether the same agents follow. */
export const sameFollowers = (one: Conversation, other: Conversation): boolean =>
  one.followers.map(({ agentId }) => agentId).join() === other.followers.map(({ agentId }) => agentId).join();
