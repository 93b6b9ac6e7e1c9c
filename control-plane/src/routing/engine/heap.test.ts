import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../calls/testing/random.ts';
import { Heap } from './heap.ts';

interface Item {
  at: number;
  key: number;
  readonly id: number;
}

test('whatever is added, removed and moved, the first is the first, also of those wanted', () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const random = seededRandom(seed);
    const before = (a: Item, b: Item): boolean => (a.key !== b.key ? a.key < b.key : a.id < b.id);
    const heap = new Heap<Item>(before);
    const all = new Set<Item>();
    for (let turn = 0; turn < 300; turn += 1) {
      const some = [...all];
      const kind = some.length === 0 ? 0 : random.whole(4);
      if (kind < 2) {
        const item = { at: -1, key: random.whole(20), id: turn };
        all.add(item);
        heap.add(item);
      } else if (kind === 2) {
        const item = random.pick(some);
        all.delete(item);
        heap.remove(item);
        heap.remove(item);
      } else {
        const item = random.pick(some);
        item.key = random.whole(20);
        heap.moved(item);
      }
      const sorted = [...all].sort((a, b) => (before(a, b) ? -1 : 1));
      assert.equal(heap.first, sorted[0], `seed ${seed}`);
      const wanted = ({ id }: Item): boolean => id % 7 === 3;
      assert.equal(heap.firstWhere(wanted), sorted.find(wanted), `seed ${seed}`);
      assert.equal(heap.size, sorted.length);
    }
  }
});
