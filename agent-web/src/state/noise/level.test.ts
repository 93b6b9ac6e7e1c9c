import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { levelOf } from './voice-graph.ts';

const sine = (amplitude: number): Float32Array =>
  Float32Array.from({ length: 480 }, (_, i) => amplitude * Math.sin((2 * Math.PI * i) / 48));

describe('the level meter', () => {
  it('shows nothing for silence and below -60 dB', () => {
    assert.equal(levelOf(new Float32Array(128)), 0);
    assert.equal(levelOf(sine(0.001)), 0);
    assert.equal(levelOf([]), 0);
  });

  it('shows all for full scale and never more', () => {
    assert.equal(levelOf(new Float32Array(128).fill(1)), 1);
    assert.equal(levelOf(new Float32Array(128).fill(8)), 1);
  });

  it('goes in even steps of decibels', () => {
    const steps = [0.01, 0.1, 1].map((amplitude) => levelOf(sine(amplitude)));
    const [a = 0, b = 0, c = 0] = steps;
    assert.ok(Math.abs(c - b - (b - a)) < 1e-6);
  });
});
