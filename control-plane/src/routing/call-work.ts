import type { Moment, Work } from './engine/index.ts';
import { workOf } from './engine/index.ts';
import type { NewCall } from './queue.ts';

/** A call as the engine sees it; `admitted`: it waits already. What a page says of itself is a hint, as everywhere. */
export function callWork(call: NewCall, at: Moment, admitted: boolean): Work {
  const { callId, kind, customer, page, requestedAtMs, conversationId, preferredAgentId } = call;
  const { callback, notBeforeMs, wantedQueueId, profile } = call;
  // Below 0 when the instance that made the call has a clock that is ahead: the order stands all the same.
  const waitedMs = at.nowMs - requestedAtMs;
  return workOf({
    ...{ workId: callId, admitted },
    channel: channelOf(kind),
    arrivedAtMs: at.monotonicMs - waitedMs,
    // Steps go by how long it has waited, also when another instance counted before.
    queuedAtMs: at.monotonicMs - Math.max(0, waitedMs),
    notBeforeMs: notBeforeMs > at.nowMs ? at.monotonicMs + (notBeforeMs - at.nowMs) : undefined,
    preferred: preferredAgentId === '' ? undefined : { agentId: preferredAgentId, only: false },
    // One that the rules do not have is none.
    queueId: wantedQueueId === '' ? undefined : wantedQueueId,
    value: profile?.value ?? 0,
    language: languageOf(page?.locale ?? '', profile?.language ?? ''),
    attributes: {
      conversation: conversationId,
      region: customer?.region ?? '',
      name: customer?.displayName ?? '',
      page: page?.url ?? '',
      title: page?.title ?? '',
      locale: page?.locale ?? '',
      level: profile?.level ?? '',
      callback,
    },
  });
}

// A callback, too: whoever may have a call may have it so.
const channelOf = (kind: NewCall['kind']): string => (kind === 'video' ? 'video' : 'voice');

/** "zh" of "zh-CN" (RFC 5646): of the page that they are on, else what is known of the customer; empty when there is none. */
export function languageOf(locale: string, known: string): string {
  for (const tag of [locale, known]) {
    const [language] = /^[a-zA-Z]{2,3}(?=-|$)/.exec(tag) ?? [];
    if (language !== undefined) return language.toLowerCase();
  }
  return '';
}
