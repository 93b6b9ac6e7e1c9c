import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../calls/testing/random.ts';
import { Figures } from './figures.ts';
import { Line } from './line.ts';
import { workOf } from './model.ts';
import { WorkSlot } from './slots.ts';
import { dayRules } from './testing/random-day.ts';
import { isWorkBefore } from './work-order.ts';

const { defaultQueue } = dayRules(0);
const figures = new Figures();

function slot(seq: number, rank: number): WorkSlot {
  const made = new WorkSlot(
    workOf({ workId: `w${seq}`, channel: 'voice', arrivedAtMs: seq % 3 }),
    seq,
    defaultQueue,
    figures,
  );
  made.rank = rank;
  return made;
}

test('whatever comes and goes, the line is in order, and its first is the first', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const random = seededRandom(seed);
    const line = new Line(figures);
    let all: WorkSlot[] = [];
    for (let turn = 0; turn < 1_500; turn += 1) {
      // First it grows beyond several pieces, then it shrinks to nothing.
      if (random.chance(turn < 900 ? 0.8 : 0.2)) {
        const one = slot(turn, random.chance(0.7) ? turn : random.whole(turn + 1));
        line.add(one);
        all.push(one);
      } else if (all.length > 0) {
        const one = random.chance(0.5) ? line.first : random.pick(all);
        assert.ok(one !== undefined);
        line.remove(one);
        line.remove(one);
        all = all.filter((other) => other !== one);
      }
      const first = all.reduce<WorkSlot | undefined>(
        (best, one) => (best === undefined || isWorkBefore(one, best) ? one : best),
        undefined,
      );
      assert.equal(line.first, first, `seed ${seed} turn ${turn}`);
      assert.equal(line.size, all.length, `seed ${seed} turn ${turn}`);
      if (first === undefined) continue;
      const noted = [line.firstRank, line.firstArrivedAtMs, line.firstSeq];
      assert.deepEqual(noted, [first.rank, first.arrivedAtMs, first.seq], `seed ${seed} turn ${turn}`);
    }
    const sorted = all.toSorted((a, b) => (isWorkBefore(a, b) ? -1 : 1));
    const wanted = ({ seq }: WorkSlot): boolean => seq % 7 === 3;
    assert.equal(line.firstWhere(wanted), sorted.find(wanted));
    assert.deepEqual(line.all, sorted);
    for (const one of sorted) {
      assert.equal(line.first, one);
      line.remove(one);
    }
    assert.equal(line.first, undefined);
  }
});
