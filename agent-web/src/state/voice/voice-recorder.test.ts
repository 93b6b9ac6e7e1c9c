import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock } from '@weft/proto';
import { settle } from '../testing/fake-ask.ts';
import type { VoicePlatform } from './voice-platform.ts';
import { isVoiceMessage, MAX_VOICE_MS, VoiceRecorder } from './voice-recorder.ts';

class FakeTrack extends EventTarget {
  live = true;

  stop(): void {
    this.live = false;
  }
}

function recorder(type = 'audio/webm') {
  const clock = new ManualClock();
  const tracks: FakeTrack[] = [];
  const fake = {
    denied: undefined as Error | undefined,
    broken: undefined as Error | undefined,
    asked: Promise.resolve(),
  };
  const platform: VoicePlatform = {
    mediaType: type,
    openMicrophone: async () => {
      await fake.asked;
      if (fake.denied !== undefined) throw fake.denied;
      const track = new FakeTrack();
      tracks.push(track);
      return track as unknown as MediaStreamTrack;
    },
    context: () => ({ secure: true, allowedByPage: true }),
    record: () => ({
      stop: () =>
        fake.broken === undefined
          ? Promise.resolve(new Blob(['voice'], { type }))
          : Promise.reject(fake.broken),
    }),
  };
  return { clock, tracks, fake, voice: new VoiceRecorder({ platform, clock }) };
}

describe('a voice message', () => {
  it('is recorded with its time running, and the microphone is closed when it is sent', async () => {
    const { voice, clock, tracks } = recorder();
    await voice.start();
    assert.deepEqual(voice.get(), { name: 'recording', seconds: 0 });
    clock.advance(7_400);
    assert.deepEqual(voice.get(), { name: 'recording', seconds: 7 });
    const file = await voice.finish();
    assert.deepEqual([file?.name, file?.type, file?.size], ['voice-message.webm', 'audio/webm', 5]);
    assert.ok(isVoiceMessage(file?.name ?? ''));
    assert.deepEqual([voice.get().name, tracks.map(({ live }) => live)], ['idle', [false]]);
    assert.equal(await voice.finish(), undefined);
  });

  it('has the ending of what the browser gives', async () => {
    const { voice } = recorder('audio/mp4');
    await voice.start();
    assert.equal((await voice.finish())?.name, 'voice-message.m4a');
  });

  it('is thrown away, also while the browser still asks for the microphone', async () => {
    const { voice, tracks, fake } = recorder();
    await voice.start();
    voice.cancel();
    assert.deepEqual([voice.get().name, tracks[0]?.live], ['idle', false]);
    const asked = Promise.withResolvers<void>();
    fake.asked = asked.promise;
    const starting = voice.start();
    assert.equal(voice.get().name, 'asking');
    voice.cancel();
    asked.resolve();
    await starting;
    assert.deepEqual([voice.get().name, tracks[1]?.live], ['idle', false]);
  });

  it('is no longer than three minutes, and waits for being sent then', async () => {
    const { voice, clock, tracks } = recorder();
    await voice.start();
    clock.advance(MAX_VOICE_MS + 1_000);
    assert.deepEqual(voice.get(), { name: 'recorded', seconds: 180, full: true });
    assert.equal(tracks[0]?.live, false);
    assert.equal((await voice.finish())?.size, 5);
    assert.equal(voice.get().name, 'idle');
  });

  it('is kept when a call begins or the microphone is unplugged', async () => {
    const { voice, clock, tracks } = recorder();
    await voice.start();
    clock.advance(2_000);
    tracks[0]?.dispatchEvent(new Event('ended'));
    assert.deepEqual(voice.get(), { name: 'recorded', seconds: 2, full: false });
    voice.hold();
    assert.equal((await voice.finish())?.size, 5);
  });

  it('is refused with the reason where the microphone is denied, and can be tried again', async () => {
    const { voice, fake } = recorder();
    fake.denied = new DOMException('Permission denied', 'NotAllowedError');
    await voice.start();
    const state = voice.get();
    assert.ok(state.name === 'failed' && state.problem?.name === 'capture', JSON.stringify(state));
    assert.deepEqual([state.problem.device, state.problem.error], ['microphone', 'denied']);
    fake.denied = undefined;
    await voice.start();
    assert.equal(voice.get().name, 'recording');
    fake.broken = new Error('encoder');
    assert.equal(await voice.finish(), undefined);
    await settle();
    assert.deepEqual(voice.get(), { name: 'failed', problem: undefined });
  });
});
