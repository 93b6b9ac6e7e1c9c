import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock, NodeRecord } from '@weft/proto';
import { Spots } from '../calls/spots.ts';
import { seededRandom } from '../calls/testing/random.ts';
import type { NodeView } from '../registry/node-view.ts';
import { place } from './place.ts';

const WINDOW_MS = 100;
const MOST = 25;

/** Nodes on paper that count who was placed on them at once, as `Nodes.expect` does. */
class PaperNodes {
  readonly placed = new Map<string, number>();
  readonly #nodes: readonly (readonly [nodeId: string, region: string])[];

  constructor(nodes: readonly (readonly [nodeId: string, region: string])[]) {
    this.#nodes = nodes;
  }

  views = (): readonly NodeView[] =>
    this.#nodes.map(([nodeId, region]) => ({
      record: NodeRecord.create({ nodeId, region, host: nodeId, workers: 4 }),
      load: { cpu: 0, rooms: 0, participants: this.placed.get(nodeId) ?? 0, consumers: 0, pipes: 0 },
      ...{ condition: 'active', lastBeatAtMs: 0, expected: 0 },
    }));
}

test('[CTL71] a thousand calls of a dead node spread over the rest, none of which gets too many at once', () => {
  for (let seed = 1; seed <= 10; seed += 1) {
    const random = seededRandom(seed);
    const count = 2 + random.whole(6);
    const names = Array.from({ length: count }, (_, i) => [`eu-${i + 2}`, 'eu'] as const);
    const nodes = new PaperNodes(names);
    const clock = new ManualClock();
    const spots = new Spots({
      clock,
      nodes: nodes.views,
      place: (question) => place({ ...question, nodes: nodes.views(), participantsPerWorker: 1_000 }),
    });
    const lately = new Map<string, number[]>();
    let waited = 0;
    let left = 1_000;
    const find = (callId: string): void => {
      const answer = spots.find({
        callId,
        from: { nodeId: 'eu-1', region: 'eu' },
        exclude: new Set(['eu-1']),
      });
      assert.notEqual(answer.found, 'none', `seed ${seed}`);
      if (answer.found === 'later') {
        waited += 1;
        clock.after(answer.inMs, () => find(callId));
      }
      if (answer.found !== 'spot') return;
      const { nodeId } = answer.spot;
      nodes.placed.set(nodeId, (nodes.placed.get(nodeId) ?? 0) + 1);
      lately.set(nodeId, [...(lately.get(nodeId) ?? []), clock.monotonic()]);
      left -= 1;
    };
    for (let call = 0; call < 1_000; call += 1) find(`call-${seed}-${call}`);
    clock.advance(60_000);
    assert.equal(left, 0, `seed ${seed}: ${left} have no node`);
    assert.ok(waited > 0, 'some had to wait');
    const loads = [...nodes.placed.values()];
    assert.equal(loads.length, count);
    assert.ok(Math.max(...loads) - Math.min(...loads) <= 2 * MOST, `seed ${seed}: ${loads.join()}`);
    for (const times of lately.values()) {
      for (const atMs of times) {
        const together = times.filter((other) => other >= atMs && other < atMs + WINDOW_MS).length;
        assert.ok(together <= 2 * MOST, `seed ${seed}: ${together} within one window's length`);
      }
    }
  }
});

test('[CTL71] without a node that could take it there is nothing to wait for', () => {
  const nodes = new PaperNodes([['eu-1', 'eu']]);
  const clock = new ManualClock();
  const spots = new Spots({
    clock,
    nodes: nodes.views,
    place: (question) => place({ ...question, nodes: nodes.views(), participantsPerWorker: 10 }),
  });
  const answer = spots.find({ callId: 'call-1', from: { nodeId: 'eu-1', region: 'eu' }, exclude: new Set() });
  assert.deepEqual(answer, { found: 'none' });
});
