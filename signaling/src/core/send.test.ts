import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SendResult } from '../ports.ts';
import { Outbox } from './outbox.ts';
import { judge, pump } from './send.ts';

function outboxOf(frames: number): Outbox {
  const outbox = new Outbox({ maxFrames: 16, maxBytes: 10_000 });
  for (let i = 0; i < frames; i++) {
    outbox.add({ case: 'push', value: { source: { case: 'media', value: new Uint8Array([i]) } } }, '');
  }
  return outbox;
}

/** Answers with these results in turn. */
const answering = (...results: SendResult[]) => {
  const seen: Uint8Array[] = [];
  const send = (frame: Uint8Array): SendResult => {
    seen.push(frame);
    return results[seen.length - 1] ?? 'sent';
  };
  return { seen, send };
};

describe('sending', () => {
  it('SIG32 treats each of the three results', () => {
    assert.deepEqual(judge('sent'), { taken: true, goOn: true });
    assert.deepEqual(judge('backpressure'), { taken: true, goOn: false });
    assert.deepEqual(judge('dropped'), { taken: false, goOn: false });
  });

  it('SIG32 sends all there is while the socket takes it', () => {
    const { seen, send } = answering();
    assert.equal(pump(outboxOf(3), send), 'empty');
    assert.equal(seen.length, 3);
  });

  it('SIG32 stops at backpressure without sending that frame again', () => {
    const outbox = outboxOf(3);
    assert.equal(pump(outbox, answering('sent', 'backpressure').send), 'blocked');
    const { seen, send } = answering();
    assert.equal(pump(outbox, send), 'empty');
    assert.equal(seen.length, 1);
  });

  it('SIG32 sends a dropped frame again, the same one', () => {
    const outbox = outboxOf(2);
    const first = answering('dropped');
    assert.equal(pump(outbox, first.send), 'blocked');
    const second = answering();
    assert.equal(pump(outbox, second.send), 'empty');
    assert.equal(second.seen.length, 2);
    assert.deepEqual(second.seen[0], first.seen[0]);
  });
});
