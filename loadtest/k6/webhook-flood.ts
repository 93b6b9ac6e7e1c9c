import { scenario } from 'k6/execution';
import http from 'k6/http';
import { pushOf } from './push.ts';
import { settings } from './settings.ts';
import { thresholdsOf } from './thresholds.ts';
import { iteration, timed, trend } from './timed.ts';

export { handleSummary } from './summary.ts';

/** Vendors' signed pushes, so many a second, to every account in turn; each follower writes again and again. */
const { people, seconds, webhooks } = settings({ people: 100, seconds: 20 });
const FOLLOWERS = 200;
/** The vendors' own patience. */
const ANSWER_LIMIT_MS = 5_000;

export const options = {
  scenarios: {
    flood: {
      executor: 'constant-arrival-rate',
      ...{ rate: people, timeUnit: '1s', duration: `${seconds}s` },
      ...{ preAllocatedVUs: people, maxVUs: people * 5 },
    },
  },
  thresholds: thresholdsOf('webhook-flood'),
};

const ack = trend('ack');

export default (): Promise<void> =>
  iteration(async () => {
    const serial = scenario.iterationInTest;
    const webhook = webhooks[serial % webhooks.length];
    if (webhook === undefined) throw new Error('WEFT_WEBHOOKS names no account');
    const follower = Math.floor(serial / webhooks.length) % FOLLOWERS;
    const push = pushOf(webhook, { follower, serial, atMs: Date.now(), text: `订单 ${serial} 到哪了？` });
    const response = await timed(ack, () =>
      http.asyncRequest('POST', push.url, push.body, {
        headers: { 'content-type': push.contentType },
        timeout: ANSWER_LIMIT_MS,
      }),
    );
    if (response.status !== 200 || response.body !== push.taken)
      throw new Error(`${webhook.kind} not taken: ${response.status}`);
  });
