import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ServerFrame } from '@weft/proto';
import { Outbox } from './outbox.ts';

const limits = { maxFrames: 4, maxBytes: 1_000 };
/** A push without its place in the sequence. */
const push = (mark: number, bytes = 1): Uint8Array => {
  const value = { source: { case: 'control', value: new Uint8Array(bytes).fill(mark) } } as const;
  return ServerFrame.encode({ body: { case: 'push', value } });
};

/** A frame as [number, mark]. */
function read(frame: Uint8Array | undefined): readonly [number, number | undefined] | undefined {
  if (frame === undefined) return undefined;
  const { seq, body } = ServerFrame.decode(frame);
  return [seq, body?.case === 'push' ? body.value.source?.value[0] : undefined];
}

/** Gives up to `count` frames to a socket. */
function give(outbox: Outbox, count = Number.POSITIVE_INFINITY) {
  const given: (readonly [number, number | undefined] | undefined)[] = [];
  while (given.length < count && outbox.unsent > 0) {
    given.push(read(outbox.next()));
    outbox.taken();
  }
  return given;
}

function filled(...marks: readonly number[]): Outbox {
  const outbox = new Outbox(limits);
  for (const mark of marks) assert.equal(outbox.add(push(mark), ''), 'kept');
  return outbox;
}

