import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock } from '@weft/proto';
import { chooseCopy, flowingCopies, type VoiceCopy } from './choose-copy.ts';

const FRAME_MS = 20;

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

/** Two copies of a voice that come by the clock. */
class Scene {
  readonly clock = new ManualClock();
  readonly played: string[] = [];
  #copies: VoiceCopy<string>[] = [];
  #playing: string | undefined;

  /** Frames for so long on these copies, each with its own chance of being lost, looked at every 20 ms. */
  run(forMs: number, copies: readonly string[], options: { loss?: number; seed?: number } = {}): void {
    const random = seeded(options.seed ?? 1);
    for (let atMs = 0; atMs < forMs; atMs += FRAME_MS) {
      this.clock.advance(FRAME_MS);
      for (const id of copies) if (random() >= (options.loss ?? 0)) this.#arrive(id);
      this.look();
    }
  }

  look(): string | undefined {
    const { id } = chooseCopy(this.#copies, this.#playing);
    if (id !== this.#playing && id !== undefined) this.played.push(id);
    this.#playing = id;
    return id;
  }

  lose(id: string): void {
    this.#copies = this.#copies.filter((copy) => copy.id !== id);
  }

  #arrive(id: string): void {
    const others = this.#copies.filter((copy) => copy.id !== id);
    const copy = { id, arrivedAtMs: this.clock.monotonic() };
    this.#copies = [...others, copy].sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}

describe('the copy of a voice that is played', () => {
  it('is one and the same while it flows', () => {
    const scene = new Scene();
    scene.run(60_000, ['a', 'b']);
    assert.deepEqual(scene.played, ['a']);
  });

  it('changes within three frames when it stops, and does not change back', () => {
    const scene = new Scene();
    scene.run(1_000, ['a', 'b']);
    scene.run(2 * FRAME_MS, ['b']);
    assert.deepEqual(scene.played, ['a']);
    scene.run(FRAME_MS, ['b']);
    assert.deepEqual(scene.played, ['a', 'b']);
    scene.run(10_000, ['a', 'b']);
    assert.deepEqual(scene.played, ['a', 'b']);
  });

  it('stays when all stop, and when the page stood still', () => {
    const scene = new Scene();
    scene.run(1_000, ['a', 'b']);
    scene.clock.advance(5_000);
    assert.equal(scene.look(), 'a');
    scene.run(1_000, ['a', 'b']);
    assert.deepEqual(scene.played, ['a']);
  });

  it('changes at once when it is taken away', () => {
    const scene = new Scene();
    scene.run(1_000, ['a', 'b']);
    scene.lose('a');
    assert.equal(scene.look(), 'b');
  });

  it('is always one that flows while any does, whatever is lost on the way', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const scene = new Scene();
      scene.run(10_000, ['a', 'b', 'c'], { loss: 0.05, seed });
      scene.run(200, ['c'], { seed });
      assert.equal(scene.look(), 'c', `seed ${seed}`);
    }
  });

  it('is the preferred one before anything came, and none when there is none', () => {
    const silent = [
      { id: 'a', arrivedAtMs: undefined },
      { id: 'b', arrivedAtMs: undefined },
    ];
    assert.deepEqual(chooseCopy(silent, undefined), { id: 'a', reason: 'nothing-came-yet' });
    assert.deepEqual(chooseCopy(silent, 'b'), { id: 'b', reason: 'nothing-came-yet' });
    assert.deepEqual(chooseCopy([], 'a'), { id: undefined, reason: 'none' });
    assert.deepEqual(flowingCopies(silent), []);
    assert.deepEqual(flowingCopies([]), []);
  });
});
