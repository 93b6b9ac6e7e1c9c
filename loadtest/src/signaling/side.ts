import { loadavg } from 'node:os';
import type { Rig } from '@weft/signaling/testing';
import type { Context, Json } from '../bench/bench.ts';
import { type Cores, cpuMsOf, pin, waitedMs } from '../bench/cores.ts';
import { narrow, ramp } from '../capacity/ramp.ts';
import { FULL, percentileOf, ROBBED } from '../capacity/verdict.ts';
import { Channel } from '../idle/channel.ts';
import type { Addressing, CrowdNews, CrowdOrder } from './messages.ts';

const START = 10_000;
const FACTOR = 1.5;
const MOST = 600_000;
export const MOST_P99_MS = 20;
export const MOST_LOSS = 0.001;
/** Steps that other processes disturbed are taken again, so often in all. */
const MOST_AGAIN = 4;
const WARM_UP_MS = 700;
const MEASURE_MS = 2_000;
const JOIN_MS = 4_000;
export const JOINS_AT_ONCE = 32;

export interface Staged {
  readonly rig: Rig;
  readonly cores: Cores;
  readonly sessions: number;
  /** 0 = the greatest that holds is looked for. */
  readonly load: number;
  readonly context: Context;
}

type Crowd = Channel<CrowdOrder, CrowdNews>;

/** What was measured of one server's fan-out, in one way of addressing. */
export interface FanOut {
  /** Messages per second at the greatest step that held, and per second of the server's processor time there. */
  readonly held: number;
  readonly perCpuS: number;
  readonly tookEachMs: readonly number[];
  readonly steps: readonly Json[];
}

/** What was measured of one server. */
export interface Side extends Readonly<Record<Addressing, FanOut>> {
  readonly joinsPerS: number;
  readonly joinsPerCpuS: number;
  readonly joinMs: readonly number[];
}

/** One stretch of fan-out. */
interface Step extends Omit<FanOut, 'steps'> {
  readonly holds: boolean;
  readonly lossless: boolean;
  /** Other processes had the server's core while it was not full. */
  readonly disturbed: boolean;
  readonly figures: Json;
}

/** Measures the server that is up at this address, in this process. */
export async function measureServer(staged: Staged, url: string, pid: number): Promise<Side> {
  const { rig, cores, sessions } = staged;
  await pin(pid, cores.subject, cores);
  await using crowd: Crowd = new Channel('the crowd', new URL('./crowd-process.ts', import.meta.url));
  await pin(crowd.pid, cores.generator, cores);
  const joining = await joins(crowd, url, pid, rig);
  const tokens = await Promise.all(
    Array.from({ length: sessions }, (_, i) => rig.mint.token({ subjectId: `crowd-${i}` })),
  );
  await crowd.ask({ do: 'connect', url, natsUrl: rig.nats.url, tokens }, 'connected');
  const each = await fanOut(staged, crowd, 'each', pid);
  const all = await fanOut(staged, crowd, 'all', pid);
  await crowd.ask({ do: 'leave' }, 'left');
  return { ...joining, each, all };
}

async function fanOut({ load, context }: Staged, crowd: Crowd, to: Addressing, pid: number): Promise<FanOut> {
  const tried: Step[] = [];
  let takenAgain = 0;
  const holds = async (perS: number): Promise<boolean> => {
    const step = await fanOnce(crowd, to, perS, pid);
    tried.push(step);
    context.progress(`  to ${to}: ${JSON.stringify(step.figures)}`);
    if (step.holds || !step.disturbed || takenAgain === MOST_AGAIN) return step.holds;
    takenAgain += 1;
    return holds(perS);
  };
  if (load > 0) await holds(load);
  else await narrow(await ramp({ from: START, factor: FACTOR, most: MOST }, holds), 2, holds);
  return { ...greatest(tried), steps: tried.map(({ figures }) => figures) };
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

async function joins(crowd: Crowd, url: string, pid: number, rig: Rig) {
  const token = await rig.mint.token({ subjectId: 'joiner' });
  const startedMs = await cpuMsOf(pid);
  const order = { do: 'join', url, token, atOnce: JOINS_AT_ONCE, measureMs: JOIN_MS } as const;
  const { joins: done, tookMs, joinMs } = await crowd.ask(order, 'joined');
  const usedMs = (await cpuMsOf(pid)) - startedMs;
  return { joinsPerS: (done * 1_000) / tookMs, joinsPerCpuS: (done * 1_000) / usedMs, joinMs };
}

async function fanOnce(crowd: Crowd, to: Addressing, perS: number, pid: number): Promise<Step> {
  const crowdPid = crowd.pid ?? 0;
  const read = async (): Promise<readonly [number, number, number]> => [
    await cpuMsOf(pid),
    await cpuMsOf(crowdPid),
    await waitedMs(pid),
  ];
  const before = await read();
  const order = { do: 'fan', to, perS, warmUpMs: WARM_UP_MS, measureMs: MEASURE_MS } as const;
  const { fanned } = await crowd.ask(order, 'fanned');
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
