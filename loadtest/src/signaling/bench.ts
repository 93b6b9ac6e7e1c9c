import { loadavg } from 'node:os';
import { Rig } from '@weft/signaling/testing';
import { type Bench, type Context, count, type Json } from '../bench/bench.ts';
import { type Cores, chooseCores, cpuMsOf, pin, waitedMs } from '../bench/cores.ts';
import { histogram } from '../bench/histogram.ts';
import { measure } from '../bench/measure.ts';
import { narrow, ramp } from '../capacity/ramp.ts';
import { FULL, percentileOf, ROBBED } from '../capacity/verdict.ts';
import { Channel } from '../idle/channel.ts';
import type { EdgeNews, EdgeOrder } from '../idle/messages.ts';
import type { CrowdNews, CrowdOrder, TwinNews, TwinOrder } from './messages.ts';

const SESSIONS = 500;
const ROUNDS = 2;
const START = 10_000;
const FACTOR = 1.5;
const MOST = 400_000;
const MOST_P99_MS = 20;
const MOST_LOSS = 0.001;
/** Steps that other processes disturbed are taken again, so often in all. */
const MOST_AGAIN = 4;
const WARM_UP_MS = 700;
const MEASURE_MS = 2_000;
const JOIN_MS = 4_000;
const JOINS_AT_ONCE = 32;

/** Messages and joins that an edge carries on one core, beside a server on `ws` that does only what it must. */
export const signaling: Bench = {
  name: 'signaling',
  summary: 'fan-out and joins of one edge on one core, beside a twin on ws',
  options: {
    sessions: `clients (${SESSIONS})`,
    rounds: `times each of both is measured (${ROUNDS})`,
    load: 'messages a second: this load alone, to compare processor time, instead of a search for the greatest',
  },
  run: async (context) => {
    const sessions = count(context, 'sessions', SESSIONS);
    const rounds = count(context, 'rounds', ROUNDS);
    const load = count(context, 'load', 0);
    const cores = await chooseCores();
    await using rig = await Rig.create();
    await pin(rig.nats.pid, cores.generator, cores);
    await pin(rig.etcd.pid, cores.generator, cores);
    const stage = { rig, cores, sessions, load, context };
    const edges: Side[] = [];
    const twins: Side[] = [];
    for (let round = 1; round <= rounds; round++) {
      context.progress(`edge, round ${round} of ${rounds}`);
      edges.push(await measureEdge(stage));
      context.progress(`twin, round ${round} of ${rounds}`);
      twins.push(await measureTwin(stage));
    }
    const of = (sides: readonly Side[], read: (side: Side) => number): number[] => sides.map(read);
    const median = (sides: readonly Side[], read: (side: Side) => number): number =>
      percentileOf(of(sides, read), 0.5);
    const ratio = (read: (side: Side) => number): number =>
      Number((median(edges, read) / median(twins, read)).toFixed(2));
    return {
      setup: {
        ...{ sessions, rounds, load, cores: { ...cores } },
        message: '200 bytes, one publish for each session, over core NATS with the SESSIONS stream',
        holds: `loss at most ${MOST_LOSS * 100} %, p99 at most ${MOST_P99_MS} ms`,
        twin: 'ws 8.23.0, the same frames over the same bus; no tokens, outbox, limits or metrics',
        joinsAtOnce: JOINS_AT_ONCE,
      },
      measures: [
        measure(
          'fan-out-per-second',
          'messages/s',
          of(edges, (one) => one.held),
        ),
        measure(
          'fan-out-per-cpu-second',
          'messages',
          of(edges, (one) => one.perCpuS),
        ),
        measure(
          'fan-out',
          'ms',
          edges.flatMap((one) => one.tookEachMs),
        ),
        measure(
          'joins-per-second',
          'joins/s',
          of(edges, (one) => one.joinsPerS),
        ),
        measure(
          'joins-per-cpu-second',
          'joins',
          of(edges, (one) => one.joinsPerCpuS),
        ),
        measure(
          'join',
          'ms',
          edges.flatMap((one) => one.joinMs),
        ),
        measure(
          'twin-fan-out-per-second',
          'messages/s',
          of(twins, (one) => one.held),
        ),
        measure(
          'twin-fan-out-per-cpu-second',
          'messages',
          of(twins, (one) => one.perCpuS),
        ),
        measure(
          'twin-joins-per-cpu-second',
          'joins',
          of(twins, (one) => one.joinsPerCpuS),
        ),
      ],
      fields: {
        ratio: {
          fanOut: ratio((one) => one.held),
          fanOutPerCpuSecond: ratio((one) => one.perCpuS),
          joinsPerCpuSecond: ratio((one) => one.joinsPerCpuS),
        },
        histograms: {
          'fan-out, µs': histogram(edges.flatMap((one) => one.tookEachMs.map((ms) => ms * 1_000))).map(
            (bucket) => ({
              ...bucket,
            }),
          ),
        },
        edgeSteps: edges.map(({ steps }) => steps),
        twinSteps: twins.map(({ steps }) => steps),
      },
    };
  },
};

