import type { Channel } from '@weft/proto';
import { fieldsOf, number, text, texts } from '../fields.ts';
import type { Episode } from '../types.ts';

const CHANNELS = [
  ...(['chat', 'call', 'sms', 'email', 'wechat', 'weibo', 'phone'] as const),
] as const satisfies readonly Channel[];

export function episodeOf(entry: unknown): Episode {
  const one = fieldsOf(entry);
  const channels = texts(one.channels);
  return {
    conversationId: text(one.conversationId),
    fromSeq: number(one.fromSeq),
    openedAtMs: number(one.openedAtMs),
    closedAtMs: number(one.closedAtMs),
    channels: CHANNELS.filter((channel) => channels.includes(channel)),
    agentName: text(one.agentName),
    disposition: text(one.disposition),
    rating: number(one.rating),
    firstLine: text(one.firstLine),
    calls: number(one.calls),
    tickets: Array.isArray(one.tickets) ? one.tickets.map(number) : [],
  };
}
