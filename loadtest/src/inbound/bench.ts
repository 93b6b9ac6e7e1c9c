import { sleep, systemClock } from '@weft/proto';
import { type Bench, type Context, count } from '../bench/bench.ts';
import { type Measure, measure } from '../bench/measure.ts';
import { Staff } from '../channels/staff.ts';
import { startWechat } from '../channels/vendors.ts';
import { processOf } from '../failover/processes.ts';
import type { Delivery } from '../simulators/pusher.ts';
import type { Follower, WechatPlatform } from '../simulators/wechat/platform.ts';
import { profiling } from '../stack/profiling.ts';
import { startTemporaryStack } from '../stack/temporary-stack.ts';
import { EdgeClient } from '../wire/edge-client.ts';
import { edgeOf, guestSession } from '../wire/http.ts';
import { processorMs } from './processor-time.ts';
import { Timelines, WORDS } from './timelines.ts';
import { verdictOf } from './verdict.ts';

const RATE = 1_000;
const SECONDS = 60;
const FOLLOWERS = 500;
const REGION = 'eu';
const CONTROL = 'control-1';
/** How long what is missing at the end is waited for before it counts as lost. */
const SETTLE_S = 300;
const LOOK_MS = 2_000;
/** Followers who are made known before it begins, at the same time. */
const AT_ONCE = 20;

/** WeChat's pushes, from the platform to the stream's acknowledgement, and then to the timelines. */
export const inbound: Bench = {
  name: 'inbound',
  summary: 'WeChat pushes, acknowledged when the stream has stored them',
  options: {
    rate: `pushes per second (${RATE})`,
    seconds: `how long (${SECONDS})`,
    settle: `seconds that what is missing is waited for (${SETTLE_S})`,
    followers: `who write in turn (${FOLLOWERS})`,
    profile: 'a folder for profiles of the threads of the control plane',
  },
  run: async (context) => {
    const rate = count(context, 'rate', RATE);
    const seconds = count(context, 'seconds', SECONDS);
    const followers = count(context, 'followers', FOLLOWERS);
    const settleMs = count(context, 'settle', SETTLE_S) * 1_000;
    context.progress('starting one region');
    await using temporary = await startTemporaryStack({
      ...{ regions: [REGION], nodesPerRegion: 1, pages: false },
      settings: {
        control: {
          ...{ WEFT_CONTROL_GUESTS_PER_MINUTE: '100000', WEFT_CONTROL_SIGN_INS_PER_MINUTE: '100000' },
          ...{ WEFT_CONTROL_REQUESTS_PER_SECOND: '10000', WEFT_CONTROL_REQUEST_BURST: '10000' },
          ...profiling(context.options.get('profile')),
        },
        // One desk reads all that was written, faster than anybody does.
        edge: { WEFT_EDGE_SESSION_FRAMES_PER_S: '0' },
      },
    });
    const { stack } = temporary;
    const admin = await Staff.signIn(stack, 'mei');
    const agent = await Staff.signIn(stack, 'anna');
    const edge = edgeOf(await guestSession(stack.url, 'Nobody'), REGION);
    await using desk = await EdgeClient.connect({ url: edge, token: agent.token });
    const timelines = new Timelines(desk, context.clock);
    await timelines.opened();
    await using wechat = await startWechat({ stackUrl: stack.url, admin, accountId: 'wechat-bench' });
    const { platform } = wechat;
    const people = await known(context, platform, followers);
    context.progress(`${people.length} followers are known; ${rate} pushes a second for ${seconds} s`);
    const control = processOf(stack, CONTROL);
    const usedMs = await processorMs(control);
    const deliveries = await written(context, platform, people, rate, seconds);
    const late = deliveries.filter(({ delivered }) => !delivered).length;
    const ack = ackOf(deliveries);
    context.progress(`all is pushed, ${late} not taken; ${ack.map(inWords).join('')}`);
    const verdict = await settled(context, timelines, platform, people, settleMs);
    const perMessage = ((await processorMs(control)) - usedMs) / deliveries.length;
    return {
      setup: { rate, seconds, followers, mode: 'secure', controls: 1, store: 'embedded' },
      measures: ack,
      fields: {
        ...verdict,
        // Of the control plane, until all was in the timelines: what a busy machine does not change.
        'processor-us-per-message': Math.round(perMessage * 1_000),
        'not-taken': late,
        'tried-again': deliveries.filter(({ tries }) => tries > 1).length,
        'over-1-s': deliveries.filter(({ tookMs }) => tookMs > 1_000).length,
        refusals: refusalsOf(deliveries),
      },
    };
  },
};

