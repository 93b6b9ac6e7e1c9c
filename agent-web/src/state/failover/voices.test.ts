import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock, silentLog, Track } from '@weft/proto';
import type { Sound } from '../media/received.ts';
import { Streams } from '../media/streams.ts';
import { asTrack, FakeTrack, installFakeMedia } from '../testing/fake-media.ts';
import { Voices } from './voices.ts';

installFakeMedia();

interface FakeSound extends Sound {
  arrivedAtMs: number | undefined;
}

const soundOf = (trackId: string, participantId = 'agent-1'): FakeSound => ({
  track: Track.create({ trackId, participantId, kind: 'audio', source: 'microphone' }),
  media: asTrack(new FakeTrack('audio')),
  arrivedAtMs: undefined,
});

/** The agent's voice on both legs. */
function setUp() {
  const clock = new ManualClock();
  const streams = new Streams();
  const home = { nodeId: 'eu-1', sounds: [soundOf('h')] };
  const standby = { nodeId: 'ap-1', sounds: [soundOf('s')] };
  let legs = [home, standby];
  const voices = new Voices({ legs: () => legs, streams, clock, log: silentLog });
  /** Frames on these legs for so long. */
  const flow = (forMs: number, on: readonly (typeof home)[]): void => {
    for (let atMs = 0; atMs < forMs; atMs += 20) {
      for (const { sounds } of on) for (const sound of sounds) sound.arrivedAtMs = clock.monotonic();
      clock.advance(20);
    }
  };
  const enabled = (): string[] =>
    [home, standby].flatMap(({ nodeId, sounds }) =>
      sounds.filter(({ media }) => media.enabled).map(({ track }) => `${track.trackId}@${nodeId}`),
    );
  return {
    ...{ clock, streams, voices, home, standby, flow, enabled },
    setLegs: (now: (typeof home)[]) => {
      legs = now;
      voices.look();
    },
  };
}

describe('the voices of a hot call', () => {
  it('are never played twice, though all copies are in the stream', () => {
    const { streams, voices, home, standby, flow, enabled } = setUp();
    voices.start();
    flow(500, [home, standby]);
    assert.deepEqual(enabled(), ['h@eu-1']);
    assert.equal(streams.of('agent-1', 'microphone').getTracks().length, 2);
    assert.equal(voices.copies, 2);
  });

  it('go on over the other leg when the home leg stops, in the same stream', () => {
    const { streams, voices, home, standby, flow, enabled } = setUp();
    voices.start();
    flow(500, [home, standby]);
    const stream = streams.of('agent-1', 'microphone');
    flow(80, [standby]);
    assert.deepEqual(enabled(), ['s@ap-1']);
    assert.equal(streams.of('agent-1', 'microphone'), stream);
    assert.equal(voices.copies, 1);
  });

  it('go on at once when the leg they are played from is taken away', () => {
    const { streams, voices, home, standby, flow, setLegs } = setUp();
    voices.start();
    flow(500, [home, standby]);
    setLegs([standby]);
    assert.deepEqual(streams.of('agent-1', 'microphone').getTracks(), [standby.sounds[0]?.media]);
    assert.equal(standby.sounds[0]?.media.enabled, true);
  });

  it('are each chosen for itself', () => {
    const { clock, voices, home, standby, enabled } = setUp();
    for (const leg of [home, standby]) leg.sounds.push(soundOf(`t-${leg.nodeId}`, 'customer-1'));
    voices.start();
    for (let beats = 0; beats < 10; beats += 1) {
      for (const sound of [home.sounds[0], standby.sounds[1]])
        if (sound !== undefined) sound.arrivedAtMs = clock.monotonic();
      clock.advance(20);
    }
    assert.deepEqual(enabled(), ['h@eu-1', 't-ap-1@ap-1']);
  });

  it('are left alone before the call is hot and after it is over', () => {
    const { clock, voices, home, standby, flow } = setUp();
    voices.look();
    assert.equal(voices.active, false);
    voices.start();
    voices.stop();
    flow(500, [home, standby]);
    assert.equal(voices.copies, 0);
    assert.equal(clock.pending, 0);
  });
});
