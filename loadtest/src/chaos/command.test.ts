import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCommand } from './command.ts';

const read = (...words: string[]) => readCommand(words, { minutes: 5, seed: 77 });

test('without words it runs for a while, by a seed of its own', () => {
  assert.deepEqual(read(), { does: 'run', minutes: 5, seed: 77, json: false });
});

test('minutes, seed and the form of the answer can be said, in either way', () => {
  const asked = { does: 'run', minutes: 3, seed: 9, json: true };
  assert.deepEqual(read('--minutes', '3', '--seed', '9', '--json'), asked);
  assert.deepEqual(read('--json', '--seed=9', '--minutes=3'), asked);
});

test('what is not understood is refused with what there is', () => {
  for (const words of [
    ['--minutes'],
    ['--minutes', '0'],
    ['--seed', 'x'],
    ['--minutes', '1441'],
    ['--faults'],
  ])
    assert.equal(read(...words).does, 'refuse', words.join(' '));
});
