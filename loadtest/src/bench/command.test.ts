import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Bench } from './bench.ts';
import { readCommand } from './command.ts';

const bench: Bench = {
  name: 'wait',
  summary: 'Waits',
  options: { times: 'how often', all: 'everything' },
  run: () => Promise.reject(new Error('not run here')),
};

test('a benchmark is found by name, with its options in both spellings', () => {
  const command = readCommand(['wait', '--times', '3', '--json', '--all'], [bench]);
  assert.equal(command.does, 'run');
  if (command.does !== 'run') return;
  assert.equal(command.bench, bench);
  assert.equal(command.json, true);
  assert.deepEqual(
    [...command.options],
    [
      ['times', '3'],
      ['all', ''],
    ],
  );
  const joined = readCommand(['wait', '--times=3'], [bench]);
  assert.deepEqual(joined.does === 'run' ? [...joined.options] : [], [['times', '3']]);
});

test('without a name the benchmarks are listed', () => {
  assert.deepEqual(readCommand([], [bench]), { does: 'list' });
});

test('an unknown benchmark is refused with the names that there are', () => {
  assert.deepEqual(readCommand(['sleep'], [bench]), {
    does: 'refuse',
    why: 'no benchmark "sleep": there are wait',
  });
});

test('an option of no meaning is refused with those that have one', () => {
  assert.deepEqual(readCommand(['wait', '--fast'], [bench]), {
    does: 'refuse',
    why: 'wait knows nothing of "--fast": it takes --json, --keep, --times, --all',
  });
  assert.equal(readCommand(['wait', 'twice'], [bench]).does, 'refuse');
  assert.equal(readCommand(['wait', '--toString'], [bench]).does, 'refuse');
});

test('a result is kept when it is asked for, and all that were kept make a page', () => {
  const command = readCommand(['wait', '--keep', '--times', '3'], [bench]);
  assert.equal(command.does === 'run' && command.keep, true);
  assert.deepEqual(readCommand(['--page'], [bench]), { does: 'page' });
});
