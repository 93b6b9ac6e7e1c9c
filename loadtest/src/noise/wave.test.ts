import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readWave } from './wave.ts';

/** A WAVE file of the given chunks. */
function file(chunks: readonly (readonly [tag: string, body: Buffer, statedLength?: number])[]): Buffer {
  const parts = chunks.map(([tag, body, stated]) => {
    const head = Buffer.alloc(8);
    head.write(tag, 'latin1');
    head.writeUInt32LE(stated ?? body.length, 4);
    return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
  });
  return Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'), ...parts]);
}

function format(coding: number, channels: number, sampleRateHz: number, bits: number): Buffer {
  const body = Buffer.alloc(16);
  body.writeUInt16LE(coding, 0);
  body.writeUInt16LE(channels, 2);
  body.writeUInt32LE(sampleRateHz, 4);
  body.writeUInt16LE(bits, 14);
  return body;
}

const pcm = (samples: readonly number[]): Buffer => Buffer.from(Int16Array.from(samples).buffer);

test('16-bit sound is read as samples between -1 and 1', () => {
  const sound = readWave(
    file([
      ['fmt ', format(1, 1, 16_000, 16)],
      ['data', pcm([0, 16_384, -32_768])],
    ]),
  );
  assert.deepEqual(sound, { sampleRateHz: 16_000, samples: Float32Array.from([0, 0.5, -1]) });
});

test('chunks of other kinds are passed over, odd ones with their padding', () => {
  const sound = readWave(
    file([
      ['LIST', Buffer.from('abc')],
      ['fmt ', format(1, 1, 8_000, 16)],
      ['data', pcm([16_384])],
    ]),
  );
  assert.deepEqual([...sound.samples], [0.5]);
});

test('of two channels the first is taken', () => {
  const sound = readWave(
    file([
      ['fmt ', format(1, 2, 8_000, 16)],
      ['data', pcm([16_384, 1, -16_384, 1])],
    ]),
  );
  assert.deepEqual([...sound.samples], [0.5, -0.5]);
});

test('a length that a pipe could not know ends where the file does', () => {
  const sound = readWave(
    file([
      ['fmt ', format(1, 1, 8_000, 16)],
      ['data', pcm([16_384]), 0xffff_ffff],
    ]),
  );
  assert.equal(sound.samples.length, 1);
});

test('anything else is refused with the reason', () => {
  assert.throws(() => readWave(Buffer.from('MThd')), /not a RIFF/);
  assert.throws(() => readWave(file([['fmt ', format(3, 1, 8_000, 32)]])), /coding 3 of 32 bits/);
  assert.throws(() => readWave(file([['data', pcm([1])]])), /sound before its format/);
  assert.throws(() => readWave(file([['fmt ', format(1, 1, 8_000, 16)]])), /no sound/);
});
