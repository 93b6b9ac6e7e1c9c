import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { silentLog } from '@weft/proto';
import { settle } from '../testing/fake-ask.ts';
import type { FakeTrack } from '../testing/fake-media.ts';
import { FakePlatform } from '../testing/fake-platform.ts';
import { Capture } from './capture.ts';
import { CaptureFailure } from './capture-failure.ts';
import { microphoneConstraints } from './constraints.ts';

function setUp() {
  const platform = new FakePlatform();
  const changes: (string | undefined)[] = [];
  const capture = new Capture({
    device: 'microphone',
    platform,
    log: silentLog,
    capture: (deviceId) => platform.openMicrophone(microphoneConstraints(deviceId, false)),
    changed: (track) => changes.push(track?.label),
  });
  return { platform, changes, capture };
}
const states = (tracks: readonly FakeTrack[]): string => tracks.map(({ readyState }) => readyState).join(' ');

describe('a capturing device', () => {
  it('is opened once for all who use it, and closed when nobody does', async () => {
    const { platform, capture } = setUp();
    await Promise.all([capture.open('preview'), capture.open('call')]);
    assert.equal(platform.opened.length, 1);
    capture.close('preview');
    assert.equal(capture.state.get().name, 'live');
    capture.close('call');
    assert.equal(capture.state.get().name, 'idle');
    assert.equal(states(platform.opened), 'ended');
  });

  it('is not kept when it is given up while the browser still asks', async () => {
    const { platform, changes, capture } = setUp();
    const gate = Promise.withResolvers<void>();
    platform.gate = gate.promise;
    const opening = capture.open('call');
    capture.close('call');
    gate.resolve();
    await opening;
    assert.equal(states(platform.opened), 'ended');
    assert.deepEqual(changes, []);
    assert.equal(capture.state.get().name, 'idle');
  });

  it('is opened again when it was given up and wanted anew meanwhile', async () => {
    const { platform, capture } = setUp();
    const gate = Promise.withResolvers<void>();
    platform.gate = gate.promise;
    const first = capture.open('call');
    capture.close('call');
    const second = capture.open('call');
    gate.resolve();
    await Promise.all([first, second]);
    assert.equal(capture.state.get().name, 'live');
    assert.equal(platform.opened.filter(({ readyState }) => readyState === 'live').length, 1);
  });

  it('changes to the chosen one at once, keeping the old until the new is there', async () => {
    const { platform, changes, capture } = setUp();
    await capture.open('call');
    capture.choose('headset');
    assert.equal(states(platform.opened), 'live');
    await settle();
    assert.deepEqual(changes, ['default', 'headset']);
    assert.equal(states(platform.opened), 'ended live');
  });

  it('changes to the one that is chosen after another could not be had', async () => {
    const { platform, changes, capture } = setUp();
    platform.refusal = new DOMException('Could not start audio source', 'NotReadableError');
    await assert.rejects(capture.open('preview'), CaptureFailure);
    platform.refusal = undefined;
    capture.choose('headset');
    await settle();
    assert.deepEqual(changes, ['headset']);
    assert.equal(capture.state.get().name, 'live');
  });

  it('changes to the one that is chosen while another is being opened, whatever becomes of that', async () => {
    for (const refusal of [undefined, new DOMException('in use', 'NotReadableError')]) {
      const { platform, changes, capture } = setUp();
      const gate = Promise.withResolvers<void>();
      platform.gate = gate.promise;
      const opening = capture.open('preview');
      platform.gate = undefined;
      capture.choose('headset');
      await settle();
      platform.refusal = refusal;
      gate.resolve();
      await opening;
      assert.deepEqual(changes, ['headset'], `after ${refusal?.name ?? 'a track'}`);
      assert.equal(capture.state.get().name, 'live');
      assert.equal(platform.opened.filter(({ readyState }) => readyState === 'live').length, 1);
    }
  });

  it('goes back to the default one when it is unplugged', async () => {
    const { platform, changes, capture } = setUp();
    capture.choose('headset');
    await capture.open('call');
    platform.last('audio').end();
    await settle();
    assert.deepEqual(changes, ['headset', 'default']);
    assert.equal(capture.state.get().name, 'live');
  });

  it('is the default one while the chosen one is not there', async () => {
    const { platform, changes, capture } = setUp();
    capture.choose('headset');
    platform.unplugged = 'headset';
    await capture.open('call');
    capture.close('call');
    platform.unplugged = undefined;
    await capture.open('call');
    assert.deepEqual(changes, ['default', undefined, 'headset']);
  });

  it('tells why it cannot be had, and can be tried again', async () => {
    const { platform, capture } = setUp();
    platform.refusal = new DOMException('Permission denied', 'NotAllowedError');
    await assert.rejects(capture.open('call'), CaptureFailure);
    assert.deepEqual(capture.state.get(), {
      name: 'failed',
      error: 'denied',
      hint: 'allow-in-browser-settings',
    });
    platform.refusal = undefined;
    await capture.open('call');
    assert.equal(capture.state.get().name, 'live');
  });

  it('is had anew by whoever opens it after it was dropped, and by all its users', async () => {
    const { platform, changes, capture } = setUp();
    await capture.open('preview');
    await capture.open('call');
    capture.drop();
    assert.equal(capture.state.get().name, 'idle');
    await capture.open('call');
    assert.equal(states(platform.opened), 'ended live');
    assert.deepEqual(changes, ['default', undefined, 'default']);
    capture.close('call');
    assert.equal(states(platform.opened), 'ended live');
  });
});
