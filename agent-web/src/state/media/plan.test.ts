import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planMedia } from './plan.ts';

describe('the media plan', () => {
  it('films 720p in three layers where there are cores for it', () => {
    const plan = planMedia(8);
    assert.equal(plan.reason, 'default');
    assert.deepEqual([plan.camera.width, plan.camera.height], [1_280, 720]);
    assert.deepEqual(
      plan.sends.camera.encodings.map(({ scaleResolutionDownBy }) => scaleResolutionDownBy),
      [4, 2, 1],
    );
  });

  it('films 360p in two layers on a small machine', () => {
    const plan = planMedia(2);
    assert.equal(plan.reason, 'few-cores');
    assert.equal(plan.camera.height, 360);
    assert.equal(plan.sends.camera.encodings.length, 2);
  });

  it('follows a wish for size and codec, and sends small pictures in one layer', () => {
    const plan = planMedia(8, { width: 320, height: 180, codec: 'video/H264' });
    assert.equal(plan.reason, 'wish');
    assert.equal(plan.sends.camera.encodings.length, 1);
    assert.equal(plan.sends.camera.codec, 'video/H264');
    assert.equal(plan.sends.screen.codec, 'video/H264');
  });

  it('puts the layers of VP9 and AV1 into one stream', () => {
    const modesOf = (codec: string): readonly string[] =>
      planMedia(8, { width: 1_280, height: 720, codec }).sends.camera.encodings.map(
        ({ scalabilityMode }) => scalabilityMode,
      );
    assert.deepEqual(modesOf('video/VP9'), ['L3T3_KEY']);
    // With more sizes than one its receivers decode nothing behind mediasoup.
    assert.deepEqual(modesOf('video/AV1'), ['L1T3']);
  });

  it('sends voice with repair data and without silence suppression', () => {
    const { microphone } = planMedia(8).sends;
    assert.equal(microphone.codecOptions.opusFec, true);
    assert.equal(microphone.codecOptions.opusDtx, false);
    assert.equal(microphone.codecOptions.opusStereo, false);
  });

  it('lists layers from the lowest bit rate up', () => {
    for (const height of [180, 360, 480, 720, 1_080]) {
      const { encodings } = planMedia(8, { width: 16, height }).sends.camera;
      const rates = encodings.map(({ maxBitrate }) => maxBitrate);
      assert.deepEqual(
        rates,
        [...rates].sort((a, b) => a - b),
      );
    }
  });
});