/** Of those that were taken; none where nothing was. */
function ackOf(deliveries: readonly Delivery[]): readonly Measure[] {
  const tookMs = deliveries.flatMap(({ delivered, tookMs: ms }) => (delivered ? [ms] : []));
  return tookMs.length === 0 ? [] : [measure('ack', 'ms', tookMs)];
}

/** How many tries were in vain, by the reason. */
function refusalsOf(deliveries: readonly Delivery[]): Readonly<Record<string, number>> {
  const all = deliveries.flatMap(({ refusals }) => refusals);
  const byReason = [...Map.groupBy(all, (reason) => reason)];
  return Object.fromEntries(byReason.map(([reason, some]) => [reason, some.length]));
}

const inWords = ({ n, p50, p99, max }: Measure): string =>
  `${n} acknowledged, p50 ${p50} ms, p99 ${p99} ms, at most ${max} ms`;

/** Adds followers who have written once: who they are is asked then, which is not what is measured. */
async function known(
  { clock }: Context,
  platform: WechatPlatform,
  total: number,
): Promise<readonly Follower[]> {
  const untilMs = clock.monotonic() + 60_000;
  while (!(await platform.checkAddress())) {
    if (clock.monotonic() > untilMs) throw new Error('the account does not answer');
    await sleep(clock, 200);
  }
  const people = Array.from({ length: total }, (_, index) => {
    const id = String(index).padStart(6, '0');
    return platform.add({ openId: `oBench${id}`, unionId: `uBench${id}`, name: `Follower ${id}` });
  });
  for (let from = 0; from < total; from += AT_ONCE) {
    await Promise.all(people.slice(from, from + AT_ONCE).map((one) => platform.says(one, `${WORDS} first`)));
  }
  return people;
}

/** Writes at the pace named, whatever becomes of it: a slow server does not slow the customers. */
async function written(
  { progress }: Context,
  platform: WechatPlatform,
  people: readonly Follower[],
  rate: number,
  seconds: number,
): Promise<readonly Delivery[]> {
  const total = rate * seconds;
  const startedMs = systemClock.monotonic();
  const pushes: Promise<Delivery>[] = [];
  for (let index = 0; index < total; index += 1) {
    const one = people[index % people.length];
    if (one === undefined) throw new Error('nobody writes');
    pushes.push(platform.says(one, `${WORDS} ${index}`));
    const leftMs = startedMs + ((index + 1) * 1_000) / rate - systemClock.monotonic();
    if (leftMs > 1) await sleep(systemClock, leftMs);
    if (index % (rate * 10) === rate * 10 - 1) progress(`${index + 1} of ${total}`);
  }
  return Promise.all(pushes);
}

/**
 * The ledgers compared, when nothing is missing any more or it has been waited
 * for long enough. Timelines are read only when all conversations are as long
 * as they have to be: the mesh still works on what it took.
 */
async function settled(
  { clock, progress }: Context,
  timelines: Timelines,
  platform: WechatPlatform,
  people: readonly Follower[],
  settleMs: number,
) {
  const startedMs = clock.monotonic();
  const expected = Map.groupBy(
    platform.ledger.entries.flatMap((entry) => (entry.is === 'pushed' ? [entry] : [])),
    ({ person }) => person,
  );
  const taken = people.map(({ openId, name }) => {
    const entries = expected.get(openId) ?? [];
    return { name, entries, length: entries.filter(({ delivered }) => delivered === true).length };
  });
  for (;;) {
    const isLate = clock.monotonic() - startedMs > settleMs;
    const lengths = new Map(
      (await timelines.all()).map(({ contactName, lastSeq }) => [contactName, lastSeq]),
    );
    const short = taken.filter(({ name, length }) => (lengths.get(name) ?? 0) < length).length;
    if (short === 0 || isLate) {
      const found = await timelines.texts(people.map(({ name }) => name));
      const verdict = verdictOf(
        taken.map(({ name, entries }) => ({
          expected: entries.map(({ text, delivered }) => ({ text, taken: delivered === true })),
          found: found.get(name) ?? [],
        })),
      );
      const settledMs = Math.round(clock.monotonic() - startedMs);
      if (verdict.lost === 0 || isLate) return { ...verdict, 'settled-ms': settledMs };
    }
    progress(`${short} conversations wait for the rest of their messages`);
    await sleep(clock, LOOK_MS);
  }
}
