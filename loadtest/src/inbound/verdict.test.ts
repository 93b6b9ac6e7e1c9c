import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verdictOf } from './verdict.ts';

const written = (...texts: readonly string[]) => texts.map((text) => ({ text, taken: true }));

test('equal ledgers have nothing lost, doubled or invented', () => {
  const verdict = verdictOf([{ expected: written('a', 'b', 'a'), found: ['a', 'b', 'a'] }]);
  assert.deepEqual(verdict, { lost: 0, doubled: 0, invented: 0 });
});

test('what is missing is lost, what is there too often doubled, what nobody wrote invented', () => {
  const verdict = verdictOf([
    { expected: written('a', 'b', 'b'), found: ['a', 'a', 'b'] },
    { expected: written('c'), found: ['x'] },
  ]);
  assert.deepEqual(verdict, { lost: 2, doubled: 1, invented: 1 });
});

test('a push that was not taken may be there or not', () => {
  const expected = [{ text: 'a', taken: false }];
  assert.deepEqual(verdictOf([{ expected, found: [] }]), { lost: 0, doubled: 0, invented: 0 });
  assert.deepEqual(verdictOf([{ expected, found: ['a'] }]), { lost: 0, doubled: 0, invented: 0 });
});
