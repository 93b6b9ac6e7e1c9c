import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Figures } from './figures.ts';

test('rows are apart from each other, however many there are, and keep what is in them when the block grows', () => {
  const figures = new Figures();
  const rows = Array.from({ length: 1_000 }, () => figures.take());
  rows.forEach((row, index) => {
    for (let cell = 0; cell < 8; cell += 1) figures.cells[row + cell] = index;
  });
  rows.push(figures.take());
  rows.slice(0, -1).forEach((row, index) => {
    assert.deepEqual(
      [...figures.cells.slice(row, row + 8)],
      Array.from({ length: 8 }, () => index),
    );
  });
});

test('a row that was given back is the next to be taken, and nothing of its past is in it', () => {
  const figures = new Figures();
  const [first, second] = [figures.take(), figures.take()];
  figures.cells.fill(7, first, first + 8);
  figures.giveBack(first);
  assert.equal(figures.take(), first);
  assert.deepEqual([...figures.cells.slice(first, first + 8)], [0, 0, 0, 0, 0, 0, 0, 0]);
  assert.notEqual(figures.take(), second);
});
