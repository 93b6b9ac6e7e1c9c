import type { Stack } from '@weft/control-plane/stack';
import { sleep, WeftError } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { type Bench, type Context, count } from '../bench/bench.ts';
import { measure } from '../bench/measure.ts';
import { workersOf } from '../failover/processes.ts';
import { storeOpened } from '../stack/store-opened.ts';
import { startTemporaryStack } from '../stack/temporary-stack.ts';
import { Caller } from '../wire/caller.ts';
import { growthOf, type Weight, weigh } from './weigh.ts';

const JOINS = 1_000;
const FAILOVERS = 5;
const IDLE_S = 60;
const WARM_UP = 300;
const AT_ONCE = 8;
/** Callers who are there when a worker dies. */
const WITNESSES = 4;
const REGION = 'eu';
const MOVED_TIMEOUT_MS = 20_000;

/** What a mesh still holds after many came, lost their node, and went. */
export const soak: Bench = {
  name: 'soak',
  summary: 'memory and open things after joins, leaves and failovers',
  options: {
    joins: `calls that are joined and left (${JOINS})`,
    failovers: `media workers killed under calls (${FAILOVERS})`,
    idle: `seconds of quiet before each weighing (${IDLE_S})`,
  },
  run: async (context) => {
    const joins = count(context, 'joins', JOINS);
    const failovers = count(context, 'failovers', FAILOVERS);
    const idleS = count(context, 'idle', IDLE_S);
    const { clock, progress } = context;
    progress('starting one region with two media nodes');
    await using temporary = await startTemporaryStack({ regions: [REGION], nodesPerRegion: 2, pages: false });
    const { stack } = temporary;
    await storeOpened(stack.url, REGION, clock);
    await comeAndGo(stack, WARM_UP, context);
    // What a dead worker costs for the first time is warming up, too.
    await failOver(stack, 0, context);
    const weighed = async (): Promise<Weight> => {
      progress(`nobody is there for ${idleS} s`);
      await sleep(clock, idleS * 1_000);
      return weigh(stack);
    };
    const warm = await weighed();
    const joinMs = await comeAndGo(stack, joins, context);
    const aliveMs: number[] = [];
    let lost = 0;
    for (let i = 1; i <= failovers; i++) {
      const fate = await failOver(stack, i, context);
      aliveMs.push(...fate.aliveMs);
      lost += fate.lost;
    }
    const after = await weighed();
    return {
      setup: {
        region: REGION,
        nodes: 2,
        warmUp: WARM_UP,
        atOnce: AT_ONCE,
        witnesses: WITNESSES,
        joins,
        failovers,
        idleS,
      },
      measures: [
        measure('join', 'ms', joinMs),
        ...(aliveMs.length === 0 ? [] : [measure('call-back', 'ms', aliveMs)]),
      ],
      fields: {
        growthPercent: Number(growthOf(warm.rss, after.rss).toFixed(2)),
        heapGrowthPercent: Number(growthOf(warm.heap, after.heap).toFixed(2)),
        'calls-lost': lost,
        openBefore: Object.fromEntries(warm.open),
        open: Object.fromEntries(after.open),
        rssBefore: Object.fromEntries(warm.rss),
        rssAfter: Object.fromEntries(after.rss),
        heapBefore: Object.fromEntries(warm.heap),
        heapAfter: Object.fromEntries(after.heap),
        filesBefore: Object.fromEntries(warm.files),
        filesAfter: Object.fromEntries(after.files),
      },
    };
  },
};

/** So many calls, a few at a time: joined, and left at once. Resolves with how long each took to be joined. */
async function comeAndGo(stack: Stack, total: number, { clock, progress }: Context): Promise<number[]> {
  const joinMs: number[] = [];
  let begun = 0;
  const line = async (): Promise<void> => {
    while (begun < total) {
      begun += 1;
      const { caller, tookMs } = await arrive(stack, clock);
      const came = joinMs.push(tookMs);
      await caller[Symbol.asyncDispose]();
      if (came % 250 === 0) progress(`${came} of ${total} came and went`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, line));
  return joinMs;
}

/** One caller, as soon as the edge takes one more from this address; refused connections are not counted as joins. */
async function arrive(stack: Stack, clock: Context['clock']) {
  for (;;) {
    const startedMs = clock.monotonic();
    try {
      const caller = await Caller.start(stack.url, REGION, 'Soak');
      return { caller, tookMs: clock.monotonic() - startedMs };
    } catch (error) {
      if (!(error instanceof WeftError) || error.code !== 'RATE_LIMITED') throw error;
      await sleep(clock, error.retryAfterMs);
    }
  }
}

/** Kills the workers of one node under calls; resolves when each call is live again, or lost. */
async function failOver(stack: Stack, turn: number, { clock, progress }: Context) {
  const callers: Caller[] = [];
  for (let i = 0; i < WITNESSES; i++) callers.push(await Caller.start(stack.url, REGION, 'Witness'));
  const nodeId = callers[turn % WITNESSES]?.seat.nodeId ?? '';
  const hit = callers.filter(({ seat }) => seat.nodeId === nodeId);
  const killedMs = clock.monotonic();
  for (const pid of await workersOf(stack, nodeId)) process.kill(pid, 'SIGKILL');
  const fates = await Promise.all(
    hit.map(async (caller) => {
      const back = await cameBack(caller).catch(() => false);
      return back ? clock.monotonic() - killedMs : undefined;
    }),
  );
  const aliveMs = fates.filter((ms) => ms !== undefined);
  for (const caller of callers) await caller[Symbol.asyncDispose]().catch(gone);
  await until(async () => (await workersOf(stack, nodeId)).length > 0 || `${nodeId} has no worker`, {
    timeoutMs: MOVED_TIMEOUT_MS,
  });
  progress(`failover ${turn}: ${hit.length} calls at ${nodeId}, ${aliveMs.length} live`);
  return { aliveMs, lost: hit.length - aliveMs.length };
}

/** Whether the call has a seat again that can be joined. Rejects when it has none in time. */
async function cameBack(caller: Caller): Promise<true> {
  const { callId } = caller.call;
  await until(
    async () => {
      const reply = await caller.client.control({ body: { case: 'syncCall', value: { callId } } });
      if (reply.case !== 'call' || reply.value.seat === undefined) return 'no seat yet';
      const { seat, epoch } = reply.value;
      return caller.client
        .media(
          { nodeId: seat.nodeId, callId, epoch },
          { body: { case: 'join', value: { capabilities: seat.routerCapabilities } } },
        )
        .then(
          ({ case: kind }) => kind === 'joined' || `a join was answered with ${kind}`,
          (error: unknown) => `not joined: ${String(error)}`,
        );
    },
    { timeoutMs: MOVED_TIMEOUT_MS },
  );
  return true;
}

/** A call that is over cannot be hung up. */
function gone(error: unknown): void {
  if (!(error instanceof WeftError)) throw error;
}
