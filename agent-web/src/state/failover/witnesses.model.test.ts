import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DETECTOR_DEFAULTS, Detector } from './detector.ts';

const BEAT_MS = 25;
const FRAME_MS = 20;
/** As the control plane's witness has it: by the least that it waits. */
const SUSPECTED_AFTER_MS = 200;
const SURE_AFTER_MS = 700;

/** A seeded generator of 0 ≤ x < 1 (xorshift32), so that a failure can be repeated. */
function seeded(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Something that stands still now and then for up to `mostMs`, and not again before it has worked for a while. */
class Stalling {
  #untilMs = 0;
  readonly #random: () => number;
  readonly #mostMs: number;
  readonly #chance: number;

  constructor(random: () => number, mostMs: number, perSecond: number) {
    this.#random = random;
    this.#mostMs = mostMs;
    this.#chance = perSecond / 1_000;
  }

  works(nowMs: number): boolean {
    if (nowMs > this.#untilMs + 500 && this.#random() < this.#chance)
      this.#untilMs = nowMs + this.#random() * this.#mostMs;
    return nowMs >= this.#untilMs;
  }
}

interface Scene {
  readonly seed: number;
  /** When the home node's process and its worker stop for good, or the way to them is cut. */
  readonly diesAtMs?: number;
  /** Its worker alone. */
  readonly workerDiesAtMs?: number;
  readonly untilMs: number;
  /** How long they may stand still: the home node's process, its worker, this page. */
  readonly processMs?: number;
  readonly workerMs?: number;
  readonly pageMs?: number;
  readonly loss?: number;
  readonly jitterMs?: number;
  /** Nobody speaks. */
  readonly quiet?: true;
}

/** Plays the page beside its two nodes and the cluster. When it moved; undefined = it did not. */
function play(scene: Scene): number | undefined {
  const random = seeded(scene.seed);
  const { diesAtMs = Number.POSITIVE_INFINITY, loss = 0, jitterMs = 0 } = scene;
  const workerDiesAtMs = Math.min(diesAtMs, scene.workerDiesAtMs ?? Number.POSITIVE_INFINITY);
  const process = new Stalling(random, scene.processMs ?? 0, 0.3);
  const worker = new Stalling(random, scene.workerMs ?? 0, 1);
  const page = new Stalling(random, scene.pageMs ?? 0, 0.2);
  const detector = new Detector(0);
  /** What waits for the worker, then for the page. */
  let atWorker: ('beat' | 'media')[] = [];
  const coming: { readonly atMs: number; readonly what: 'beat' | 'media' | 'standby' | 'suspected' }[] = [];
  let beatenAtMs = 0;
  let told = false;
  const send = (nowMs: number, what: 'beat' | 'media' | 'standby'): void => {
    if (random() >= loss) coming.push({ atMs: nowMs + random() * jitterMs, what });
  };
  for (let nowMs = 1; nowMs < scene.untilMs; nowMs += 1) {
    if (nowMs < diesAtMs && process.works(nowMs)) {
      if (nowMs % BEAT_MS === 0) atWorker.push('beat');
      beatenAtMs = nowMs;
      told = false;
    }
    if (nowMs % FRAME_MS === 0 && scene.quiet !== true) atWorker.push('media');
    if (nowMs < workerDiesAtMs && worker.works(nowMs)) {
      for (const what of atWorker) send(nowMs, what);
      atWorker = [];
    }
    if (nowMs % BEAT_MS === 7) send(nowMs, 'standby');
    if (nowMs - beatenAtMs > SUSPECTED_AFTER_MS && !told) {
      told = true;
      coming.push({ atMs: nowMs + 5, what: 'suspected' });
    }
    if (nowMs - beatenAtMs > SURE_AFTER_MS) return nowMs;
    if (!page.works(nowMs)) continue;
    // A timer that is due runs before what waited is delivered.
    const verdict = nowMs % DETECTOR_DEFAULTS.tickMs === 0 ? detector.judge(nowMs) : undefined;
    for (const one of coming.splice(0)) {
      if (one.atMs > nowMs) coming.push(one);
      else if (one.what === 'standby') detector.heardStandby(nowMs);
      else if (one.what === 'suspected') detector.suspect(nowMs);
      else detector.heardHome(nowMs, one.what === 'media');
    }
    if (verdict?.name === 'dead') return nowMs;
  }
  return undefined;
}

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);
const MINUTE_MS = 60_000;

describe('three witnesses', () => {
  it('take no stall of the node’s process below 0.55 s for a death while its worker carries media', () => {
    for (const seed of SEEDS) {
      const scene = { seed, untilMs: MINUTE_MS, processMs: 550, pageMs: 1_500, loss: 0.05, jitterMs: 30 };
      assert.equal(play(scene), undefined, `seed ${seed}`);
    }
  });

  it('take no stall of the worker below 90 ms for one, whatever else stands still', () => {
    for (const seed of SEEDS) {
      const scene = { seed, untilMs: MINUTE_MS, processMs: 550, workerMs: 90, pageMs: 1_500, jitterMs: 5 };
      assert.equal(play(scene), undefined, `seed ${seed}`);
    }
  });

  it('take no stall of the process below 170 ms for one while nobody speaks', () => {
    for (const seed of SEEDS) {
      const scene = {
        seed,
        untilMs: MINUTE_MS,
        processMs: 170,
        pageMs: 1_500,
        quiet: true,
        jitterMs: 5,
      } as const;
      assert.equal(play(scene), undefined, `seed ${seed}`);
    }
  });

  it('find a node that dies within 260 ms, in the median within 150', () => {
    const found = SEEDS.flatMap((seed) =>
      [{ diesAtMs: MINUTE_MS + seed }, { workerDiesAtMs: MINUTE_MS + seed }].map((death) => {
        const atMs = play({ seed, untilMs: MINUTE_MS + 5_000, jitterMs: 10, loss: 0.01, ...death });
        assert.ok(atMs !== undefined && atMs > MINUTE_MS, `seed ${seed}: ${atMs}`);
        return atMs - MINUTE_MS - seed;
      }),
    ).toSorted((a, b) => a - b);
    assert.ok((found[found.length / 2] ?? 0) <= 150, `median ${found[found.length / 2]} ms`);
    assert.ok((found.at(-1) ?? 0) <= 260, `at most ${found.at(-1)} ms`);
  });

  it('find it within 300 ms after stalls of process and worker, on a link with 5 % loss', () => {
    for (const seed of SEEDS) {
      const diesAtMs = MINUTE_MS + seed;
      const atMs = play({
        ...{ seed, diesAtMs, untilMs: MINUTE_MS + 5_000 },
        ...{ processMs: 550, workerMs: 60, loss: 0.05, jitterMs: 30 },
      });
      assert.ok(
        atMs !== undefined && atMs > diesAtMs && atMs - diesAtMs <= 300,
        `seed ${seed}: ${(atMs ?? 0) - diesAtMs}`,
      );
    }
  });

  it('find a worker’s death within 800 ms where the page itself stands still for up to 400', () => {
    for (const seed of SEEDS) {
      const workerDiesAtMs = MINUTE_MS + seed;
      const atMs = play({
        seed,
        workerDiesAtMs,
        untilMs: MINUTE_MS + 5_000,
        pageMs: 400,
        loss: 0.01,
        jitterMs: 10,
      });
      assert.ok(
        atMs !== undefined && atMs - workerDiesAtMs <= 800,
        `seed ${seed}: ${(atMs ?? 0) - workerDiesAtMs}`,
      );
    }
  });
});
