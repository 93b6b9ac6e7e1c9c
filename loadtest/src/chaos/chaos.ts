import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Clock, sleep } from '@weft/proto';
import { faults } from '../failover/faults.ts';
import { keepLogs } from '../failover/keep-logs.ts';
import { Rig } from '../failover/rig.ts';
import { mayChangeNetwork } from '../network/command.ts';
import { lives } from '../stack/processes.ts';
import { violations } from './invariants.ts';
import { type Crowd, observe } from './observe.ts';
import { type ChaosReport, type Turn, turnText } from './report.ts';
import { type Step, schedule } from './schedule.ts';
import { Waiting } from './waiting.ts';

/** How a run is set up. */
export interface ChaosOptions {
  readonly minutes: number;
  readonly seed: number;
  readonly clock: Clock;
  readonly progress: (text: string) => void;
}

/** What would last longer is taken back after this: there are more faults than time. */
const LONGEST_FAULT_MS = 10_000;
/** By then everything that was to be mended is, though the machine be busy: pages starve long before the mesh does. */
const SETTLE_TIMEOUT_MS = 120_000;
const WAITING = 2;
/** Where the logs of a run go that was not sound. */
const FOLDER = fileURLToPath(new URL('../../../out/chaos', import.meta.url));

/** Starts a mesh with calls in it, brings faults upon it for so long, and looks after each whether all is sound. */
export async function chaos(options: ChaosOptions): Promise<ChaosReport> {
  const { minutes, seed, clock, progress } = options;
  const root = mayChangeNetwork();
  const fitting = faults
    .filter(({ needs }) => needs === undefined || needs === 'database' || needs === 'doors' || root)
    .map(({ name }) => name);
  const leftOut = faults.filter(({ name }) => !fitting.includes(name)).map(({ name }) => name);
  progress(`seed ${seed}: starting two regions, two browsers and ${WAITING} customers who wait`);
  const rig = await Rig.create({ networks: root, doors: true, database: true });
  const { services } = rig.stack;
  let run: Run | undefined;
  try {
    run = await Run.create(rig, options);
    await run.go(fitting, clock.monotonic() + minutes * 60_000);
    await run.end();
  } finally {
    if (!(run?.sound ?? false))
      progress(`the logs are in ${await keepLogs(rig, join(FOLDER, `logs-${seed}`))}`);
    run?.[Symbol.dispose]();
    await rig[Symbol.asyncDispose]();
  }
  const leftovers = services.filter(({ pid }) => pid > 0 && lives(pid)).map(({ name }) => name);
  const { turns, afterwards, counts, sound } = run;
  return {
    ok: sound && leftovers.length === 0,
    ...{ seed, minutes, ...counts, turns, afterwards, leftovers },
    leftOut: leftOut.length === 0 ? '' : `${leftOut.join(', ')}: they take root`,
  };
}

/** Calls under faults. */
class Run implements Disposable {
  readonly turns: Turn[] = [];
  afterwards: readonly string[] = [];
  #over = false;
  readonly #rig: Rig;
  readonly #options: ChaosOptions;
  readonly #crowd: Crowd;

  private constructor(rig: Rig, options: ChaosOptions, crowd: Crowd) {
    this.#rig = rig;
    this.#options = options;
    this.#crowd = crowd;
  }

  /** Whether everything held, after each fault and after the last call. */
  get sound(): boolean {
    const held = this.turns.every(({ settledMs }) => settledMs !== undefined);
    return held && this.turns.length > 0 && this.#over && this.afterwards.length === 0;
  }

  /** A video call and a voice call through the pages, and customers without a browser for whom no agent is left. */
  static async create(rig: Rig, options: ChaosOptions): Promise<Run> {
    const calls = [await rig.call('video'), await rig.call('voice', await rig.secondDesk(), 1)];
    const names = Array.from({ length: WAITING }, (_, i) => `Customer ${i + 1}`);
    const waiting = await Promise.all(names.map((name) => Waiting.create(rig.stack.url, 'eu', name)));
    const run = new Run(rig, options, { calls, waiting });
    const { broken } = await run.#settle();
    if (broken.length > 0) throw new Error(`not sound before the first fault: ${broken.join('; ')}`);
    return run;
  }

  get counts(): Pick<ChaosReport, 'calls' | 'waiting'> {
    return { calls: this.#crowd.calls.length, waiting: this.#crowd.waiting.length };
  }

  /** Goes on until the time is over or an invariant is broken: what is broken once would be found again. */
  async go(names: readonly string[], untilMs: number): Promise<void> {
    const { clock, seed, progress } = this.#options;
    for (const step of schedule({ seed, faults: names, calls: this.#crowd.calls.length })) {
      if (clock.monotonic() >= untilMs) return;
      const turn = await this.#take(step);
      this.turns.push(turn);
      progress(turnText(turn));
      if (turn.settledMs === undefined) return;
    }
  }

  /** Everybody hangs up; nothing may be left. */
  async end(): Promise<void> {
    const { calls, waiting } = this.#crowd;
    const over = await Promise.allSettled([
      ...waiting.map((one) => one.leave()),
      ...calls.map((call) => call.hangUp()),
    ]);
    const stuck = over.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    const { broken } = await this.#settle({ calls: [], waiting: [] });
    this.afterwards = [...stuck, ...broken];
    this.#over = true;
  }

  [Symbol.dispose](): void {
    for (const one of this.#crowd.waiting) one[Symbol.dispose]();
  }

  async #take({ number, fault: name, call: index, afterMs }: Step): Promise<Turn> {
    const { clock } = this.#options;
    const { stack, networks, doors, database, customers, agents } = this.#rig;
    const fault = faults.find((one) => one.name === name);
    const call = this.#crowd.calls[index];
    if (fault === undefined || call === undefined) throw new RangeError(`no ${name} for call ${index}`);
    await sleep(clock, afterMs);
    const turn = { number, fault: name, call: index + 1 };
    try {
      const { target, heal } = await fault.inject({
        stack,
        networks,
        doors,
        database,
        customers,
        agents,
        call,
      });
      await sleep(clock, Math.min(fault.watchMs, LONGEST_FAULT_MS));
      await heal();
      const { broken, tookMs } = await this.#settle();
      return { ...turn, target, settledMs: broken.length === 0 ? tookMs : undefined, violations: broken };
    } catch (error) {
      const why = `it could not be brought about: ${error instanceof Error ? error.message : String(error)}`;
      return { ...turn, target: '', settledMs: undefined, violations: [why] };
    }
  }

  /** Looks until everything is sound, or for so long; what was broken at the last look. */
  async #settle(
    crowd = this.#crowd,
  ): Promise<{ readonly broken: readonly string[]; readonly tookMs: number }> {
    const { clock } = this.#options;
    const sinceMs = clock.monotonic();
    for (;;) {
      const broken = await observe(this.#rig.stack, crowd).then(violations, (error: unknown) => [
        `it cannot be looked at: ${error instanceof Error ? error.message : String(error)}`,
      ]);
      const tookMs = clock.monotonic() - sinceMs;
      if (broken.length === 0 || tookMs > SETTLE_TIMEOUT_MS) return { broken, tookMs };
    }
  }
}
