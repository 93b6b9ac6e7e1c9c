import type { Stack } from '@weft/control-plane/stack';
import { type Clock, sleep } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { type Bench, type Context, count, type Result } from '../bench/bench.ts';
import { measure } from '../bench/measure.ts';
import { workersOf } from '../failover/processes.ts';
import { startTemporaryStack } from '../stack/temporary-stack.ts';
import { Calls } from './calls.ts';
import { leftOf } from './leftovers.ts';

const CALLS = 10;
const SECONDS = 20;
const DEATHS = 5;
/** A death is listened to for so long. */
const AFTER_DEATH_MS = 3_000;
/** Until every call has a standby leg again, and the dead worker a successor. */
const WHOLE_TIMEOUT_MS = 60_000;
/** Until nodes have noticed that everybody has gone. */
const EMPTY_TIMEOUT_MS = 30_000;

/** Whole calls without a browser: how they are set up, what they sound like, and what they lose when a node's worker dies. */
export const calls: Bench = {
  name: 'calls',
  summary: 'voice calls of bots over the whole mesh, and the deaths of workers under them',
  options: {
    calls: `calls at the same time (${CALLS})`,
    seconds: `seconds that are listened to before the first death (${SECONDS})`,
    deaths: `workers killed one after the other, each the home of most participants (${DEATHS})`,
  },
  run: async (context) => {
    const total = count(context, 'calls', CALLS);
    const seconds = count(context, 'seconds', SECONDS);
    const deaths = count(context, 'deaths', DEATHS);
    const { clock, progress } = context;
    progress('starting two regions with two media nodes each');
    await using temporary = await startTemporaryStack({ pages: false });
    const { stack } = temporary;
    await using going = await Calls.start(stack, total, context);
    await going.untilWhole(WHOLE_TIMEOUT_MS);
    going.take();
    progress(`${total} calls are listened to for ${seconds} s`);
    await sleep(clock, seconds * 1_000);
    const calm = going.take();
    const blows: Blow[] = [];
    for (let i = 1; i <= deaths; i += 1) blows.push(await kill(stack, going, `${i} of ${deaths}`, context));
    const lost = going.lost;
    await going.hangUp();
    const left = await untilEmpty(stack, clock);
    return resultOf({ total, seconds, setUpMs: going.setUpMs, calm, blows, lost, left });
  },
};

/** What one death did. */
interface Blow {
  readonly nodeId: string;
  /** Participants whose home was there. */
  readonly homes: number;
  /** Longest distance between two frames, at ends whose own home or whose other side's home died. */
  readonly gapsMs: readonly number[];
  /** The same at all other ends. */
  readonly othersMs: readonly number[];
  /** Where participants went, by node. */
  readonly spread: Readonly<Record<string, number>>;
}

async function kill(stack: Stack, going: Calls, which: string, { clock, progress }: Context): Promise<Blow> {
  const nodeId = going.fullestNode;
  const hit = going.endsAt(nodeId);
  const moved = going.homesAt(nodeId);
  going.take();
  for (const pid of await workersOf(stack, nodeId)) process.kill(pid, 'SIGKILL');
  await sleep(clock, AFTER_DEATH_MS);
  const gaps = going.ends.map((end) => ({ end, gapMs: end.ear.take().longestGapMs }));
  const spread: Record<string, number> = {};
  for (const { failover } of moved) spread[failover.nodeId] = (spread[failover.nodeId] ?? 0) + 1;
  const of = (wanted: boolean): number[] =>
    gaps.filter(({ end }) => hit.has(end) === wanted).map(({ gapMs }) => gapMs);
  const blow = { nodeId, homes: moved.length, gapsMs: of(true), othersMs: of(false), spread };
  progress(
    `${which}: ${nodeId}, ${moved.length} participants; gaps of ${blow.gapsMs.map(Math.round).join(', ')} ms`,
  );
  await until(async () => (await workersOf(stack, nodeId)).length > 0 || `${nodeId} has no worker`, {
    timeoutMs: WHOLE_TIMEOUT_MS,
  });
  await going.untilWhole(WHOLE_TIMEOUT_MS);
  return blow;
}

/** Waits until no node has anybody or anything; says what is left. */
async function untilEmpty(stack: Stack, clock: Clock): Promise<readonly string[]> {
  const untilMs = clock.monotonic() + EMPTY_TIMEOUT_MS;
  for (;;) {
    const left = await leftOf(stack);
    if (left.length === 0 || clock.monotonic() > untilMs) return left;
    await sleep(clock, 500);
  }
}

interface Outcome {
  readonly total: number;
  readonly seconds: number;
  readonly setUpMs: readonly number[];
  readonly calm: ReturnType<Calls['take']>;
  readonly blows: readonly Blow[];
  readonly lost: readonly string[];
  readonly left: readonly string[];
}

function resultOf({ total, seconds, setUpMs, calm, blows, lost, left }: Outcome): Result {
  const samples: readonly (readonly [string, string, readonly number[]])[] = [
    ['set-up', 'ms', setUpMs],
    ['voice-latency', 'ms', calm.latenciesMs],
    ['longest-gap-calm', 'ms', calm.gapsMs],
    ['voice-gap', 'ms', blows.flatMap(({ gapsMs }) => gapsMs)],
    ['voice-gap-of-others', 'ms', blows.flatMap(({ othersMs }) => othersMs)],
  ];
  return {
    setup: { regions: 2, nodesPerRegion: 2, calls: total, seconds, voice: '100 bytes every 20 ms' },
    measures: samples.flatMap(([name, unit, values]) =>
      values.length === 0 ? [] : [measure(name, unit, values)],
    ),
    fields: {
      frames: calm.frames,
      'frames-lost': calm.lost,
      'calls-lost': lost.length,
      lost: [...lost],
      left: [...left],
      deaths: blows.map(({ nodeId, homes, spread }) => ({ nodeId, homes, spread })),
    },
  };
}
