import { edgeIn, guest } from './guest.ts';
import { EdgeSession } from './session.ts';
import { settings } from './settings.ts';
import { thresholdsOf } from './thresholds.ts';
import { iteration, timed, trend } from './timed.ts';

export { handleSummary } from './summary.ts';

/** Customers who ask for a call so many a second, join its room, and hang up. */
const { url, region, people, seconds } = settings({ people: 5, seconds: 20 });

export const options = {
  scenarios: {
    calls: {
      executor: 'constant-arrival-rate',
      ...{ rate: people, timeUnit: '1s', duration: `${seconds}s` },
      ...{ preAllocatedVUs: people * 4, maxVUs: people * 20 },
    },
  },
  thresholds: thresholdsOf('call-setup'),
};

const callSetup = trend('call_setup');

export default (): Promise<void> =>
  iteration(async () => {
    const who = await guest(url, 'Caller');
    const session = await EdgeSession.connect(edgeIn(who, region), who.token);
    const callId = await timed(callSetup, async () => {
      const asked = await session.control({ body: { case: 'requestCall', value: { kind: 'voice' } } });
      if (asked.case !== 'call' || asked.value.seat === undefined)
        throw new Error(`no call but ${asked.case}`);
      const { callId, epoch, seat } = asked.value;
      const capabilities = seat.routerCapabilities;
      const joined = await session.media(
        { nodeId: seat.nodeId, callId, epoch },
        { body: { case: 'join', value: { capabilities } } },
      );
      if (joined.case !== 'joined') throw new Error(`not joined but ${joined.case}`);
      return callId;
    });
    await session.control({ body: { case: 'hangUp', value: { callId } } });
    await session.bye();
  });
