import type { Episode } from '../../state/types.ts';

const DAY_MS = 86_400_000;

/** What the customer of the open conversation had to do with the company before. */
export const sampleEpisodes = (nowMs: number): readonly Episode[] => [
  {
    ...{ conversationId: 'conversation-5', fromSeq: 1, openedAtMs: nowMs - DAY_MS, closedAtMs: 0 },
    ...{ channels: ['sms'], agentName: 'Ben', disposition: '', rating: 0, calls: 0, tickets: [] },
    firstLine: '我的包裹什么时候到？',
  },
  {
    ...{
      conversationId: 'conversation-0',
      fromSeq: 1,
      openedAtMs: nowMs - 2 * DAY_MS,
      closedAtMs: nowMs - DAY_MS,
    },
    ...{ channels: ['call', 'email'], agentName: 'Anna', disposition: '物流查询', rating: 4, calls: 1 },
    ...{ tickets: [1042], firstLine: 'Hello! I ordered the brass arc lamp last week (no. 20260310-8841).' },
  },
  {
    ...{ conversationId: 'conversation-7', fromSeq: 1, openedAtMs: nowMs - 90 * DAY_MS },
    ...{ closedAtMs: nowMs - 89 * DAY_MS, channels: ['call'], agentName: 'Anna', disposition: 'Sold' },
    ...{ rating: 5, calls: 2, tickets: [], firstLine: '' },
  },
];
