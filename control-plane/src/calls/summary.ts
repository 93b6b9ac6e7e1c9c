import type { CallSummaryInit } from '@weft/proto';
import { conversationOf } from '../own-conversation.ts';
import type { EndedCall } from './state.ts';

/** An ended call as a line of a history. */
export const summaryOf = (call: EndedCall): CallSummaryInit => ({
  callId: call.callId,
  kind: call.kind,
  customerName: call.customer.displayName,
  agentName: call.agent?.displayName ?? '',
  requestedAtMs: call.requestedAtMs,
  answeredAtMs: call.answeredAtMs,
  endedAtMs: call.endedAtMs,
  endCause: call.cause,
  customerRegion: call.customer.region,
  moves: call.moves.length,
  company: call.company,
  profile: call.profile,
  locale: call.page?.locale ?? '',
  wantedQueueId: call.wantedQueueId,
  conversationId: conversationOf(call.customer.subjectId),
});
