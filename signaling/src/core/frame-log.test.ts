import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ServerFrame } from '@weft/proto';
import { FrameLog } from './frame-log.ts';

const rest = (mark: number, bytes: number): Uint8Array => {
  const value = { source: { case: 'control', value: new Uint8Array(bytes).fill(mark) } } as const;
  return ServerFrame.encode({ body: { case: 'push', value } });
};

/** A frame as [number, mark, bytes]. */
function read(frame: Uint8Array | undefined) {
  if (frame === undefined) return undefined;
  const { seq, body } = ServerFrame.decode(frame);
  const value = body?.case === 'push' ? body.value.source?.value : undefined;
  return [seq, value?.[0], value?.length];
}

describe('a log of frames', () => {
  it('SIG31 holds every frame as it was, through growing, moving and letting go', () => {
    const log = new FrameLog();
    const kept: (readonly [number, number, number])[] = [];
    let seq = 0;
    for (let round = 0; round < 2_000; round++) {
      const bytes = 1 + ((round * 61) % 700);
      seq += 1;
      log.append(seq, rest(seq % 200, bytes));
      kept.push([seq, seq % 200, bytes]);
      if (round % 50 === 49) {
        const frames = (round * 7) % (kept.length + 1);
        log.drop(frames);
        kept.splice(0, frames);
      }
      assert.equal(log.size, kept.length);
      assert.deepEqual(read(log.at(kept.length - 1)), kept.at(-1));
      assert.deepEqual(read(log.at(0)), kept[0]);
    }
    assert.deepEqual(
      kept.map((_, index) => read(log.at(index))),
      kept,
    );
  });

  it('SIG34 counts what it holds, and nothing when it is empty', () => {
    const log = new FrameLog();
    assert.deepEqual([log.size, log.bytes, log.at(0)], [0, 0, undefined]);
    log.append(1, rest(1, 100));
    log.append(2, rest(2, 2_000));
    const whole = log.bytes;
    const freed = log.drop(1);
    assert.equal(log.bytes, whole - freed);
    log.drop(1);
    assert.deepEqual([log.size, log.bytes], [0, 0]);
  });
});
