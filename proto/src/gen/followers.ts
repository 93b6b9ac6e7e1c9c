// Made by scripts/generate.mjs from proto/schema/followers.proto. Change that, then run "npm run generate".
import { checked, codec, json, type Codec, type Reader, type Writer } from '../codec.ts';

export interface Follower {
  agentId: string;
  agentName: string;
  /** Read up to here. */
  readSeq: number;
  /** The customer's messages and colleagues' notes that they have not read since they follow it. */
  unread: number;
}

/** What Follower.encode takes: absent fields are their zero value. */
export interface FollowerInit {
  readonly agentId?: string | undefined;
  readonly agentName?: string | undefined;
  readonly readSeq?: number | undefined;
  readonly unread?: number | undefined;
}

export function writeFollower(m: FollowerInit, w: Writer): Writer {
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(10).string(m.agentId);
  if (m.agentName !== undefined && m.agentName !== '') w.uint32(18).string(m.agentName);
  if (m.readSeq !== undefined && m.readSeq !== 0) w.uint32(24).uint32(m.readSeq);
  if (m.unread !== undefined && m.unread !== 0) w.uint32(32).uint32(m.unread);
  return w;
}

export function readFollower(r: Reader, end: number): Follower {
  const m: Follower = { agentId: '', agentName: '', readSeq: 0, unread: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agentId = r.string(); break;
      case 18: m.agentName = r.string(); break;
      case 24: m.readSeq = r.uint32(); break;
      case 32: m.unread = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Follower');
}

export function fromFollower(value: unknown): Follower {
  const o = json.object(value);
  return {
    agentId: json.text(o['agentId']),
    agentName: json.text(o['agentName']),
    readSeq: json.number(o['readSeq']),
    unread: json.number(o['unread']),
  };
}

export const Follower: Codec<Follower, FollowerInit> = codec(writeFollower, readFollower, fromFollower);

/** Agents: who is to follow it from now on and who no more, oneself or colleagues. Who is added follows it after, and who
 * is removed does not, whatever a colleague does to others at the same time. Answered with Accepted. */
export interface FollowConversation {
  conversationId: string;
  /** Agent ids; at most 20 follow a conversation. */
  add: string[];
  remove: string[];
}

/** What FollowConversation.encode takes: absent fields are their zero value. */
export interface FollowConversationInit {
  readonly conversationId?: string | undefined;
  readonly add?: readonly string[] | undefined;
  readonly remove?: readonly string[] | undefined;
}

export function writeFollowConversation(m: FollowConversationInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  for (const v of m.add ?? []) w.uint32(18).string(v);
  for (const v of m.remove ?? []) w.uint32(26).string(v);
  return w;
}

export function readFollowConversation(r: Reader, end: number): FollowConversation {
  const m: FollowConversation = { conversationId: '', add: [], remove: [] };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      case 18: m.add.push(r.string()); break;
      case 26: m.remove.push(r.string()); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'FollowConversation');
}

export function fromFollowConversation(value: unknown): FollowConversation {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
    add: json.list(o['add']).map((v) => json.text(v)),
    remove: json.list(o['remove']).map((v) => json.text(v)),
  };
}

export const FollowConversation: Codec<FollowConversation, FollowConversationInit> = codec(writeFollowConversation, readFollowConversation, fromFollowConversation);

/** By an agent, or by Weft itself of somebody who may see it no more. */
export interface ConversationFollowed {
  /** As they are called; nothing is read by them yet. */
  add: Follower[];
  /** Agent ids. */
  remove: string[];
}

/** What ConversationFollowed.encode takes: absent fields are their zero value. */
export interface ConversationFollowedInit {
  readonly add?: readonly FollowerInit[] | undefined;
  readonly remove?: readonly string[] | undefined;
}

export function writeConversationFollowed(m: ConversationFollowedInit, w: Writer): Writer {
  for (const v of m.add ?? []) writeFollower(v, w.uint32(10).fork()).ldelim();
  for (const v of m.remove ?? []) w.uint32(18).string(v);
  return w;
}

export function readConversationFollowed(r: Reader, end: number): ConversationFollowed {
  const m: ConversationFollowed = { add: [], remove: [] };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.add.push(readFollower(r, r.uint32() + r.pos)); break;
      case 18: m.remove.push(r.string()); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ConversationFollowed');
}

export function fromConversationFollowed(value: unknown): ConversationFollowed {
  const o = json.object(value);
  return {
    add: json.list(o['add']).map((v) => fromFollower(v)),
    remove: json.list(o['remove']).map((v) => json.text(v)),
  };
}

export const ConversationFollowed: Codec<ConversationFollowed, ConversationFollowedInit> = codec(writeConversationFollowed, readConversationFollowed, fromConversationFollowed);
