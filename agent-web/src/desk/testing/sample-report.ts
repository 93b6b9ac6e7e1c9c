const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

const figures = (key: string, closed: number, name = '') => ({
  ...{
    key,
    name,
    closed,
    answered: Math.round(closed * 0.7),
    answerP50Ms: 41_000,
    answerP90Ms: 4 * MINUTE_MS,
  },
  ...{ solveP50Ms: 19 * MINUTE_MS, solveP90Ms: 26 * 60 * MINUTE_MS, received: closed * 5, sent: closed * 6 },
  ...{ calls: Math.round(closed / 4), missedCalls: Math.round(closed / 40) },
  ...{ ratings: Math.round(closed / 3), rating: 4.36 },
});

/** A month in which more was closed on some days than on others, as the API tells it. */
export function sampleReport(nowMs: number): object {
  const days = Array.from({ length: 30 }, (_, at) => {
    const day = new Date(nowMs - at * DAY_MS);
    const weekday = day.getDay();
    const key = [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((n) => String(n).padStart(2, '0'));
    return figures(key.join('-'), weekday === 0 ? 0 : 40 + ((at * 17) % 45));
  });
  return {
    all: figures('', 412),
    days,
    channels: [figures('chat', 190), figures('sms', 121), figures('wechat', 63), figures('email', 38)],
    agents: [
      figures('anna', 166, 'Anna'),
      figures('chen', 140, '陈宇'),
      figures('ben', 89, 'Ben'),
      figures('', 17),
    ],
    queues: [figures('default', 300), figures('returns', 112)],
    dispositions: [figures('solved', 320), figures('follow-up', 61), figures('', 31)],
  };
}

/** What customers said lately, as the API tells it. */
export const sampleRatings = (nowMs: number): object => ({
  ratings: [
    {
      ...{ conversationId: 'conv-1', contactName: 'Kim Lindqvist', stars: 5, agentName: 'Anna' },
      ...{ comment: 'Quick and kind. Thank you!', atMs: nowMs - 40 * MINUTE_MS },
    },
    {
      ...{ conversationId: 'conv-2', contactName: '李雷', stars: 2, agentName: '陈宇' },
      ...{ comment: '等了很久才有人回复，不过问题解决了。', atMs: nowMs - 3 * 60 * MINUTE_MS },
    },
    {
      ...{ conversationId: 'conv-3', contactName: '', stars: 4, agentName: '', comment: '' },
      atMs: nowMs - DAY_MS,
    },
  ],
  cursor: '',
});
