import { type MediaTargetInit, sleep } from '@weft/proto';
import { type Bench, count } from '../bench/bench.ts';
import { measure } from '../bench/measure.ts';
import { startTemporaryStack } from '../stack/temporary-stack.ts';
import { EdgeClient } from '../wire/edge-client.ts';
import { edgeOf, guestSession } from '../wire/http.ts';

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
    const customers: Customer[] = [];
    for (let i = 0; i < CUSTOMERS; i++) customers.push(owned.use(await Customer.join(temporary.stack.url)));
    const roundTripsMs: number[] = [];
    for (let i = 0; i < WARM_UP + samples; i++) {
      const startedMs = clock.monotonic();
      await customers[i % customers.length]?.ask();
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

/** A customer in the queue, joined to the media node of the call. */
class Customer implements AsyncDisposable {
  readonly #client: EdgeClient;
  readonly #target: MediaTargetInit;

  private constructor(client: EdgeClient, target: MediaTargetInit) {
    this.#client = client;
    this.#target = target;
  }

  static async join(baseUrl: string): Promise<Customer> {
    const session = await guestSession(baseUrl, 'Relay');
    const client = await EdgeClient.connect({ url: edgeOf(session, REGION), token: session.token });
    const reply = await client.control({ body: { case: 'requestCall', value: { kind: 'voice' } } });
    if (reply.case !== 'call' || reply.value.seat === undefined) {
      throw new Error(`a call was answered with ${reply.case}`);
    }
    const { callId, epoch, seat } = reply.value;
    const target = { nodeId: seat.nodeId, callId, epoch };
    await client.media(target, { body: { case: 'join', value: { capabilities: seat.routerCapabilities } } });
    return new Customer(client, target);
  }

  async ask(): Promise<void> {
    await this.#client.media(this.#target, { body: { case: 'getStats', value: {} } });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.control({ body: { case: 'hangUp', value: { callId: this.#target.callId ?? '' } } });
    await this.#client[Symbol.asyncDispose]();
  }
}
