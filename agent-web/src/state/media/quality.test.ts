import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { levelOfScore, qualityBetween } from './quality.ts';
import type { TransportSample } from './stats.ts';

const sample = (changes: Partial<TransportSample>): TransportSample => ({
  atMs: 0,
  rttMs: 40,
  packetsReceived: 0,
  packetsLost: 0,
  bytesReceived: 0,
  bytesSent: 0,
  width: 640,
  height: 360,
  ...changes,
});

describe('call quality', () => {
  it('is unknown before there are two samples', () => {
    const quality = qualityBetween(undefined, sample({ packetsReceived: 9 }), 10);
    assert.equal(quality.level, 'unknown');
    assert.equal(quality.rttMs, 40);
  });

  it('is excellent with no loss, and tells the bit rates', () => {
    const now = sample({ atMs: 2_000, packetsReceived: 100, bytesReceived: 125_000, bytesSent: 250_000 });
    const quality = qualityBetween(sample({}), now, 10);
    assert.deepEqual(
      [quality.level, quality.downKbps, quality.upKbps, quality.lossShare],
      ['excellent', 500, 1_000, 0],
    );
  });

  it('falls with loss and delay', () => {
    const level = (packetsLost: number, rttMs: number): string =>
      qualityBetween(
        sample({}),
        sample({ atMs: 2_000, packetsReceived: 100 - packetsLost, packetsLost, rttMs }),
        10,
      ).level;
    assert.deepEqual(
      [level(0, 40), level(3, 40), level(8, 40), level(20, 40)],
      ['excellent', 'good', 'poor', 'bad'],
    );
    assert.deepEqual([level(0, 200), level(0, 500), level(0, 900)], ['good', 'poor', 'bad']);
  });

  it('is the worse of both directions', () => {
    const now = sample({ atMs: 2_000, packetsReceived: 100 });
    assert.equal(qualityBetween(sample({}), now, 5).level, 'poor');
    assert.equal(qualityBetween(sample({}), now, 0).level, 'excellent');
  });

  it('is unknown while nothing flows, as on hold', () => {
    const still = sample({ atMs: 2_000, packetsReceived: 50, bytesSent: 10 });
    assert.equal(qualityBetween({ ...still, atMs: 0 }, still, undefined).level, 'unknown');
  });

  it('takes counters that began anew for a new transport', () => {
    const before = sample({
      packetsReceived: 5_000,
      packetsLost: 400,
      bytesReceived: 1_000_000,
      bytesSent: 900,
    });
    const now = sample({
      atMs: 1_000,
      packetsReceived: 50,
      packetsLost: 0,
      bytesReceived: 12_500,
      bytesSent: 1_000,
    });
    const quality = qualityBetween(before, now, 10);
    assert.equal(quality.lossShare, 0);
    assert.equal(quality.downKbps, 100);
  });

  it("reads the node's score, where 0 says nothing", () => {
    assert.deepEqual([undefined, 0, 3, 5, 8, 10].map(levelOfScore), [
      'unknown',
      'unknown',
      'bad',
      'poor',
      'good',
      'excellent',
    ]);
  });
});
