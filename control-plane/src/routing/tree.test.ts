import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../calls/testing/random.ts';
import { Tree } from './tree.ts';

const byNumber = (a: number, b: number): number => a - b;
const EMPTY = Tree.empty<number, string>(byNumber);

test('a tree is what a map would be, in order, and trees of before stay as they were', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const random = seededRandom(seed);
    let tree = EMPTY;
    const map = new Map<number, string>();
    const kept: { tree: Tree<number, string>; values: readonly string[] }[] = [];
    for (let turn = 0; turn < 400; turn += 1) {
      const key = random.whole(150);
      if (random.chance(0.6)) {
        tree = tree.with(key, `${key} of ${turn}`);
        map.set(key, `${key} of ${turn}`);
      } else {
        tree = tree.without(key);
        map.delete(key);
      }
      const keys = [...map.keys()].sort(byNumber);
      const values = keys.map((one) => map.get(one));
      assert.deepEqual([...tree.values()], values, `seed ${seed} turn ${turn}`);
      assert.equal(tree.first, values[0]);
      assert.equal(tree.size, map.size);
      assert.equal(tree.get(key), map.get(key));
      assert.equal(tree.has(key), map.has(key));
      assert.equal(tree.countBefore(key), keys.filter((one) => one < key).length);
      if (turn % 40 === 0) kept.push({ tree, values: [...tree.values()] });
    }
    for (const { tree: old, values } of kept) assert.deepEqual([...old.values()], values);
  }
});

test('what differs between two trees is found, whichever way they came about', () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const random = seededRandom(seed);
    const [entries, steps] = [random.whole(200), random.whole(60)];
    let before = EMPTY;
    for (let one = 0; one < entries; one += 1) before = before.with(random.whole(500), `${one}`);
    let now = before;
    for (let one = 0; one < steps; one += 1) {
      const key = random.whole(500);
      now = random.chance(0.5) ? now.without(key) : now.with(key, `new ${one}`);
    }
    const expected = Array.from({ length: 500 }, (_, key) => ({
      before: before.get(key),
      now: now.get(key),
    })).filter((change) => change.before !== change.now);
    assert.deepEqual(now.changesSince(before), expected, `seed ${seed}`);
    assert.deepEqual(now.changesSince(now), []);
    assert.equal(now.changesSince(EMPTY).length, now.size);
    assert.equal(EMPTY.changesSince(now).length, now.size);
  }
});

test('a change, and finding it, looks at a few of a hundred thousand keys', () => {
  let looks = 0;
  const counted = (a: number, b: number): number => {
    looks += 1;
    return a - b;
  };
  let tree = Tree.empty<number, string>(counted);
  for (let key = 0; key < 100_000; key += 1) tree = tree.with(key, 'old');
  looks = 0;
  const changed = tree.with(50_000, 'new').without(17);
  assert.deepEqual(changed.changesSince(tree), [
    { before: 'old', now: undefined },
    { before: 'old', now: 'new' },
  ]);
  assert.ok(looks < 500, `${looks} looks`);
});
