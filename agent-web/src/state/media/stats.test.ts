import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inboundOf, outboundOf, sampleOf, sourceFramesOf } from './stats.ts';

const codec = ['C1', { type: 'codec', mimeType: 'video/VP8' }] as const;
const video = [
  'I1',
  {
    type: 'inbound-rtp',
    trackIdentifier: 'remote-video',
    codecId: 'C1',
    framesDecoded: 90,
    frameWidth: 640,
    frameHeight: 360,
    packetsReceived: 200,
    packetsLost: 2,
    bytesReceived: 5_000,
    jitter: 0.004,
    totalFreezesDuration: 0.25,
  },
] as const;
const layer = (id: string, width: number, bytesSent: number) =>
  [
    id,
    {
      type: 'outbound-rtp',
      mediaSourceId: 'S1',
      codecId: 'C1',
      frameWidth: width,
      frameHeight: width / 2,
      bytesSent,
      packetsSent: 10,
      framesSent: 30,
    },
  ] as const;
const source = ['S1', { type: 'media-source', trackIdentifier: 'own-video' }] as const;

describe('WebRTC statistics', () => {
  it('are read for each received track', () => {
    const [entry] = inboundOf([codec, video]);
    assert.equal(entry?.mediaTrackId, 'remote-video');
    assert.equal(entry?.codec, 'video/VP8');
    assert.equal(entry?.framesDecoded, 90);
    assert.equal(entry?.jitterMs, 4);
    assert.equal(entry?.totalFreezesMs, 250);
  });

  it('are summed over the layers of a sent track, with the size of the largest', () => {
    const sent = outboundOf([codec, source, layer('O1', 320, 100), layer('O2', 640, 300)]);
    assert.equal(sent.length, 1);
    assert.deepEqual(
      [sent[0]?.mediaTrackId, sent[0]?.width, sent[0]?.bytesSent, sent[0]?.packetsSent],
      ['own-video', 640, 400, 20],
    );
  });

  it('are nothing where the browser gives nothing, or something else', () => {
    const strange: [string, unknown][] = [
      ['X', null],
      ['Y', 3],
      ['Z', { type: 'inbound-rtp', framesDecoded: 'many', jitter: Number.NaN }],
    ];
    const [entry] = inboundOf(strange);
    assert.equal(entry?.framesDecoded, 0);
    assert.equal(entry?.jitterMs, 0);
    assert.equal(entry?.codec, '');
  });

  it('give a sample of all transports, with the slower round trip', () => {
    const pair = (rtt: number) =>
      ['P', { type: 'candidate-pair', nominated: true, currentRoundTripTime: rtt }] as const;
    const sample = sampleOf(
      [
        [codec, source, layer('O', 640, 700), pair(0.02)],
        [codec, video, pair(0.03)],
      ],
      5,
    );
    assert.deepEqual(sample, {
      atMs: 5,
      rttMs: 30,
      packetsReceived: 200,
      packetsLost: 2,
      bytesReceived: 5_000,
      bytesSent: 700,
      width: 640,
      height: 360,
    });
    assert.equal(sampleOf([], 0).rttMs, undefined);
  });

  it('tells how many frames each source gave, where the browser does', () => {
    const frames = sourceFramesOf([
      ['S1', { type: 'media-source', kind: 'video', trackIdentifier: 'camera', frames: 0 }],
      ['S2', { type: 'media-source', kind: 'video', trackIdentifier: 'screen' }],
      ['S3', { type: 'media-source', kind: 'audio', trackIdentifier: 'microphone' }],
    ]);
    assert.deepEqual([...frames], [['camera', 0]]);
  });
});
