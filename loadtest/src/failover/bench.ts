import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '@weft/proto/testing';
import { type Bench, type Context, count } from '../bench/bench.ts';
import { type Measure, measure } from '../bench/measure.ts';
import { leftoversOf } from '../e2e/leftovers.ts';
import { type Row, writeCsv } from './csv.ts';
import type { Fault } from './fault.ts';
import { faultNamed, faultNames } from './faults.ts';
import { keepLogs } from './keep-logs.ts';
import type { LiveCall } from './live-call.ts';
import { Rig } from './rig.ts';
import type { EndSample } from './sample.ts';
import { type Trial, tryFault } from './trial.ts';

const FOLDER = fileURLToPath(new URL('../../../out/failover', import.meta.url));
const TRIALS = 20;
/** So many deaths does one call see before the next call is made: each move must leave it as good as new. */
const FAULTS_PER_CALL = 5;
const STEADY_TIMEOUT_MS = 20_000;
const LEFTOVERS_TIMEOUT_MS = 30_000;

/** Deaths of every part, seen from both ends of a live call. */
export const failover: Bench = {
  name: 'failover',
  summary: 'what a live call loses when a part of the mesh dies',
  options: {
    fault: `which death (worker-kill): ${faultNames.join(', ')}`,
    n: `deaths (${TRIALS})`,
    minutes: 'instead of n, for a fault that kills nothing: so long, on one call',
    mode: 'warm or hot standby (warm)',
    watch: 'seconds that the ends are watched after it, and that what is away stays away',
    'per-call': `deaths that one call sees before a new one is made (${FAULTS_PER_CALL})`,
  },
  run: async (context) => {
    const chosen = faultNamed(context.options.get('fault') ?? 'worker-kill');
    const watchMs = context.options.has('watch') ? count(context, 'watch', 1) * 1_000 : chosen.watchMs;
    const fault = { ...chosen, watchMs };
    const turns = turnsOf(context, fault);
    const perCall = count(context, 'per-call', context.options.has('minutes') ? turns : FAULTS_PER_CALL);
    const mode = modeOf(context);
    context.progress('starting two regions and two browsers');
    await using rig = await Rig.create({
      ...(fault.needs === 'servers' ? { stack: { servers: 3 } } : {}),
      networks: fault.needs === 'networks',
      doors: fault.needs === 'doors',
      database: fault.needs === 'database',
      hot: mode === 'hot',
    });
    const series = new Series(rig, fault, context);
    await series.run(turns, perCall);
    const left = await series.leftovers();
    const file = await writeCsv(FOLDER, `${fault.name}-${mode}.csv`, series.rows);
    return {
      setup: {
        fault: fault.name,
        does: fault.does,
        mode,
        chromium: rig.chromium,
        customer: 'eu, 320x180 VP8',
        agent: 'ap, 320x180 VP8',
        calls: series.calls,
        samples: 'both ends of each death',
        raw: file.slice(file.indexOf('out/')),
      },
      measures: measures(series.ends, fault),
      fields: {
        'calls-lost': series.lost.length,
        ...(fault.harmless ? { 'false-moves': movesOf(series.ends), hit: series.hit } : {}),
        ...{ leftovers: left.length, lost: series.lost, left },
      },
    };
  },
};

/** How often the fault is brought about: a harmless one for as many watches as the minutes have. */
function turnsOf(context: Context, { harmless, watchMs }: Fault): number {
  if (!context.options.has('minutes')) return count(context, 'n', TRIALS);
  if (harmless !== true) throw new Error('--minutes is for --fault none; a death takes --n');
  return Math.ceil((count(context, 'minutes', 1) * 60_000) / watchMs);
}

const movesOf = (ends: readonly EndSample[]): number => ends.reduce((sum, { moves }) => sum + moves, 0);

function modeOf(context: Context): 'warm' | 'hot' {
  const mode = context.options.get('mode') ?? 'warm';
  if (mode === 'warm' || mode === 'hot') return mode;
  throw new Error(`--mode is warm or hot, not "${mode}"`);
}

/** Deaths one after another, on as few calls as they can be had with. */
class Series {
  readonly rows: Row[] = [];
  readonly ends: EndSample[] = [];
  readonly lost: string[] = [];
  calls = 0;
  readonly #rig: Rig;
  readonly #fault: Fault;
  readonly #context: Context;
  #call: LiveCall | undefined;
  #deaths = 0;
  readonly #callIds: string[] = [];

  constructor(rig: Rig, fault: Fault, context: Context) {
    this.#rig = rig;
    this.#fault = fault;
    this.#context = context;
  }

