import { setTimeout } from 'k6/timers';
import { edgeIn, guest } from './guest.ts';
import { EdgeSession } from './session.ts';
import { settings } from './settings.ts';
import { thresholdsOf } from './thresholds.ts';
import { iteration, timed, trend } from './timed.ts';

export { handleSummary } from './summary.ts';

/** Customers who come so many a second, look around, and go. */
const { url, region, people, seconds } = settings({ people: 50, seconds: 20 });
const STAY_MS = 2_000;

export const options = {
  scenarios: {
    storm: {
      executor: 'constant-arrival-rate',
      ...{ rate: people, timeUnit: '1s', duration: `${seconds}s` },
      ...{ preAllocatedVUs: people * 4, maxVUs: people * 20 },
    },
  },
  thresholds: thresholdsOf('connect-storm'),
};

const connect = trend('connect');

export default (): Promise<void> =>
  iteration(async () => {
    const who = await guest(url, 'Storm');
    const session = await timed(connect, () => EdgeSession.connect(edgeIn(who, region), who.token));
    await new Promise<void>((resolve) => void setTimeout(resolve, STAY_MS));
    await session.bye();
  });
