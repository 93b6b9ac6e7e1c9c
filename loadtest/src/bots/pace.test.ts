import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pacer } from './pace.ts';

function framesOf(pacer: Pacer<{ framesPerS: number; name: string }>, nowMs: number): string[] {
  const sent: string[] = [];
  pacer.due(nowMs, ({ name }) => sent.push(name));
  return sent;
}

test('each stream sends as often as it says, and not all at once', () => {
  const pacer = new Pacer(
    [
      { framesPerS: 50, name: 'a' },
      { framesPerS: 50, name: 'b' },
    ],
    0,
  );
  assert.deepEqual(framesOf(pacer, 9), []);
  assert.deepEqual(framesOf(pacer, 10), ['a']);
  assert.deepEqual(framesOf(pacer, 20), ['b']);
  let count = 0;
  for (let now = 21; now <= 1_020; now++) count += framesOf(pacer, now).length;
  assert.equal(count, 100);
  assert.equal(pacer.skipped, 0);
});

test('a little late is caught up with', () => {
  const pacer = new Pacer([{ framesPerS: 50, name: 'a' }], 0);
  assert.equal(framesOf(pacer, 65).length, 3);
});

test('what is long past is skipped and counted', () => {
  const pacer = new Pacer([{ framesPerS: 50, name: 'a' }], 0);
  assert.equal(framesOf(pacer, 1_000).length, 1);
  assert.equal(pacer.skipped, 49);
  assert.equal(framesOf(pacer, 1_020).length, 1);
});
