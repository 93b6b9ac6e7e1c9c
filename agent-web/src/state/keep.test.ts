import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCell } from './cell.ts';
import { keep } from './keep.ts';

describe('keeping what did not change', () => {
  it('gives the old value for an equal one', () => {
    const before = { a: 1, list: [{ b: 2 }], none: undefined };
    assert.equal(keep(before, structuredClone(before)), before);
  });

  it('keeps the parts that are equal and takes those that are not', () => {
    const before = { same: { a: 1 }, other: { b: 1 }, list: [{ c: 1 }, { c: 2 }] };
    const now = keep(before, { same: { a: 1 }, other: { b: 2 }, list: [{ c: 1 }, { c: 3 }] });
    assert.equal(now.same, before.same);
    assert.deepEqual(now.other, { b: 2 });
    assert.equal(now.list[0], before.list[0]);
    assert.deepEqual(now.list[1], { c: 3 });
  });

  it('sees added and taken away names and entries', () => {
    const one: Record<string, unknown> = { a: 1 };
    const two: Record<string, unknown> = { a: 1, b: undefined };
    assert.deepEqual(Object.keys(keep(one, two)), ['a', 'b']);
    assert.deepEqual(Object.keys(keep(two, one)), ['a']);
    assert.deepEqual(keep([1, 2], [1]), [1]);
    assert.deepEqual(keep([1], [1, 2]), [1, 2]);
  });

  it('compares what is not plain data by identity', () => {
    const [a, b] = [new Map(), new Map()];
    assert.equal(keep({ a }, { a: b }).a, b);
    const before = { a };
    assert.equal(keep(before, { a }), before);
  });

  it('makes a cell silent when an equal value is set', () => {
    const cell = createCell<object>({ a: { b: 1 } });
    let told = 0;
    cell.subscribe(() => {
      told += 1;
    });
    cell.set({ a: { b: 1 } });
    assert.equal(told, 0);
    cell.set({ a: { b: 2 } });
    assert.equal(told, 1);
  });
});
