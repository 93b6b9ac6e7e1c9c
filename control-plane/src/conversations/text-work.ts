import { type Channel, type Conversation, DEFAULT_QUEUE } from '@weft/proto';
import { languageOf } from '../routing/call-work.ts';
import { type CompiledRules, type Moment, type Work, workOf } from '../routing/engine/index.ts';

/** How the rules name channels. What comes by phone and call is written about as chat. */
const CHANNELS: Readonly<Record<Channel, string>> = {
  unspecified: 'chat',
  chat: 'chat',
  call: 'chat',
  phone: 'chat',
  sms: 'message',
  wechat: 'message',
  weibo: 'message',
  email: 'email',
};

/** A waiting conversation as the engine sees it. */
export function textWork(conversation: Conversation, rules: CompiledRules, at: Moment): Work {
  const { conversationId, channel, contactId, tags, priority, page, previousAgentId, queueId } = conversation;
  const { dueAtMs, contactLevel, contactValue, contactLanguage, fields, contactFields } = conversation;
  const waitingSinceMs = conversation.waitingSinceMs || conversation.openedAtMs;
  const arrivedAtMs = at.monotonicMs - (at.nowMs - waitingSinceMs);
  return workOf({
    workId: conversationId,
    channel: CHANNELS[channel],
    arrivedAtMs,
    queuedAtMs: Math.min(arrivedAtMs, at.monotonicMs),
    priority,
    value: contactValue,
    language: languageOf(page?.locale ?? '', contactLanguage),
    // That of every conversation is no choice of anybody's: the rules decide.
    queueId: queueId !== DEFAULT_QUEUE && rules.queues.has(queueId) ? queueId : undefined,
    // What was promised: as high as any when it is about to be broken.
    deadlineMs: dueAtMs === 0 ? undefined : at.monotonicMs + (dueAtMs - at.nowMs),
    preferred: previousAgentId === '' ? undefined : { agentId: previousAgentId, only: false },
    attributes: {
      conversation: conversationId,
      contact: contactId,
      level: contactLevel,
      via: channel,
      tags,
      page: page?.url ?? '',
      title: page?.title ?? '',
      locale: page?.locale ?? '',
      fields: [
        ...fields.map(({ key, value }) => `${key}:${value}`),
        ...contactFields.map(({ key, value }) => `customer.${key}:${value}`),
      ],
    },
  });
}
