import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ServerFrame } from '@weft/proto';
import type { SendResult } from '../ports.ts';
import { Outbox } from './outbox.ts';
import { judge, pump } from './send.ts';

function outboxOf(frames: number, bytes = 1): Outbox {
  const outbox = new Outbox({ maxFrames: 64, maxBytes: 1_000_000 });
  for (let i = 0; i < frames; i++) {
    const value = { source: { case: 'media', value: new Uint8Array(bytes).fill(i) } } as const;
    outbox.add(ServerFrame.encode({ body: { case: 'push', value } }), '');
  }
  return outbox;
}

/** A socket that answers with these results in turn, then 'sent'. */
class Answering {
  /** What it was given. */
  readonly seen: Uint8Array[] = [];
  /** How many frames went out together, by piece; those on their own are not in it. */
  readonly pieces: number[] = [];
  /** What became of frames, as pump() told it. */
  readonly told: Record<SendResult, number> = { sent: 0, backpressure: 0, dropped: 0 };
  bufferedBytes = 0;
  readonly #results: readonly SendResult[];
  /** The kernel takes no more once so many pieces have gone out. */
  readonly #fullAfter: number;

  constructor(results: readonly SendResult[] = [], fullAfter = Number.POSITIVE_INFINITY) {
    this.#results = results;
    this.#fullAfter = fullAfter;
  }

  send(frame: Uint8Array): SendResult {
    this.seen.push(frame.slice());
    return this.#results[this.seen.length - 1] ?? 'sent';
  }

  inOnePiece(run: () => void): void {
    const before = this.seen.length;
    run();
    this.pieces.push(this.seen.length - before);
    if (this.pieces.length >= this.#fullAfter) this.bufferedBytes = 1;
  }

  pump(outbox: Outbox): 'empty' | 'blocked' {
    return pump(outbox, this, (result, frames) => {
      this.told[result] += frames;
    });
  }
}

describe('sending', () => {
  it('SIG32 treats each of the three results', () => {
    assert.deepEqual(judge('sent'), { taken: true, goOn: true });
    assert.deepEqual(judge('backpressure'), { taken: true, goOn: false });
    assert.deepEqual(judge('dropped'), { taken: false, goOn: false });
  });

  it('SIG32 sends all there is while the socket takes it, in one piece', () => {
    const socket = new Answering();
    assert.equal(socket.pump(outboxOf(3)), 'empty');
    assert.deepEqual(socket.pieces, [3]);
    assert.deepEqual(socket.told, { sent: 3, backpressure: 0, dropped: 0 });
  });

  it('SIG32 sends a single frame by itself', () => {
    const socket = new Answering();
    assert.equal(socket.pump(outboxOf(1)), 'empty');
    assert.deepEqual([socket.seen.length, socket.pieces], [1, []]);
  });

  it('SIG32 makes its pieces no larger than what is gathered for one write', () => {
    const socket = new Answering();
    assert.equal(socket.pump(outboxOf(32, 1_000)), 'empty');
    assert.deepEqual(socket.pieces, [15, 15, 2]);
  });

  it('SIG32 stops where the kernel did not take a piece whole, and sends none of it again', () => {
    const outbox = outboxOf(32, 1_000);
    const full = new Answering([], 1);
    assert.equal(full.pump(outbox), 'blocked');
    assert.equal(full.seen.length, 15);
    assert.deepEqual(full.told, { sent: 14, backpressure: 1, dropped: 0 });
    const socket = new Answering();
    assert.equal(socket.pump(outbox), 'empty');
    assert.equal(socket.seen.length, 17);
  });

  it('SIG32 stops at backpressure without sending that frame again', () => {
    const outbox = outboxOf(3);
    assert.equal(new Answering(['sent', 'backpressure']).pump(outbox), 'blocked');
    const socket = new Answering();
    assert.equal(socket.pump(outbox), 'empty');
    assert.equal(socket.seen.length, 1);
  });

  it('SIG32 sends a dropped frame again, the same one', () => {
    const outbox = outboxOf(2);
    const first = new Answering(['dropped']);
    assert.equal(first.pump(outbox), 'blocked');
    assert.deepEqual(first.told, { sent: 0, backpressure: 0, dropped: 1 });
    const second = new Answering();
    assert.equal(second.pump(outbox), 'empty');
    assert.equal(second.seen.length, 2);
    assert.deepEqual(second.seen[0], first.seen[0]);
  });
});
