import { type Clock, sleep } from '@weft/proto';
import { startPostgres } from '@weft/proto/testing';
import { type Bench, type Context, count } from '../bench/bench.ts';
import { measure } from '../bench/measure.ts';
import { Staff } from '../channels/staff.ts';
import { type Carrier, startSmsc } from '../channels/vendors.ts';
import { processOf } from '../failover/processes.ts';
import { processorMs } from '../inbound/processor-time.ts';
import { profiling } from '../stack/profiling.ts';
import { storeOpened } from '../stack/store-opened.ts';
import { settingsWith, startTemporaryStack } from '../stack/temporary-stack.ts';
import { EdgeClient } from '../wire/edge-client.ts';
import { edgeOf, signIn } from '../wire/http.ts';
import { AnswerQueue } from './queue.ts';

const MESSAGES = 10_000;
const CUSTOMERS = 100;
const WINDOW = 50;
const ROUNDS = 3;
/** The rate that the carrier promises for the part with throttling, and what it then bears for a while. */
const PROMISED = 300;
const BORNE = 100;
const THROTTLED_MS = 3_000;
const SLOT_MS = 100;
/** Back at the full rate is this much of it, over half a second. */
const FULL = 0.9;
const FULL_SLOTS = 5;
const LATEST_MS = 12_000;
const ACCOUNT = 'sms-bench';
const REGION = 'eu';
const CONTROL = 'control-1';
const LOOK_MS = 20;
const DRAIN_MS = 120_000;

/** Answers on their way out by SMS: how fast they go, and how soon after throttling they go fast again. */
export const sms: Bench = {
  name: 'sms',
  summary: 'answers → outbound stream → SMPP to a simulated carrier; recovery after throttling',
  options: {
    messages: `messages that are sent (${MESSAGES})`,
    window: `submissions under way (${WINDOW})`,
    rounds: `throttlings (${ROUNDS})`,
    postgres: 'the store is a PostgreSQL, not the embedded one',
    profile: 'a folder for profiles of the threads of the control plane',
  },
  run: async (context) => {
    const { clock } = context;
    const total = count(context, 'messages', MESSAGES);
    const window = count(context, 'window', WINDOW);
    const rounds = count(context, 'rounds', ROUNDS);
    await using postgres = context.options.has('postgres') ? await startPostgres() : undefined;
    context.progress('starting one region and a carrier');
    const settings = settingsWith({
      ...{ WEFT_CONTROL_REQUESTS_PER_SECOND: '10000', WEFT_CONTROL_REQUEST_BURST: '10000' },
      ...(postgres === undefined ? {} : { DATABASE_URL: postgres.url }),
      ...profiling(context.options.get('profile')),
    });
    await using temporary = await startTemporaryStack({
      ...{ regions: [REGION], nodesPerRegion: 1, pages: false, settings },
    });
    const { stack } = temporary;
    await storeOpened(stack.url, REGION, clock);
    await using carrier = await startSmsc({
      ...{ stackUrl: stack.url, admin: await Staff.signIn(stack, 'mei'), accountId: ACCOUNT },
      contract: { segmentsPerSecond: 0 },
      settings: { window, receipts: false },
    });
    await using queue = await AnswerQueue.create(stack.addresses.natsUrl, ACCOUNT);
    const conversations = await openConversations(context, stack, carrier);

    // All of them wait before the first one goes: what is measured is the way from the stream to the carrier and back.
    await carrier.change(false);
    await queue.answer(conversations, 0, total);
    await eventually(clock, async () => (await queue.left()) >= total);
    context.progress(`${total} answers wait`);
    const { center } = carrier.simulator;
    const before = center.taken;
    const control = processOf(stack, CONTROL);
    const usedMs = await processorMs(control);
    await carrier.change(true);
    await eventually(clock, () => Promise.resolve(center.taken > before));
    const startedMs = clock.monotonic();
    await eventually(clock, async () => (await queue.left()) === 0);
    const perSecond = (total * 1_000) / (clock.monotonic() - startedMs);
    const perMessage = ((await processorMs(control)) - usedMs) / total;
    const sent = center.taken - before;
    context.progress(`${Math.round(perSecond)} per second`);

    const recovery: number[] = [];
    const needed = Math.ceil((PROMISED * (THROTTLED_MS + LATEST_MS) * rounds) / 1_000);
    await carrier.change(false);
    await queue.answer(conversations, total, needed);
    await eventually(clock, async () => (await queue.left()) >= needed);
    await carrier.change(true, { segmentsPerSecond: PROMISED });
    for (let round = 0; round < rounds; round += 1) {
      await fullRate(clock, carrier);
      center.contract = { ...center.contract, segmentsPerSecond: BORNE };
      await sleep(clock, THROTTLED_MS);
      center.contract = { ...center.contract, segmentsPerSecond: 0 };
      recovery.push(await fullRate(clock, carrier));
      context.progress(`back after ${Math.round(recovery.at(-1) ?? 0)} ms`);
    }
    return {
      setup: {
        ...{ messages: total, window, region: REGION, controls: 1, promised: PROMISED, borne: BORNE },
        store: postgres === undefined ? 'embedded' : 'PostgreSQL',
      },
      measures: [measure('submits-per-second', '1/s', [perSecond]), measure('recovery', 'ms', recovery)],
      fields: {
        lost: Math.max(0, total - sent),
        doubled: Math.max(0, sent - total),
        throttled: center.throttled,
        // Of the control plane, until all was settled: what a busy machine does not change.
        'processor-us-per-message': Math.round(perMessage * 1_000),
      },
    };
  },
};

