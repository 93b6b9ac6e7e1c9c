import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DETECTOR_DEFAULTS, Detector, thresholdMs } from './detector.ts';
import { heard, newHistory } from './link-history.ts';

/** A seeded generator of 0 ≤ x < 1 (xorshift32), so that a failure can be repeated. */
function seeded(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const BEAT_MS = 25;
const FRAME_MS = 20;

interface Scene {
  readonly seconds: number;
  readonly seed: number;
  /** Share of packets lost on each leg. */
  readonly loss?: number;
  /** Milliseconds of jitter on each packet. */
  readonly jitterMs?: number;
  /** When the home leg falls silent. */
  readonly homeDiesAtMs?: number;
  /** When everything from both legs stops for a while (our network, or both nodes' machine). */
  readonly outage?: { readonly atMs: number; readonly forMs: number };
  /** Every so often this process does nothing for so long. */
  readonly stall?: { readonly everyMs: number; readonly forMs: number };
}

/** Plays a scene millisecond by millisecond; the time of the first "dead", or undefined. */
function play(scene: Scene): { readonly deadAtMs: number | undefined; readonly reason: string | undefined } {
  const random = seeded(scene.seed);
  const detector = new Detector(0);
  const queue: { readonly atMs: number; readonly leg: 'home' | 'standby'; readonly media: boolean }[] = [];
  const send = (atMs: number, leg: 'home' | 'standby', media = false): void => {
    if (leg === 'home' && scene.homeDiesAtMs !== undefined && atMs >= scene.homeDiesAtMs) return;
    const { outage } = scene;
    if (outage !== undefined && atMs >= outage.atMs && atMs < outage.atMs + outage.forMs) return;
    if (random() < (scene.loss ?? 0)) return;
    queue.push({ atMs: atMs + Math.round(random() * (scene.jitterMs ?? 0)), leg, media });
  };
  let stalledUntilMs = 0;
  for (let nowMs = 1; nowMs < scene.seconds * 1_000; nowMs += 1) {
    if (nowMs % BEAT_MS === 0) {
      send(nowMs, 'home');
      send(nowMs, 'standby');
    }
    if (nowMs % FRAME_MS === 0) send(nowMs, 'home', true);
    if (scene.stall !== undefined && nowMs % scene.stall.everyMs === 0)
      stalledUntilMs = nowMs + scene.stall.forMs;
    if (nowMs < stalledUntilMs) continue;
    // After a stall the timer may run before what waited is delivered.
    const judgeFirst = nowMs === stalledUntilMs;
    const verdict = judgeFirst || nowMs % DETECTOR_DEFAULTS.tickMs === 0 ? detector.judge(nowMs) : undefined;
    for (let at = 0; at < queue.length; ) {
      const item = queue[at];
      if (item === undefined || item.atMs > nowMs) {
        at += 1;
        continue;
      }
      queue.splice(at, 1);
      if (item.leg === 'home') detector.heardHome(nowMs, item.media);
      else detector.heardStandby(nowMs);
    }
    if (verdict?.name === 'dead') return { deadAtMs: nowMs, reason: verdict.reason };
  }
  return { deadAtMs: undefined, reason: undefined };
}

describe('the detector', () => {
  it('calls a home leg dead within 150 ms when the standby leg goes on', () => {
    const { deadAtMs, reason } = play({ seconds: 12, seed: 1, jitterMs: 5, homeDiesAtMs: 10_003 });
    assert.equal(reason, 'home-silent-standby-alive');
    assert.ok(deadAtMs !== undefined && deadAtMs > 10_003 && deadAtMs < 10_153, `called at ${deadAtMs}`);
  });

  it('does not take 5 % loss and 30 ms of jitter for a death, for half an hour and several seeds', () => {
    for (const seed of [11, 12, 13]) {
      const { deadAtMs } = play({ seconds: 1_800, seed, loss: 0.05, jitterMs: 30 });
      assert.equal(deadAtMs, undefined, `seed ${seed}`);
    }
  });

  it('does not take a stall of its own page of 300 ms for a death', () => {
    const { deadAtMs } = play({
      seconds: 600,
      seed: 21,
      jitterMs: 5,
      loss: 0.03,
      stall: { everyMs: 7_001, forMs: 300 },
    });
    assert.equal(deadAtMs, undefined);
  });

  it('waits when both legs fall silent, and goes on when they are back', () => {
    const { deadAtMs } = play({ seconds: 30, seed: 31, outage: { atMs: 10_000, forMs: 5_000 } });
    assert.equal(deadAtMs, undefined);
  });

  it('still finds a death on a link with 5 % loss, within half a second', () => {
    for (let seed = 41; seed < 61; seed += 1) {
      const { deadAtMs } = play({ seconds: 32, seed, loss: 0.05, jitterMs: 30, homeDiesAtMs: 30_000 });
      assert.ok(
        deadAtMs !== undefined && deadAtMs >= 30_000 && deadAtMs < 30_500,
        `seed ${seed}: ${deadAtMs}`,
      );
    }
  });

  it('waits two seconds when there is no standby leg to compare with', () => {
    const detector = new Detector(0);
    for (let nowMs = 20; nowMs <= 1_000; nowMs += 20) {
      detector.heardHome(nowMs, true);
      assert.equal(detector.judge(nowMs).name, 'alive');
    }
    let deadAtMs = 0;
    for (let nowMs = 1_020; deadAtMs === 0 && nowMs < 5_000; nowMs += 20)
      if (detector.judge(nowMs).name === 'dead') deadAtMs = nowMs;
    assert.equal(deadAtMs, 3_000);
  });

  it('learns nothing of a link from stalls of its own page', () => {
    const detector = new Detector(0);
    let nowMs = 0;
    const pass = (ticks: number, home: boolean): number | undefined => {
      for (let tick = 0; tick < ticks; tick += 1) {
        nowMs += 20;
        const verdict = detector.judge(nowMs);
        detector.heardStandby(nowMs);
        if (home) detector.heardHome(nowMs, true);
        if (verdict.name === 'dead') return nowMs;
      }
      return undefined;
    };
    for (let stall = 0; stall < 50; stall += 1) {
      assert.equal(pass(100, true), undefined);
      nowMs += 1_000;
    }
    assert.equal(pass(100, true), undefined);
    const diedAtMs = nowMs;
    assert.ok((pass(100, false) ?? Number.POSITIVE_INFINITY) - diedAtMs <= 140);
  });

  it('is not made more patient by the word of the cluster', () => {
    const detector = new Detector(0);
    let nowMs = 0;
    for (; nowMs < 2_000; nowMs += 20) {
      detector.judge(nowMs);
      detector.heardHome(nowMs, true);
      detector.heardStandby(nowMs);
    }
    detector.suspect(nowMs);
    const diedAtMs = nowMs;
    for (; detector.judge(nowMs).name !== 'dead' && nowMs < 5_000; nowMs += 20) detector.heardStandby(nowMs);
    assert.ok(nowMs - diedAtMs <= 120, `after ${nowMs - diedAtMs} ms`);
  });

  it('goes at the second look after the word of the cluster, however seldom its page gets to look', () => {
    const detector = new Detector(0);
    let nowMs = 0;
    for (; nowMs < 2_000; nowMs += 20) {
      detector.judge(nowMs);
      detector.heardHome(nowMs, true);
      detector.heardStandby(nowMs);
    }
    nowMs += 300;
    detector.suspect(nowMs);
    assert.notEqual(detector.judge(nowMs).name, 'dead', 'what waited comes now');
    assert.equal(detector.judge(nowMs + 500).name, 'dead');
  });

  it('never calls a leg dead of which it has heard nothing yet', () => {
    const detector = new Detector(0);
    for (let nowMs = 20; nowMs < 10_000; nowMs += 20) assert.equal(detector.judge(nowMs).name, 'alive');
  });

  it('grows patient with a link that pauses, and forgets it again', () => {
    let history = newHistory(0);
    let nowMs = 0;
    const run = (times: number, gapMs: number): void => {
      for (let i = 0; i < times; i += 1) {
        nowMs += gapMs;
        history = heard(history, nowMs);
      }
    };
    run(100, 20);
    assert.equal(thresholdMs(history, DETECTOR_DEFAULTS), 100);
    run(1, 300);
    run(50, 20);
    assert.ok(thresholdMs(history, DETECTOR_DEFAULTS) > 440);
    run(10_000, 20);
    assert.ok(thresholdMs(history, DETECTOR_DEFAULTS) < 150);
  });
});
