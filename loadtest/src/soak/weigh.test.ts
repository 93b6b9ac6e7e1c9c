import assert from 'node:assert/strict';
import { test } from 'node:test';
import { growthOf } from './weigh.ts';

const of = (a: number, b: number): ReadonlyMap<string, number> => new Map(Object.entries({ a, b }));

test('growth is of the sum, so that one that shrinks makes up for one that grows', () => {
  assert.equal(growthOf(of(100, 300), of(100, 300)), 0);
  assert.equal(growthOf(of(100, 300), of(300, 300)), 50);
  assert.equal(growthOf(of(100, 300), of(50, 250)), -25);
});