/** Every customer writes once, so that there is a conversation to answer in. */
async function openConversations(
  { clock, progress }: Context,
  stack: { readonly url: string; readonly signIns: readonly { login: string; password: string }[] },
  { simulator }: Carrier,
): Promise<readonly string[]> {
  const { center } = simulator;
  const anna = stack.signIns.find(({ login }) => login === 'anna');
  if (anna === undefined) throw new Error('nobody is there to list conversations');
  const session = await signIn(stack.url, anna.login, anna.password);
  await using desk = await EdgeClient.connect({ url: edgeOf(session, REGION), token: session.token });
  await eventually(clock, () => Promise.resolve(center.bound > 0));
  await Promise.all(
    Array.from({ length: CUSTOMERS }, (_, at) =>
      center.says(`+8613900${String(at).padStart(6, '0')}`, 'hello'),
    ),
  );
  let ids: readonly string[] = [];
  await eventually(clock, async () => {
    const value = { view: 'all', limit: CUSTOMERS } as const;
    const reply = await desk.control({ body: { case: 'listConversations', value } });
    if (reply.case === 'conversations') ids = reply.value.conversations.map((head) => head.conversationId);
    return ids.length >= CUSTOMERS;
  });
  progress(`${ids.length} customers wrote`);
  return ids;
}

/** How long it takes until the carrier gets the promised rate. */
async function fullRate(clock: Clock, { simulator: { center } }: Carrier): Promise<number> {
  const startedMs = clock.monotonic();
  const slots: { readonly atMs: number; readonly taken: number }[] = [
    { atMs: startedMs, taken: center.taken },
  ];
  for (;;) {
    await sleep(clock, SLOT_MS);
    const now = { atMs: clock.monotonic(), taken: center.taken };
    slots.push(now);
    const then = slots.at(-1 - FULL_SLOTS);
    if (then !== undefined) {
      const perSecond = ((now.taken - then.taken) * 1_000) / (now.atMs - then.atMs);
      if (perSecond >= PROMISED * FULL) return now.atMs - startedMs;
    }
    if (now.atMs - startedMs > LATEST_MS) throw new Error('the full rate was never reached');
  }
}

async function eventually(clock: Clock, isSo: () => Promise<boolean>): Promise<void> {
  const latestMs = clock.monotonic() + DRAIN_MS;
  while (!(await isSo())) {
    if (clock.monotonic() > latestMs) throw new Error(`it is not so after ${DRAIN_MS} ms`);
    await sleep(clock, LOOK_MS);
  }
}
