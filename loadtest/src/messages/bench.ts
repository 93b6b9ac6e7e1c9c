import { type Clock, sleep } from '@weft/proto';
import { type Bench, type Context, count } from '../bench/bench.ts';
import { measure } from '../bench/measure.ts';
import { storeOpened } from '../stack/store-opened.ts';
import { startTemporaryStack } from '../stack/temporary-stack.ts';
import { EdgeClient } from '../wire/edge-client.ts';
import { edgeOf, guestSession } from '../wire/http.ts';
import { StaffTokens } from '../wire/staff-token.ts';
import { Deliveries } from './deliveries.ts';

const DESKS = 500;
const CUSTOMERS = 100;
const RATE = 200;
const MESSAGES = 4_000;
const REGION = 'eu';
/** How long what is missing at the end is waited for before it counts as lost. */
const DRAIN_MS = 10_000;
/** Within this every customer has an agent. */
const ASSIGNED_MS = 30_000;
/** Connections opened at the same time. */
const AT_ONCE = 20;

/** Load from one place is many people: their limits are set for it. */
const SETTINGS = {
  control: {
    ...{ WEFT_CONTROL_GUESTS_PER_MINUTE: '100000' },
    ...{ WEFT_CONTROL_MESSAGES_PER_MINUTE: '100000', WEFT_CONTROL_MESSAGE_BURST: '10000' },
    ...{ WEFT_CONTROL_REQUESTS_PER_SECOND: '10000', WEFT_CONTROL_REQUEST_BURST: '10000' },
  },
  edge: { WEFT_EDGE_ADDRESS_CONNECTS_PER_S: '0', WEFT_EDGE_ADDRESS_FRAMES_PER_S: '0' },
};

/** A message's way from a customer's page to the agent's desk, over edge, stream and store. */
export const messages: Bench = {
  name: 'messages',
  summary: 'message widget → edge → JetStream → store → desk',
  options: {
    desks: `desks connected (${DESKS})`,
    customers: `customers who write in turn (${CUSTOMERS})`,
    rate: `messages per second (${RATE})`,
    messages: `messages measured (${MESSAGES})`,
  },
  run: async (context) => {
    const { clock } = context;
    const wanted = {
      desks: count(context, 'desks', DESKS),
      customers: count(context, 'customers', CUSTOMERS),
    };
    const rate = count(context, 'rate', RATE);
    const total = count(context, 'messages', MESSAGES);
    context.progress('starting one region');
    await using temporary = await startTemporaryStack({
      ...{ regions: [REGION], nodesPerRegion: 1, pages: false, settings: SETTINGS },
    });
    await using owned = new AsyncDisposableStack();
    const deliveries = new Deliveries(clock);
    const { url, dataDir } = temporary.stack;
    const people = { url, dataDir, context, owned, deliveries };
    await storeOpened(url, REGION, clock);
    await openDesks(people, wanted.desks);
    const customers = await openCustomers(people, wanted.customers);
    await written(context, customers, { rate, total, deliveries });
    await settled(clock, deliveries);
    return {
      setup: { ...wanted, rate, region: REGION, controls: 1 },
      measures: [measure('delivery', 'ms', deliveries.tookMs)],
      fields: { lost: deliveries.missing },
    };
  },
};

interface People {
  readonly url: string;
  readonly dataDir: string;
  readonly context: Context;
  readonly owned: AsyncDisposableStack;
  readonly deliveries: Deliveries;
}

/** Runs so many at a time, one after the other. */
async function inTurn(total: number, run: (index: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < total; from += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, total - from) }, (_, index) => run(from + index));
    await Promise.all(batch);
  }
}

async function openDesks({ url, dataDir, context, owned, deliveries }: People, total: number): Promise<void> {
  const tokens = await StaffTokens.of(dataDir);
  const edge = edgeOf(await guestSession(url, 'Desks'), REGION);
  await inTurn(total, async (index) => {
    const token = tokens.agent(`agent-${index}`, context.clock.now());
    const client = owned.use(await EdgeClient.connect({ url: edge, token }));
    client.onPush((push) => deliveries.heard(push));
    await client.control({ body: { case: 'syncDesk', value: {} } });
  });
  context.progress(`${total} desks are open`);
}

async function openCustomers(people: People, total: number): Promise<readonly EdgeClient[]> {
  const { url, context, owned, deliveries } = people;
  const customers: EdgeClient[] = [];
  await inTurn(total, async (index) => {
    const session = await guestSession(url, `Customer ${index}`);
    const client = owned.use(
      await EdgeClient.connect({ url: edgeOf(session, REGION), token: session.token }),
    );
    customers.push(client);
    await client.control({ body: { case: 'syncConversation', value: {} } });
    // The virtual agent passes it on at once, and says nothing to whom an agent has.
    await post(client, `first-${index}`, 'I would like to speak to a human agent, please.');
  });
  // The first word opens a conversation and finds its agent: that is not what is measured.
  const untilMs = context.clock.monotonic() + ASSIGNED_MS;
  while (deliveries.assigned.size < total) {
    if (context.clock.monotonic() > untilMs)
      throw new Error(`only ${deliveries.assigned.size} of ${total} customers have an agent`);
    await sleep(context.clock, 50);
  }
  context.progress(`${total} customers write to agents`);
  return customers;
}

const post = (client: EdgeClient, clientId: string, value: string) =>
  client.control({ body: { case: 'postItem', value: { clientId, body: { case: 'text', value } } } });

/** Writes at the pace named, whatever becomes of it: a slow server does not slow the customers. */
async function written(
  { clock, progress }: Context,
  customers: readonly EdgeClient[],
  { rate, total, deliveries }: { rate: number; total: number; deliveries: Deliveries },
): Promise<void> {
  const startedMs = clock.monotonic();
  const answers: Promise<unknown>[] = [];
  for (let index = 0; index < total; index += 1) {
    const clientId = `message-${index}`;
    const customer = customers[index % customers.length];
    if (customer === undefined) throw new Error('nobody writes');
    deliveries.sent(clientId);
    answers.push(post(customer, clientId, `There is one thing more that I have to say, this: ${clientId}.`));
    const dueMs = startedMs + ((index + 1) * 1_000) / rate;
    const leftMs = dueMs - clock.monotonic();
    if (leftMs > 1) await sleep(clock, leftMs);
    if (index % 1_000 === 999) progress(`${index + 1} of ${total}`);
  }
  await Promise.all(answers);
}

async function settled(clock: Clock, deliveries: Deliveries): Promise<void> {
  const untilMs = clock.monotonic() + DRAIN_MS;
  while (deliveries.missing > 0 && clock.monotonic() < untilMs) await sleep(clock, 50);
}
