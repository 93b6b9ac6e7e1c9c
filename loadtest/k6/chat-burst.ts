import { edgeIn, guest } from './guest.ts';
import { EdgeSession } from './session.ts';
import { settings } from './settings.ts';
import { thresholdsOf } from './thresholds.ts';
import { iteration, timed, trend } from './timed.ts';

export { handleSummary } from './summary.ts';

/** Customers who all begin at once and write one message after the other, each as soon as the last was taken. */
const { url, region, people, seconds } = settings({ people: 50, seconds: 60 });
const MESSAGES = 20;

export const options = {
  scenarios: {
    burst: {
      executor: 'per-vu-iterations',
      ...{ vus: people, iterations: 1, maxDuration: `${seconds}s` },
    },
  },
  thresholds: thresholdsOf('chat-burst'),
};

const post = trend('post');

export default (): Promise<void> =>
  iteration(async () => {
    const who = await guest(url, 'Writer');
    const session = await EdgeSession.connect(edgeIn(who, region), who.token);
    await session.control({ body: { case: 'syncConversation', value: {} } });
    for (let i = 1; i <= MESSAGES; i++) {
      const body = { case: 'text', value: `Where is my order, please? (${i})` } as const;
      const value = { clientId: `burst-${i}`, body };
      await timed(post, () => session.control({ body: { case: 'postItem', value } }));
    }
    await session.bye();
  });
