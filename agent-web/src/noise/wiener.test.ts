import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WienerGain } from './wiener.ts';

/** One bin through a gain: what is heard, what the model finds in it, what comes out. */
function frame(gain: WienerGain, heard: number, found: number): number {
  const re = Float64Array.of(heard);
  const im = Float64Array.of(-heard);
  gain.apply(re, im, Float64Array.of(found), Float64Array.of(-found));
  assert.equal(im[0], -(re[0] ?? 0), 'the phase stays');
  return re[0] ?? Number.NaN;
}

test('where the model takes nothing away, nothing is', () => {
  assert.ok(Math.abs(frame(new WienerGain(1), 0.5, 0.5) - 0.5) < 1e-9);
});

test('where the model finds nothing, nothing is left, and silence stays silence', () => {
  const gain = new WienerGain(1);
  assert.equal(frame(gain, 0.5, 0), 0);
  assert.equal(frame(gain, 0, 0), 0);
});

test('steady noise that the model lets through in part is lowered further', () => {
  const gain = new WienerGain(1);
  for (let i = 0; i < 50; i++) assert.ok(frame(gain, 1, 0.2) < 0.07);
});

test('speech far above the noise of before is given back whole where the model takes some of it', () => {
  const gain = new WienerGain(1);
  for (let i = 0; i < 200; i++) frame(gain, 0.01, 0);
  assert.ok(frame(gain, 1, 0.9) > 0.99);
});

test('noise that has ended is forgotten', () => {
  const gain = new WienerGain(1);
  for (let i = 0; i < 200; i++) frame(gain, 1, 0);
  assert.ok(frame(gain, 0.1, 0.1) < 0.02);
  for (let i = 0; i < 1_000; i++) frame(gain, 0, 0);
  assert.ok(frame(gain, 0.1, 0.1) > 0.09);
});
