import { type Track, type Traffic, trafficOf } from '../bots/rooms.ts';
import { knees } from './fan-out.ts';
import type { Stage } from './stage.ts';
import { SubjectWorker } from './subject.ts';
import type { Step } from './verdict.ts';

/** In a call of two each receives the other's sound and picture. */
export const CONSUMERS_PER_CALL = 4;
/** One call in so many is read. */
export const READ_EVERY = 4;
const START = 48;
const FACTOR = 1.4;
const MOST = 800;
/** Tracks that go past the subject, so that the way without it is known. */
const DIRECT = 10;
const LATENCY_MS = 8_000;

interface Call {
  readonly tracks: readonly Track[];
  silent: boolean;
}

/** Calls of two on one worker; made when they are first wanted, and kept. */
export class Calls {
  readonly #stage: Stage;
  readonly #calls: Call[] = [];

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** The greatest steps that held, one for each round, each with how many calls it was. */
  async perCore(rounds: number): Promise<readonly { readonly calls: number; readonly step: Step }[]> {
    const counts = new Map<Step, number>();
    const found = await knees(rounds, { from: START, factor: FACTOR, most: MOST }, async (calls) => {
      const tracks = await this.#first(calls);
      const read = tracks.filter(({ copies }) => copies.length > 0).length;
      const step = await this.#stage.step(calls, trafficOf(tracks), read / tracks.length);
      counts.set(step, calls);
      return step;
    });
    return found.map((step) => ({ calls: counts.get(step) ?? 0, step }));
  }

  /** One-way times of so many calls on the one worker, beside what goes past it. */
  async oneHop(calls: number) {
    const traffic = await this.#withDirect(await this.#first(calls));
    return this.#stage.play(traffic, [this.#stage.worker], LATENCY_MS);
  }

  /** The same over a pipe to a second worker on the same core, whose pace it shares. */
  async twoHops(calls: number) {
    const { worker, cores, rooms } = this.#stage;
    using far = await SubjectWorker.create(cores);
    await this.#first(0);
    const tracks: Track[] = [];
    for (let i = 0; i < calls; i++) {
      const [here, there] = [await worker.router(), await far.router()];
      tracks.push(...(await rooms.call(here, there, i % READ_EVERY === 0)));
    }
    return await this.#stage.play(await this.#withDirect(tracks), [worker, far], LATENCY_MS);
  }

  /** The tracks of so many calls; all others fall silent. */
  async #first(count: number): Promise<readonly Track[]> {
    const { worker, rooms } = this.#stage;
    while (this.#calls.length < count) {
      const router = await worker.router();
      const read = this.#calls.length % READ_EVERY === 0;
      this.#calls.push({ tracks: await rooms.call(router, router, read), silent: false });
    }
    for (const [i, call] of this.#calls.entries()) {
      const silent = i >= count;
      if (silent === call.silent) continue;
      call.silent = silent;
      await Promise.all(call.tracks.map(({ sent }) => (silent ? sent.pause() : sent.resume())));
    }
    return this.#calls.slice(0, count).flatMap(({ tracks }) => tracks);
  }

  async #withDirect(tracks: readonly Track[]): Promise<Traffic> {
    const direct: Track[] = [];
    for (let i = 0; i < DIRECT; i++) direct.push(await this.#stage.rooms.direct());
    return trafficOf([...tracks, ...direct]);
  }
}
