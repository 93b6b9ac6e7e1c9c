import { type Clock, sleep } from '@weft/proto';
import { startPostgres } from '@weft/proto/testing';
import { type Bench, type Context, count, type Json } from '../bench/bench.ts';
import { measure } from '../bench/measure.ts';
import { Killing } from '../durability/killing.ts';
import { Writer } from '../durability/writer.ts';
import { Timelines } from '../inbound/timelines.ts';
import { startTemporaryStack } from '../stack/temporary-stack.ts';
import { EdgeClient } from '../wire/edge-client.ts';
import { guestSession } from '../wire/http.ts';
import { StaffTokens } from '../wire/staff-token.ts';
import { type Differences, differencesOf, isSettled, sumOf } from './comparing.ts';
import { type Customer, startVendors, type Vendors } from './customers.ts';
import { Staff } from './staff.ts';

const MESSAGES = 50_000;
const CUSTOMERS = 25;
const EVERY_S = 5;
/** Between one message of a customer, or answer to one, and the next. */
const PACE_MS = 1_000;
/** How the lines behave: each webhook comes one to three times, late by up to so much. */
const WEATHER = { doubled: 0.5, mostDoubles: 2, shuffledMs: 500 } as const;
/**
 * How long what is missing at the end is waited for before it counts as lost:
 * work that was on its way to a connection that died is given out again after five minutes.
 */
const SETTLE_MS = 400_000;
const SETTLE_LOOK_MS = 2_000;
/** How long an edge that was killed may take to be back. */
const EDGE_MS = 60_000;
const EDGE_LOOK_MS = 250;

type Stack = Awaited<ReturnType<typeof startTemporaryStack>>['stack'];

/** Every channel both ways, and at the end the vendors' ledgers beside the desk's. */
export const channels: Bench = {
  name: 'channels',
  summary: 'messages in and out over WeChat, Weibo, SMPP and an HTTP provider; the ledgers compared',
  options: {
    n: `messages, half of them in and half of them out (${MESSAGES})`,
    customers: `customers of each vendor (${CUSTOMERS})`,
    durability: 'edges, control planes, nats-server and PostgreSQL are killed all the while',
    every: `seconds from one kill to the next (${EVERY_S})`,
  },
  run: async (context) => {
    const { clock } = context;
    const total = count(context, 'n', MESSAGES);
    const each = count(context, 'customers', CUSTOMERS);
    const everyMs = count(context, 'every', EVERY_S) * 1_000;
    const isKilling = context.options.has('durability');
    await using postgres = await startPostgres();
    context.progress('starting two regions with two control planes and a PostgreSQL');
    await using temporary = await startTemporaryStack({
      ...{ regions: ['eu', 'ap'], nodesPerRegion: 1, controls: 2, pages: false },
      settings: {
        control: {
          ...{ DATABASE_URL: postgres.url, WEFT_CONTROL_GUESTS_PER_MINUTE: '100000' },
          ...{ WEFT_CONTROL_MESSAGES_PER_MINUTE: '100000', WEFT_CONTROL_MESSAGE_BURST: '10000' },
          ...{ WEFT_CONTROL_REQUESTS_PER_SECOND: '10000', WEFT_CONTROL_REQUEST_BURST: '10000' },
          // What it says is no agent's, and would be taken for invented.
          WEFT_CONTROL_VIRTUAL_AGENT: 'off',
        },
      },
    });
    const { stack } = temporary;
    const admin = await Staff.signIn(stack, 'mei');
    await using vendors = await startVendors({
      stackUrl: stack.url,
      admin,
      each,
      clock,
      via: balancer(stack),
    });
    const { customers } = vendors;
    const mesh = await Mesh.of(stack, clock);
    const conversations = await opened(context, mesh, customers);
    context.progress(`${conversations.size} conversations are open`);

    await using owned = new AsyncDisposableStack();
    const writers = new Map<Customer, Writer>();
    for (const [index, customer] of customers.entries()) {
      const conversationId = conversations.get(customer.shown) ?? '';
      const into = { conversationId, channel: customer.channel };
      const token = (): string => mesh.token(`agent-${index}`);
      const name = `answer-${index}`;
      writers.set(customer, owned.use(new Writer({ name, token, edges: mesh.edges, into, clock })));
    }
    vendors.setWeather(WEATHER);
    const killing = isKilling ? new Killing(context, stack, postgres, everyMs) : undefined;
    const startedMs = clock.monotonic();
    const rounds = Math.ceil(total / 2 / customers.length);
    const postedMs = await written(context, vendors, writers, rounds);
    const kills = (await killing?.end()) ?? {};
    const tookMs = clock.monotonic() - startedMs;
    vendors.setWeather({});
    context.progress('all is written; comparing the ledgers');
    const deathsMs = (killing?.deaths ?? []).flatMap(({ kind, atMs }) => (kind === 'control' ? [atMs] : []));
    const found = await settled(context, mesh, writers, deathsMs);
    const byVendor = Object.groupBy(found, ({ vendor }) => vendor);
    const sums = Object.entries(byVendor).map(([vendor, some = []]): [string, Json] => [
      vendor,
      { ...sumOf(some.map(({ differences }) => differences)) },
    ]);
    return {
      setup: {
        ...{ messages: rounds * customers.length * 2, customersEach: each, paceMs: PACE_MS, everyMs },
        ...{ durability: isKilling, controls: 2, edges: 2, store: 'PostgreSQL', weather: { ...WEATHER } },
      },
      measures: [measure('taken', 'ms', postedMs)],
      fields: {
        ...sumOf(found.map(({ differences }) => differences)),
        byVendor: Object.fromEntries(sums),
        ...{ kills, messagesPerSecond: Math.round((rounds * customers.length * 2_000) / tookMs) },
      },
    };
  },
};

