import { loadavg } from 'node:os';
import { sleep, systemClock } from '@weft/proto';
import type { Json } from '../bench/bench.ts';
import { type Cores, chooseCores, waitedMs } from '../bench/cores.ts';
import { Generator } from '../bots/generator.ts';
import type { Heard } from '../bots/messages.ts';
import { BotRooms, type Traffic } from '../bots/rooms.ts';
import { SubjectWorker } from './subject.ts';
import { judge, type Step } from './verdict.ts';

const SOCKETS = 8;
/** Longer than from one key frame to the next. */
const WARM_UP_MS = 1_000;
/** How long processor time of a step is read for. */
export const MEASURE_MS = 2_500;

/** A step that other processes of the machine disturbed is taken again: so often at most, and so often in all. */
const MOST_AGAIN = 2;
const MOST_AGAIN_IN_ALL = 10;

/** A stretch of load with shares of a core. */
export interface Played {
  readonly heard: Heard;
  /** Of the workers measured, together. */
  readonly share: number;
  readonly generator: number;
  /** Time in which the subject was ready to run and another process had its core. */
  readonly robbed: number;
}

/** One worker under load: a generator on one core, the worker on another, and what each step was like. */
export class Stage implements AsyncDisposable {
  readonly cores: Cores;
  readonly generator: Generator;
  readonly worker: SubjectWorker;
  readonly rooms: BotRooms;
  /** Every step so far, for whoever reads the result. */
  readonly steps: Json[] = [];
  #takenAgain = 0;
  readonly #say: (text: string) => void;

  private constructor(
    parts: Pick<Stage, 'cores' | 'generator' | 'worker' | 'rooms'>,
    say: (text: string) => void,
  ) {
    this.cores = parts.cores;
    this.generator = parts.generator;
    this.worker = parts.worker;
    this.rooms = parts.rooms;
    this.#say = say;
  }

  static async create(say: (text: string) => void): Promise<Stage> {
    const cores = await chooseCores();
    await using owned = new AsyncDisposableStack();
    const generator = owned.use(await Generator.create(cores, SOCKETS));
    const worker = owned.use(await SubjectWorker.create(cores));
    const rooms = await BotRooms.create(generator);
    owned.move();
    return new Stage({ cores, generator, worker, rooms }, say);
  }

  /** Plays and judges. `readPart` of all copies are read. */
  async step(load: number, traffic: Traffic, readPart: number): Promise<Step> {
    for (let again = 0; ; again++) {
      const step = await this.#stepOnce(load, traffic, readPart);
      if (step.holds || step.saturated !== 'others') return step;
      if (again >= MOST_AGAIN || this.#takenAgain >= MOST_AGAIN_IN_ALL) return step;
      this.#takenAgain += 1;
    }
  }

  async #stepOnce(load: number, traffic: Traffic, readPart: number): Promise<Step> {
    const played = await this.play(traffic, [this.worker], MEASURE_MS);
    const { heard, share, generator: used, robbed } = played;
    if (heard.forged > 0) throw new Error(`${heard.forged} of ${heard.opened} packets did not open`);
    const step = judge(heard, { readPart, subject: share, generator: used, robbed });
    const { packetsPerS, loss, p99Ms, subject, generator, holds, saturated } = step;
    const figures = {
      load,
      packetsPerS: Math.round(packetsPerS),
      lossPercent: Number((loss * 100).toFixed(3)),
      p99Ms: Number.isFinite(p99Ms) ? Number(p99Ms.toFixed(2)) : null,
      subject: Number(subject.toFixed(2)),
      generator: Number(generator.toFixed(2)),
      robbed: Number(robbed.toFixed(3)),
      ...{ skipped: heard.skipped, unread: heard.unread, holds, saturated },
      loadAverage: Number((loadavg()[0] ?? 0).toFixed(1)),
    };
    this.steps.push(figures);
    this.#say(`  ${JSON.stringify(figures)}`);
    return step;
  }

  /** Plays, and reads what share of a core these workers took together meanwhile, and the generator with its amplifier. */
  async play(traffic: Traffic, workers: readonly SubjectWorker[], measureMs: number): Promise<Played> {
    const { amplifier } = this.generator;
    const used = async (): Promise<number> =>
      (await Promise.all(workers.map((worker) => worker.cpuMs()))).reduce((sum, ms) => sum + ms, 0);
    const playing = this.generator.play(traffic, { warmUpMs: WARM_UP_MS, measureMs });
    await sleep(systemClock, WARM_UP_MS);
    const read = async (): Promise<readonly number[]> => [
      await used(),
      await amplifier.cpuMs(),
      await waitedMs(this.worker.pid),
    ];
    const before = await read();
    await sleep(systemClock, measureMs);
    const after = await read();
    const heard = await playing;
    const [share = 0, amplified = 0, robbed = 0] = after.map((ms, i) => (ms - (before[i] ?? 0)) / measureMs);
    return { heard, share, generator: heard.cpuShare + amplified, robbed };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.worker[Symbol.dispose]();
    await this.generator[Symbol.asyncDispose]();
  }
}