interface Staged {
  readonly rig: Rig;
  readonly cores: Cores;
  readonly sessions: number;
  /** 0 = the greatest that holds is looked for. */
  readonly load: number;
  readonly context: Context;
}

/** One stretch of fan-out. */
interface Step extends Pick<Side, 'held' | 'perCpuS' | 'tookEachMs'> {
  readonly holds: boolean;
  readonly lossless: boolean;
  /** Other processes had the server's core while it was not full. */
  readonly disturbed: boolean;
  readonly figures: Json;
}

/** What was measured of one server. */
interface Side {
  /** Messages per second at the greatest step that held, and per second of the server's processor time there. */
  readonly held: number;
  readonly perCpuS: number;
  readonly tookEachMs: readonly number[];
  readonly joinsPerS: number;
  readonly joinsPerCpuS: number;
  readonly joinMs: readonly number[];
  readonly steps: readonly Json[];
}

async function measureEdge(staged: Staged): Promise<Side> {
  const { rig } = staged;
  await using edge = new Channel<EdgeOrder, EdgeNews>(
    'the edge',
    new URL('../idle/edge-process.ts', import.meta.url),
    ['--expose-gc'],
  );
  const environment = {
    ...{ WEFT_NATS_URL: rig.nats.url, WEFT_ETCD_URL: rig.etcd.url, WEFT_EDGE_PORT: '0' },
    ...{ WEFT_EDGE_ADDRESS_CONNECTS_PER_S: '0', WEFT_EDGE_ADDRESS_FRAMES_PER_S: '0' },
    ...{ WEFT_EDGE_SESSION_FRAMES_PER_S: '0', WEFT_EDGE_MAX_SESSIONS: '100000' },
  };
  const { url } = await edge.ask({ do: 'start', environment }, 'up');
  return await measureServer(staged, url, edge.pid ?? 0);
}

async function measureTwin(staged: Staged): Promise<Side> {
  await using twin = new Channel<TwinOrder, TwinNews>(
    'the twin',
    new URL('./twin-process.ts', import.meta.url),
  );
  const { url } = await twin.ask({ do: 'start', natsUrl: staged.rig.nats.url }, 'up');
  return await measureServer(staged, url, twin.pid ?? 0);
}

