import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock } from '@weft/proto';
import { Ear } from './ear.ts';
import { FRAME_MS, Voice } from './voice.ts';

function setUp() {
  const clock = new ManualClock();
  const voice = new Voice(clock);
  const ear = new Ear(() => clock.monotonic());
  let cut = false;
  const frames: Buffer[] = [];
  voice.onFrame((frame) => {
    frames.push(frame);
    if (!cut) ear.hear(frame);
  });
  const speak = (count: number): void => {
    for (let i = 0; i < count * 2; i += 1) clock.advance(FRAME_MS / 2);
  };
  return {
    ...{ clock, ear, frames, speak, voice },
    cut: (now: boolean) => {
      cut = now;
    },
  };
}

describe('an ear', () => {
  it('counts what it heard, and what never came between', () => {
    const { ear, speak, cut } = setUp();
    speak(10);
    cut(true);
    speak(3);
    cut(false);
    speak(10);
    const { frames, lost, longestGapMs } = ear.take();
    assert.deepEqual([frames, lost, longestGapMs], [20, 3, 4 * FRAME_MS]);
  });

  it('counts a frame once, by whichever leg it comes', () => {
    const { ear, speak, frames } = setUp();
    speak(5);
    for (const frame of frames) ear.hear(frame);
    assert.deepEqual([ear.take().frames, ear.take().frames], [5, 0]);
  });

  it('takes a silence that began before it was last asked for one gap', () => {
    const { ear, speak, cut } = setUp();
    speak(5);
    cut(true);
    speak(2);
    ear.take();
    speak(2);
    cut(false);
    speak(1);
    assert.equal(ear.take().longestGapMs, 5 * FRAME_MS);
  });

  it('does not mind what has no stamp', () => {
    const { ear } = setUp();
    ear.hear(Buffer.from('short'));
    assert.equal(ear.take().frames, 0);
    assert.equal(ear.silentMs, undefined);
  });
});

describe('a voice', () => {
  it('does not slow down when its timer is late', () => {
    const { clock, frames, voice } = setUp();
    clock.advance(10 * FRAME_MS);
    const before = frames.length;
    voice[Symbol.dispose]();
    clock.advance(10 * FRAME_MS);
    assert.deepEqual([before, frames.length], [10, 10]);
  });
});
