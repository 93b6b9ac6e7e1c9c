import { sleep } from '@weft/proto';
import { type Bench, count } from '../bench/bench.ts';
import { measure } from '../bench/measure.ts';
import { startTemporaryStack } from '../stack/temporary-stack.ts';
import { Caller } from '../wire/caller.ts';

const SAMPLES = 2_000;
const WARM_UP = 500;
/** Customers who ask in turn: a media node answers each 50 times a second, and it stays as it comes. */
const CUSTOMERS = 5;
/** From one question to the next, whoever asks. */
const PACE_MS = 5;
const REGION = 'eu';

/** A signaling request's way from a client over a real edge to a real media node and back. */
export const relay: Bench = {
  name: 'relay',
  summary: 'signaling request edge → media node → edge',
  options: { samples: `requests measured (${SAMPLES})` },
  run: async (context) => {
    const samples = count(context, 'samples', SAMPLES);
    const { clock } = context;
    context.progress('starting one region with one media node');
    await using temporary = await startTemporaryStack({ regions: [REGION], nodesPerRegion: 1, pages: false });
    await using owned = new AsyncDisposableStack();
    const customers: Caller[] = [];
    for (let i = 0; i < CUSTOMERS; i++)
      customers.push(owned.use(await Caller.start(temporary.stack.url, REGION, 'Relay')));
    const roundTripsMs: number[] = [];
    for (let i = 0; i < WARM_UP + samples; i++) {
      const startedMs = clock.monotonic();
      await customers[i % customers.length]?.media({ case: 'getStats', value: {} });
      const tookMs = clock.monotonic() - startedMs;
      if (i >= WARM_UP) roundTripsMs.push(tookMs);
      await sleep(clock, Math.max(0, PACE_MS - tookMs));
      if (i > 0 && i % 1_000 === 0) context.progress(`${i} of ${WARM_UP + samples}`);
    }
    return {
      setup: {
        request: 'GetStats of a joined participant without tracks',
        customers: CUSTOMERS,
        warmUp: WARM_UP,
        paceMs: PACE_MS,
      },
      measures: [measure('round-trip', 'ms', roundTripsMs)],
    };
  },
};
