// Made by scripts/generate.mjs from proto/schema/sorting.proto. Change that, then run "npm run generate".
import { checked, codec, json, type Codec, type Reader, type Writer } from '../codec.ts';

/** Agents: what it is about, in words that lists, rules and colleagues find it by.
 * What is added is there after, what is removed is not, whatever a colleague
 * does to others at the same time. Answered with Accepted. */
export interface TagConversation {
  conversationId: string;
  /** Small letters whatever is sent; at most 40 characters each, and 12 on a conversation. */
  add: string[];
  remove: string[];
}

/** What TagConversation.encode takes: absent fields are their zero value. */
export interface TagConversationInit {
  readonly conversationId?: string | undefined;
  readonly add?: readonly string[] | undefined;
  readonly remove?: readonly string[] | undefined;
}

export function writeTagConversation(m: TagConversationInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  for (const v of m.add ?? []) w.uint32(18).string(v);
  for (const v of m.remove ?? []) w.uint32(26).string(v);
  return w;
}

export function readTagConversation(r: Reader, end: number): TagConversation {
  const m: TagConversation = { conversationId: '', add: [], remove: [] };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      case 18: m.add.push(r.string()); break;
      case 26: m.remove.push(r.string()); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'TagConversation');
}

export function fromTagConversation(value: unknown): TagConversation {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
    add: json.list(o['add']).map((v) => json.text(v)),
    remove: json.list(o['remove']).map((v) => json.text(v)),
  };
}

export const TagConversation: Codec<TagConversation, TagConversationInit> = codec(writeTagConversation, readTagConversation, fromTagConversation);

/** Agents. Answered with Accepted. */
export interface PrioritizeConversation {
  conversationId: string;
  /** From 0, as any other, to 1,000: higher goes first, by the rules of routing. */
  priority: number;
}

/** What PrioritizeConversation.encode takes: absent fields are their zero value. */
export interface PrioritizeConversationInit {
  readonly conversationId?: string | undefined;
  readonly priority?: number | undefined;
}

export function writePrioritizeConversation(m: PrioritizeConversationInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  if (m.priority !== undefined && m.priority !== 0) w.uint32(16).uint32(m.priority);
  return w;
}

export function readPrioritizeConversation(r: Reader, end: number): PrioritizeConversation {
  const m: PrioritizeConversation = { conversationId: '', priority: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      case 16: m.priority = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'PrioritizeConversation');
}

export function fromPrioritizeConversation(value: unknown): PrioritizeConversation {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
    priority: json.number(o['priority']),
  };
}

export const PrioritizeConversation: Codec<PrioritizeConversation, PrioritizeConversationInit> = codec(writePrioritizeConversation, readPrioritizeConversation, fromPrioritizeConversation);