describe('an outbox', () => {
  it('SIG30 numbers frames from 1, by one, in the order they came', () => {
    const outbox = filled(7, 8, 9);
    assert.deepEqual(give(outbox), [
      [1, 7],
      [2, 8],
      [3, 9],
    ]);
    assert.equal(outbox.next(), undefined);
  });

  it('SIG32 gives the same frame again until a socket has taken it', () => {
    const outbox = filled(7);
    assert.deepEqual(read(outbox.next()), [1, 7]);
    assert.deepEqual(read(outbox.next()), [1, 7]);
    outbox.taken();
    assert.equal(outbox.next(), undefined);
  });

  it('SIG31 keeps frames until they are acknowledged', () => {
    const outbox = filled(7, 8, 9);
    give(outbox);
    assert.equal(outbox.frames, 3);
    assert.equal(outbox.acknowledge(2), true);
    assert.equal(outbox.frames, 1);
    assert.equal(outbox.acknowledge(3), true);
    assert.equal(outbox.bytes, 0);
  });

  it('SIG17 takes an old acknowledgement for nothing and refuses one of a frame never sent', () => {
    const outbox = filled(7, 8);
    give(outbox, 1);
    assert.equal(outbox.acknowledge(2), false);
    assert.equal(outbox.acknowledge(1), true);
    assert.equal(outbox.acknowledge(1), true);
    assert.equal(outbox.acknowledge(0), true);
    assert.deepEqual(give(outbox), [[2, 8]]);
  });

  it('SIG17 does not take a frame that a socket dropped for sent', () => {
    const outbox = filled(7);
    assert.notEqual(outbox.next(), undefined);
    assert.equal(outbox.acknowledge(1), false);
  });

  it('SIG11 gives another socket what follows the last frame handled, with the numbers it had', () => {
    const outbox = filled(5, 6, 7);
    give(outbox);
    outbox.add(push(8), '');
    assert.equal(outbox.follows(1), true);
    outbox.rewind(1);
    assert.deepEqual(give(outbox), [
      [2, 6],
      [3, 7],
      [4, 8],
    ]);
  });

  it('SIG11 can be rewound again in the middle of a replay', () => {
    const outbox = filled(5, 6, 7);
    give(outbox);
    outbox.rewind(0);
    assert.deepEqual(give(outbox, 2), [
      [1, 5],
      [2, 6],
    ]);
    assert.equal(outbox.acknowledge(1), true);
    outbox.rewind(1);
    assert.deepEqual(give(outbox), [
      [2, 6],
      [3, 7],
    ]);
  });

  it('SIG13 cannot go on behind frames it has forgotten or never sent', () => {
    const outbox = filled(5, 6);
    give(outbox);
    outbox.acknowledge(1);
    assert.equal(outbox.follows(0), false);
    assert.equal(outbox.follows(1), true);
    assert.equal(outbox.follows(2), true);
    assert.equal(outbox.follows(3), false);
  });

  it('SIG33 drops the waiting frame with its key for a new one, which comes last', () => {
    const outbox = new Outbox(limits);
    outbox.add(push(1), 'speaker');
    outbox.add(push(2), '');
    assert.equal(outbox.add(push(3), 'speaker'), 'coalesced');
    assert.equal(outbox.add(push(4), 'scores'), 'kept');
    assert.deepEqual(give(outbox), [
      [1, 2],
      [2, 3],
      [3, 4],
    ]);
  });

  it('SIG33 never replaces a frame without a key, nor one that was sent', () => {
    const outbox = new Outbox(limits);
    outbox.add(push(1), '');
    assert.equal(outbox.add(push(2), ''), 'kept');
    give(outbox);
    outbox.add(push(3), 'speaker');
    give(outbox);
    assert.equal(outbox.add(push(4), 'speaker'), 'kept');
    assert.equal(outbox.frames, 4);
  });

  it('SIG33 numbers a frame at once that nothing can replace, and one with a key only when it is sent', () => {
    const outbox = new Outbox(limits);
    assert.equal(outbox.add(push(1), '', true), 'kept');
    assert.equal(outbox.add(push(2), 'speaker', true), 'kept');
    assert.equal(outbox.add(push(3), '', true), 'kept');
    assert.equal(outbox.add(push(4), 'speaker', true), 'coalesced');
    assert.deepEqual(give(outbox), [
      [1, 1],
      [2, 3],
      [3, 4],
    ]);
  });

  it('SIG31 keeps its own copy of what it was given', () => {
    const outbox = new Outbox(limits);
    for (const open of [true, false]) {
      const lent = push(7);
      outbox.add(lent, '', open);
      lent.fill(0);
    }
    assert.deepEqual(give(outbox), [
      [1, 7],
      [2, 7],
    ]);
  });

  it('SIG34 takes nothing beyond its frames, sent or waiting, but still coalesces', () => {
    const outbox = filled(1, 2);
    give(outbox);
    outbox.add(push(3), 'speaker');
    outbox.add(push(4), '');
    assert.equal(outbox.add(push(5), ''), 'full');
    assert.equal(outbox.add(push(6), 'speaker'), 'coalesced');
    outbox.acknowledge(1);
    assert.equal(outbox.add(push(7), ''), 'kept');
  });

  it('SIG34 takes nothing beyond its bytes, and a refused frame costs none', () => {
    const outbox = new Outbox(limits);
    assert.equal(outbox.add(push(1, 600), 'a'), 'kept');
    const before = outbox.bytes;
    assert.equal(outbox.add(push(2, 600), ''), 'full');
    assert.equal(outbox.bytes, before);
    assert.equal(outbox.add(push(3, 900), 'a'), 'coalesced');
    assert.equal(outbox.add(push(4, 2_000), 'a'), 'full');
  });

  it('SIG31 keeps count of its bytes through any mix of calls', () => {
    const outbox = new Outbox({ maxFrames: 64, maxBytes: 100_000 });
    for (let round = 0; round < 200; round++) {
      const key = round % 3 === 0 ? `key-${round % 5}` : '';
      outbox.add(push(round % 256, 1 + ((round * 37) % 300)), key, round % 4 === 0);
      if (round % 2 === 0) give(outbox, 1);
      if (round % 7 === 0 && outbox.follows(Math.floor(round / 3))) outbox.acknowledge(Math.floor(round / 3));
    }
    const all = give(outbox);
    const last = all.at(-1)?.[0] ?? 0;
    assert.equal(outbox.acknowledge(last), true);
    assert.equal(outbox.frames, 0);
    assert.equal(outbox.bytes, 0);
  });
});
