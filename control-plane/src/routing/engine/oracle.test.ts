import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../calls/testing/random.ts';
import { Engine } from './engine.ts';
import type { Moment } from './model.ts';
import { dayRules, happening } from './testing/random-day.ts';
import { ScanningMatching } from './testing/scanning-matching.ts';

const WALL_MS = Date.parse('2026-11-27T08:00:00Z');
const LIMITS = { maxWork: 200, maxAgents: 20 };
const momentAt = (monotonicMs: number): Moment => ({ nowMs: WALL_MS + monotonicMs, monotonicMs });

test('the engine decides as one does that looks at everything, decision by decision', () => {
  let decisions = 0;
  for (let seed = 1; seed <= 60; seed += 1) {
    const random = seededRandom(seed);
    const rules = dayRules(seed);
    const engine = new Engine(rules, LIMITS);
    const oracle = new Engine(rules, LIMITS, (present) => new ScanningMatching(present));
    let nowMs = 0;
    for (let turn = 0; turn < 250; turn += 1) {
      if (random.chance(0.4)) nowMs += random.pick([1, 700, 3_000, 11_000]);
      const at = momentAt(nowMs);
      if (random.chance(0.01)) {
        const other = dayRules(random.whole(3));
        assert.deepEqual(engine.setRules(other, at), oracle.setRules(other, at), `seed ${seed} turn ${turn}`);
        continue;
      }
      const event = happening(random, engine.floor, turn, nowMs);
      const outcome = engine.take(event, at);
      decisions += outcome.decisions.length;
      assert.deepEqual(outcome, oracle.take(event, at), `seed ${seed} turn ${turn} ${JSON.stringify(event)}`);
    }
  }
  assert.ok(decisions > 4_000, `only ${decisions} decisions were compared`);
});
