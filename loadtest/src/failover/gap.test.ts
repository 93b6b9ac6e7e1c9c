import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { largestGap } from './gap.ts';

const every = (stepMs: number, fromMs: number, toMs: number): number[] =>
  Array.from({ length: Math.floor((toMs - fromMs) / stepMs) + 1 }, (_, i) => fromMs + i * stepMs);

describe('the largest gap', () => {
  test('is the step of what comes regularly', () => {
    assert.equal(largestGap(every(20, 0, 1_000), { fromMs: 200, toMs: 800 }).lengthMs, 20);
  });

  test('begins with what came last before the silence, though that was before the span', () => {
    const arrivals = [...every(20, 0, 480), ...every(20, 600, 1_000)];
    assert.deepEqual(largestGap(arrivals, { fromMs: 490, toMs: 900 }), { lengthMs: 120, fromMs: 480 });
  });

  test('lasts to the end of the span when nothing comes any more', () => {
    assert.deepEqual(largestGap(every(20, 0, 500), { fromMs: 490, toMs: 2_000 }), {
      lengthMs: 1_500,
      fromMs: 500,
    });
  });

  test('is the whole span when nothing came at all', () => {
    assert.deepEqual(largestGap([], { fromMs: 10, toMs: 60 }), { lengthMs: 50, fromMs: 10 });
  });

  test('is seen over two sources, whatever their order', () => {
    const arrivals = [...every(20, 600, 1_000), ...every(20, 0, 560)];
    assert.equal(largestGap(arrivals, { fromMs: 400, toMs: 900 }).lengthMs, 40);
  });

  test('outside of the span is not counted', () => {
    const arrivals = [0, ...every(20, 500, 1_000)];
    assert.equal(largestGap(arrivals, { fromMs: 600, toMs: 900 }).lengthMs, 20);
  });
});