/** Chooses one living control plane after the other, as what stands in front of them does. */
function balancer(stack: Stack): () => URL | undefined {
  let turn = 0;
  return () => {
    const living = stack.services.filter(({ kind, pid }) => kind === 'control' && pid > 0);
    turn += 1;
    const url = living[turn % Math.max(1, living.length)]?.url;
    return url === undefined ? undefined : new URL(url);
  };
}

/** A mesh that an agent works at. */
class Mesh {
  readonly edges: readonly string[];
  readonly #tokens: StaffTokens;
  readonly #clock: Clock;

  private constructor(edges: readonly string[], tokens: StaffTokens, clock: Clock) {
    this.edges = edges;
    this.#tokens = tokens;
    this.#clock = clock;
  }

  static async of(stack: Stack, clock: Clock): Promise<Mesh> {
    const { edges } = await guestSession(stack.url, 'Nobody');
    const urls = edges.map(({ url }) => url);
    return new Mesh(urls, await StaffTokens.of(stack.dataDir), clock);
  }

  token(agentId: string): string {
    return this.#tokens.agent(agentId, this.#clock.now());
  }

  /** Reads at an agent's desk. */
  async read<T>(reading: (timelines: Timelines) => Promise<T>): Promise<T> {
    await using desk = await this.#desk();
    return await reading(new Timelines(desk, this.#clock));
  }

  /** At whichever edge lives: the last kill may have been of one. */
  async #desk(): Promise<EdgeClient> {
    const untilMs = this.#clock.monotonic() + EDGE_MS;
    for (let turn = 0; ; turn += 1) {
      const url = this.edges[turn % this.edges.length] ?? '';
      try {
        return await EdgeClient.connect({ url, token: this.token('reader') });
      } catch (error) {
        if (this.#clock.monotonic() > untilMs) throw error;
        await sleep(this.#clock, EDGE_LOOK_MS);
      }
    }
  }
}

/** Every customer writes once; the ids of their conversations by what the desk calls them. */
async function opened(
  { clock }: Context,
  mesh: Mesh,
  customers: readonly Customer[],
): Promise<ReadonlyMap<string, string>> {
  await mesh.read((timelines) => timelines.opened());
  await Promise.all(customers.map((one) => one.says(`hello of ${one.shown}`)));
  const untilMs = clock.monotonic() + SETTLE_MS;
  for (;;) {
    const all = await mesh.read((timelines) => timelines.all());
    const ids = new Map(all.map(({ contactName, conversationId }) => [contactName, conversationId]));
    const missing = customers.filter(({ shown }) => !ids.has(shown));
    if (missing.length === 0) return ids;
    if (clock.monotonic() > untilMs)
      throw new Error(
        `no conversation of ${missing.map(({ vendor, shown }) => `${vendor} ${shown}`).join(', ')}`,
      );
    await sleep(clock, SETTLE_LOOK_MS);
  }
}

/** Each customer writes, and is answered, so many times; how long each answer took to be taken. */
async function written(
  { clock, progress }: Context,
  { customers }: Vendors,
  writers: ReadonlyMap<Customer, Writer>,
  rounds: number,
): Promise<readonly number[]> {
  const takenMs: number[] = [];
  const said: Promise<unknown>[] = [];
  await Promise.all(
    customers.map(async (customer, index) => {
      // Not all at the same time.
      await sleep(clock, (index * PACE_MS) / customers.length);
      for (let round = 0; round < rounds; round += 1) {
        said.push(customer.says(`message-${index}-${round}`));
        const startedMs = clock.monotonic();
        await writers.get(customer)?.write();
        takenMs.push(clock.monotonic() - startedMs);
        if (index === 0 && round % 25 === 24) progress(`${round + 1} of ${rounds} rounds`);
        await sleep(clock, PACE_MS);
      }
    }),
  );
  await Promise.all(said);
  return takenMs;
}

interface Found {
  readonly vendor: string;
  readonly differences: Differences;
}

/** The ledgers compared, when nothing is missing any more or it has been waited for long enough. */
async function settled(
  { clock }: Context,
  mesh: Mesh,
  writers: ReadonlyMap<Customer, Writer>,
  deathsMs: readonly number[],
): Promise<readonly Found[]> {
  const untilMs = clock.monotonic() + SETTLE_MS;
  const names = [...writers.keys()].map(({ shown }) => shown);
  for (;;) {
    const itemsOf = await mesh.read((timelines) => timelines.items(names));
    let isOver = true;
    const found = [...writers].map(([customer, { sent: answers }]): Found => {
      const items = itemsOf.get(customer.shown) ?? [];
      const { vendor } = customer;
      const keyless = vendor === 'smpp';
      const differences = differencesOf({ entries: customer.entries(), items, answers, keyless, deathsMs });
      isOver &&= isSettled(differences, items);
      return { vendor, differences };
    });
    if (isOver || clock.monotonic() > untilMs) return found;
    await sleep(clock, SETTLE_LOOK_MS);
  }
}
