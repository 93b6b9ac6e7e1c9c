import { Rate } from 'k6/metrics';
import { setTimeout } from 'k6/timers';
import { edgeIn, guest } from './guest.ts';
import { EdgeSession } from './session.ts';
import { settings } from './settings.ts';
import { thresholdsOf } from './thresholds.ts';
import { iteration, timed, trend } from './timed.ts';

export { handleSummary } from './summary.ts';

/** Everybody is connected, loses the connection at the same moment and comes back, several times. */
const { url, region, people, seconds } = settings({ people: 200, seconds: 60 });
const TIMES = 4;
/** Connections are lost at whole multiples of this, so that all who are there lose theirs together. */
const TOGETHER_MS = 4_000;

export const options = {
  scenarios: {
    storm: {
      executor: 'per-vu-iterations',
      ...{ vus: people, iterations: 1, maxDuration: `${seconds}s` },
    },
  },
  thresholds: thresholdsOf('reconnect-storm'),
};

const resume = trend('resume');
const resumed = new Rate('resumed');

export default (): Promise<void> =>
  iteration(async () => {
    const who = await guest(url, 'Returner');
    const edge = edgeIn(who, region);
    let session = await EdgeSession.connect(edge, who.token);
    for (let i = 0; i < TIMES; i++) {
      const leftMs = TOGETHER_MS - (Date.now() % TOGETHER_MS);
      await new Promise<void>((resolve) => void setTimeout(resolve, leftMs));
      const from = await session.lose();
      session = await timed(resume, () => EdgeSession.connect(edge, who.token, from));
      resumed.add(session.ready.resumed);
    }
    await session.bye();
  });
