import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StreamReceipt } from './receipts.ts';

test('sequence numbers go on behind their sixteen bits, late ones too', () => {
  const stream = new StreamReceipt();
  const seen = [65_534, 65_535, 1, 0, 65_533, 2].map((sequence) => stream.note(sequence, 100));
  assert.deepEqual(seen, [65_534, 65_535, 65_537, 65_536, 65_533, 65_538]);
});

test('jitter moves by a sixteenth of the difference in transit at a time', () => {
  const stream = new StreamReceipt();
  stream.note(1, 100);
  assert.equal(stream.jitterUs, 0);
  stream.note(2, 260);
  assert.equal(stream.jitterUs, 10);
  stream.note(3, 260);
  assert.equal(stream.jitterUs, 9.375);
});
