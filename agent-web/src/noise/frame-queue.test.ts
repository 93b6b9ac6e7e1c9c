import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FrameProcessor, FrameQueue } from './frame-queue.ts';

/** Gives every frame back as it is. */
const untouched = (frameSamples: number): FrameProcessor => ({
  frameSamples,
  delaySamples: 0,
  process: (input, output) => output.set(input),
});

/** Sends 1, 2, 3, ... through in quanta and hands back all that came out. */
function counted(queue: FrameQueue, quantum: number, quanta: number): number[] {
  const out: number[] = [];
  for (let q = 0; q < quanta; q++) {
    const output = new Float32Array(quantum);
    queue.process(
      Float32Array.from({ length: quantum }, (_, i) => q * quantum + i + 1),
      output,
    );
    out.push(...output);
  }
  return out;
}

for (const [frame, delay] of [
  [768, 640],
  [480, 448],
  [128, 0],
  [64, 0],
  [100, 96],
] as const) {
  test(`frames of ${frame} come out of quanta of 128 whole and in order, ${delay} samples late`, () => {
    const queue = new FrameQueue(untouched(frame), 128);
    assert.equal(queue.delaySamples, delay);
    const out = counted(queue, 128, 200);
    assert.ok(out.slice(0, delay).every((sample) => sample === 0));
    assert.deepEqual(
      out.slice(delay),
      Array.from({ length: out.length - delay }, (_, i) => i + 1),
    );
  });
}

test("a processor's own delay counts", () => {
  assert.equal(new FrameQueue({ ...untouched(768), delaySamples: 304 }, 128).delaySamples, 944);
});