async function measureServer(
  { rig, cores, sessions, load, context }: Staged,
  url: string,
  pid: number,
): Promise<Side> {
  await pin(pid, cores.subject, cores);
  await using crowd = new Channel<CrowdOrder, CrowdNews>(
    'the crowd',
    new URL('./crowd-process.ts', import.meta.url),
  );
  await pin(crowd.pid, cores.generator, cores);
  const joining = await joins(crowd, url, pid, rig);
  const tokens = await Promise.all(
    Array.from({ length: sessions }, (_, i) => rig.mint.token({ subjectId: `crowd-${i}` })),
  );
  await crowd.ask({ do: 'connect', url, natsUrl: rig.nats.url, tokens }, 'connected');
  const tried: Step[] = [];
  let takenAgain = 0;
  const holds = async (perS: number): Promise<boolean> => {
    const step = await fanOnce(crowd, perS, pid);
    tried.push(step);
    context.progress(`  ${JSON.stringify(step.figures)}`);
    if (step.holds || !step.disturbed || takenAgain === MOST_AGAIN) return step.holds;
    takenAgain += 1;
    return holds(perS);
  };
  if (load > 0) await holds(load);
  else await narrow(await ramp({ from: START, factor: FACTOR, most: MOST }, holds), 2, holds);
  await crowd.ask({ do: 'leave' }, 'left');
  return { ...greatest(tried), ...joining, steps: tried.map(({ figures }) => figures) };
}

/** The step with most messages of those that held; where a busy machine let none hold, of all that lost nothing. */
function greatest(tried: readonly Step[]): Step {
  const held = tried.filter(({ holds }) => holds);
  const whole = tried.filter(({ lossless }) => lossless);
  const most = (steps: readonly Step[]): Step | undefined => steps.toSorted((a, b) => b.held - a.held)[0];
  const [best, busiest] = [most(held) ?? most(whole), most(whole)];
  if (best === undefined || busiest === undefined) throw new Error('every step lost messages');
  // A message is cheaper the more there are: lateness that others caused must not decide at which load that is read.
  return { ...best, perCpuS: busiest.perCpuS };
}

async function joins(crowd: Channel<CrowdOrder, CrowdNews>, url: string, pid: number, rig: Rig) {
  const token = await rig.mint.token({ subjectId: 'joiner' });
  const startedMs = await cpuMsOf(pid);
  const {
    joins: done,
    tookMs,
    joinMs,
  } = await crowd.ask({ do: 'join', url, token, atOnce: JOINS_AT_ONCE, measureMs: JOIN_MS }, 'joined');
  const usedMs = (await cpuMsOf(pid)) - startedMs;
  return { joinsPerS: (done * 1_000) / tookMs, joinsPerCpuS: (done * 1_000) / usedMs, joinMs };
}

async function fanOnce(crowd: Channel<CrowdOrder, CrowdNews>, perS: number, pid: number): Promise<Step> {
  const crowdPid = crowd.pid ?? 0;
  const read = async (): Promise<readonly [number, number, number]> => [
    await cpuMsOf(pid),
    await cpuMsOf(crowdPid),
    await waitedMs(pid),
  ];
  const before = await read();
  const { fanned } = await crowd.ask(
    { do: 'fan', perS, warmUpMs: WARM_UP_MS, measureMs: MEASURE_MS },
    'fanned',
  );
  const after = await read();
  const { published, received, tookMs, tookEachMs, skipped } = fanned;
  const wholeMs = WARM_UP_MS + tookMs;
  const [server = 0, generator = 0, robbed = 0] = after.map((ms, i) => (ms - (before[i] ?? 0)) / wholeMs);
  const loss = published === 0 ? 1 : Math.max(0, published - received) / published;
  const p99Ms = percentileOf(tookEachMs, 0.99);
  const held = (received * 1_000) / tookMs;
  const holds = loss <= MOST_LOSS && p99Ms <= MOST_P99_MS && skipped === 0;
  const short = (value: number): number => Number(value.toFixed(3));
  const figures = {
    ...{ load: perS, messagesPerS: Math.round(held), lossPercent: short(loss * 100) },
    p99Ms: Number.isFinite(p99Ms) ? short(p99Ms) : null,
    ...{ server: short(server), crowd: short(generator), robbed: short(robbed), skipped, holds },
    loadAverage: short(loadavg()[0] ?? 0),
  };
  const disturbed = robbed >= ROBBED && server < FULL;
  const lossless = loss <= MOST_LOSS;
  return { holds, lossless, disturbed, held, perCpuS: held / Math.max(server, 0.01), tookEachMs, figures };
}