  async run(n: number, perCall: number): Promise<void> {
    for (let i = 1; i <= n; i++) {
      const call = await this.#steadyCall(perCall);
      const trial = await tryFault(this.#fault, this.#rig, call, this.#context.clock);
      this.#deaths += 1;
      this.#note(i, call, trial);
      if (trial.lost !== undefined) {
        const folder = await keepLogs(this.#rig, join(FOLDER, `logs-${this.#fault.name}-${i}`));
        this.#context.progress(`the logs are in ${folder}`);
      }
      this.#context.progress(`${i} of ${n}: ${tell(trial)}`);
    }
    await this.#finish();
  }

  /** What was hit, each once. */
  get hit(): readonly string[] {
    return [...new Set(this.rows.map(({ target }) => String(target)))];
  }

  /** What is still there after the last call, a phrase each. */
  async leftovers(): Promise<readonly string[]> {
    let left: readonly string[] = [];
    await until(
      async () => {
        left = await leftoversOf(this.#rig, this.#callIds.at(-1) ?? 'none');
        return left.length === 0 || left.join(', ');
      },
      { timeoutMs: LEFTOVERS_TIMEOUT_MS, intervalMs: 500 },
    ).catch(() => undefined);
    return left;
  }

  /** The present call while it may go on and is as good as new, or a new one. */
  async #steadyCall(perCall: number): Promise<LiveCall> {
    const present = this.#call;
    if (present !== undefined && this.#deaths < perCall) {
      const why = await reason(present.untilSteady(STEADY_TIMEOUT_MS));
      if (why === undefined) return present;
      this.#context.progress(`a new call, because the last is not as good as new: ${why}`);
    }
    await this.#finish();
    const call = await this.#rig.call();
    await call.untilSteady();
    this.#call = call;
    this.#deaths = 0;
    this.calls += 1;
    this.#callIds.push(call.callId);
    return call;
  }

  async #finish(): Promise<void> {
    const call = this.#call;
    this.#call = undefined;
    if (call === undefined) return;
    const why = await reason(call.hangUp());
    if (why !== undefined) this.#context.progress(`hanging up: ${why}`);
    if (why !== undefined) await call.customer.page.close();
  }

  #note(trial: number, { callId }: LiveCall, { target, ends, lost }: Trial): void {
    if (lost !== undefined) {
      this.lost.push(lost);
      this.#deaths = Number.POSITIVE_INFINITY;
    }
    this.ends.push(...ends);
    for (const end of ends) this.rows.push({ trial, callId, target, lost: lost ?? '', ...end });
  }
}

const reason = (work: Promise<void>): Promise<string | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

const rounded = (value: number | undefined): string => (value === undefined ? '?' : value.toFixed(0));

const tell = ({ target, ends, lost }: Trial): string =>
  [
    target,
    ...ends.map(
      (one) =>
        `${one.end} ${one.home}/${one.standby}→${one.to} audio ${rounded(one.audioGapMs)} (${rounded(one.audioBeforeMs)} before) tone ${rounded(one.toneGapMs)} ` +
        `video ${rounded(one.videoFreezeMs)} (${rounded(one.videoBeforeMs)}) detected ${rounded(one.detectionMs)} ` +
        `+${rounded(one.afterMoveMs)} ${one.cause}${one.silentMs === 0 ? '' : ` silent ${rounded(one.silentMs)}`}${one.signalingBackMs === undefined ? '' : ` signaling ${rounded(one.signalingBackMs)}`}`,
    ),
    ...(lost === undefined ? [] : [`LOST: ${lost}`]),
  ].join(' | ');

/** Every quantity that was seen at least once. */
function measures(ends: readonly EndSample[], fault: Fault): readonly Measure[] {
  const wanted: readonly (readonly [string, (end: EndSample) => number | undefined])[] = [
    ['audio-gap', ({ audioGapMs }) => audioGapMs],
    ['audio-gap-before', ({ audioBeforeMs }) => audioBeforeMs],
    ['tone-gap', ({ toneGapMs }) => toneGapMs],
    ['tone-gap-before', ({ toneBeforeMs }) => toneBeforeMs],
    ['video-freeze', ({ videoFreezeMs }) => videoFreezeMs],
    ['video-freeze-before', ({ videoBeforeMs }) => videoBeforeMs],
    ['signaling-back', ({ signalingBackMs }) => signalingBackMs],
    ['detection', ({ detectionMs }) => (fault.moves ? detectionMs : undefined)],
  ];
  return wanted.flatMap(([name, of]) => {
    const samples = ends.flatMap((end) => of(end) ?? []);
    return samples.length === 0 ? [] : [measure(name, 'ms', samples)];
  });
}
