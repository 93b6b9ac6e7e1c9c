import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock, silentLog, WeftError } from '@weft/proto';
import { CaptureFailure } from '../devices/capture-failure.ts';
import { settle } from '../testing/fake-ask.ts';
import { asTrack, FakeTrack } from '../testing/fake-media.ts';
import type { Leg } from './leg.ts';
import type { LegSender } from './leg-sender.ts';
import { planMedia } from './plan.ts';
import { SendSlot, type SwitchOff } from './send-slot.ts';

/** A leg that writes down what it is told to send. */
class FakeLeg {
  readonly log: string[] = [];
  closed = false;
  /** What the browser or the node answer to the next tracks: undefined = taken. */
  readonly answers: (Promise<never> | undefined)[] = [];
  readonly refusals: (WeftError | undefined)[] = [];

  async send(_source: string, track: MediaStreamTrack, _plan: unknown, paused: boolean): Promise<LegSender> {
    this.log.push(`send ${track.label}${paused ? ' paused' : ''}`);
    await this.answers.shift();
    let isPaused = paused;
    const refusal = this.refusals.shift();
    const trackId = refusal === undefined ? Promise.resolve('track') : Promise.reject(refusal);
    trackId.catch(() => undefined);
    const sender = {
      trackId,
      close: () => this.log.push('close'),
      setPaused: (wanted: boolean) => {
        if (wanted === isPaused) return;
        isPaused = wanted;
        this.log.push(wanted ? 'pause' : 'resume');
      },
      replaceTrack: async (next: MediaStreamTrack | null) => {
        this.log.push(`replace ${next?.label ?? 'nothing'}`);
      },
      end: () => this.log.push('end'),
    };
    return sender as unknown as LegSender;
  }
}
const asLeg = (leg: FakeLeg): Leg => leg as unknown as Leg;

function setUp(off: SwitchOff) {
  const devices: FakeTrack[] = [];
  const input = {
    refusal: undefined as Error | undefined,
    released: 0,
    late: (_error: unknown): void => undefined,
    acquire: async (failed: (error: unknown) => void): Promise<MediaStreamTrack> => {
      input.late = failed;
      if (input.refusal !== undefined) throw input.refusal;
      const track = new FakeTrack('audio', `device-${devices.length + 1}`);
      devices.push(track);
      return asTrack(track);
    },
    release: () => {
      input.released += 1;
    },
  };
  const clock = new ManualClock();
  const slot = new SendSlot({
    clock,
    source: off === 'mute' ? 'microphone' : off === 'release' ? 'camera' : 'screen',
    plan: planMedia(2).sends.microphone,
    off,
    input,
    changed: () => undefined,
    log: silentLog,
  });
  return { slot, input, clock, leg: new FakeLeg() };
}

describe('what a side sends', () => {
  it('goes out on every leg, also on one that joins later', async () => {
    const { slot, leg } = setUp('mute');
    const second = new FakeLeg();
    slot.attach(asLeg(leg));
    slot.set(true);
    await settle();
    slot.attach(asLeg(second));
    await settle();
    assert.deepEqual([leg.log, second.log], [['send device-1'], ['send device-1']]);
    assert.deepEqual(slot.snapshot, { name: 'on' });
  });

  it('keeps a muted microphone open', async () => {
    const { slot, input, leg } = setUp('mute');
    slot.attach(asLeg(leg));
    slot.set(true);
    await settle();
    slot.set(false);
    assert.deepEqual(slot.snapshot, { name: 'muted' });
    slot.set(true);
    await settle();
    assert.deepEqual(leg.log, ['send device-1', 'pause', 'resume']);
    assert.equal(input.released, 0);
  });

  it('lets a camera go and keeps its place in the call', async () => {
    const { slot, input, leg } = setUp('release');
    slot.attach(asLeg(leg));
    slot.set(true);
    await settle();
    slot.set(false);
    await settle();
    assert.equal(input.released, 1);
    assert.deepEqual(slot.snapshot, { name: 'off' });
    slot.set(true);
    await settle();
    assert.deepEqual(leg.log, ['send device-1', 'pause', 'replace nothing', 'replace device-2', 'resume']);
  });

  it('takes a shared screen out of the call', async () => {
    const { slot, leg } = setUp('end');
    slot.attach(asLeg(leg));
    slot.set(true);
    await settle();
    slot.set(false);
    await settle();
    slot.set(true);
    await settle();
    assert.deepEqual(leg.log, ['send device-1', 'pause', 'end', 'send device-2']);
  });

  it('comes to what was wanted last, however fast the clicks were', async () => {
    const { slot, input, leg } = setUp('release');
    slot.attach(asLeg(leg));
    for (const on of [true, false, true, false, true, false]) slot.set(on);
    await settle();
    await settle();
    assert.deepEqual(slot.snapshot, { name: 'off' });
    slot.set(true);
    await settle();
    assert.deepEqual(slot.snapshot, { name: 'on' });
    assert.ok(input.released <= 1);
  });

  it('says why a device could not be had, and tries again when asked', async () => {
    const { slot, input, leg } = setUp('mute');
    slot.attach(asLeg(leg));
    input.refusal = new CaptureFailure('microphone', 'denied', 'allow-in-browser-settings');
    slot.set(true);
    assert.deepEqual(slot.snapshot, { name: 'starting' });
    await settle();
    assert.deepEqual(slot.snapshot, { name: 'failed', error: 'denied', hint: 'allow-in-browser-settings' });
    input.refusal = undefined;
    slot.set(true);
    await settle();
    assert.deepEqual(slot.snapshot, { name: 'on' });
  });

  it('falls silent when its device turns out to be missing after all', async () => {
    const { slot, input, leg } = setUp('mute');
    slot.attach(asLeg(leg));
    slot.set(true);
    await settle();
    input.late(new CaptureFailure('microphone', 'no-device', 'plug-in-device'));
    await settle();
    assert.equal(slot.snapshot.name, 'failed');
    assert.deepEqual(leg.log, ['send device-1', 'pause', 'replace nothing']);
  });

  it('lets a device go that failed, and opens it anew when asked to try again', async () => {
    const { slot, input, leg } = setUp('mute');
    slot.attach(asLeg(leg));
    slot.set(true);
    await settle();
    input.late(new CaptureFailure('microphone', 'in-use', 'close-other-program'));
    await settle();
    assert.equal(input.released, 1);
    slot.set(true);
    await settle();
    assert.deepEqual(slot.snapshot, { name: 'on' });
    assert.deepEqual(leg.log.slice(-2), ['replace device-2', 'resume']);
  });

  it('goes on with another device in mid-call', async () => {
    const { slot, leg } = setUp('mute');
    slot.attach(asLeg(leg));
    slot.set(true);
    await settle();
    slot.replace(asTrack(new FakeTrack('audio', 'headset')));
    await settle();
    assert.deepEqual(leg.log, ['send device-1', 'replace headset']);
  });

  it('goes out on a leg though another one never answers, and with another device as well', async () => {
    const { slot, leg } = setUp('mute');
    const stuck = new FakeLeg();
    stuck.answers.push(new Promise(() => undefined));
    slot.attach(asLeg(stuck));
    slot.set(true);
    await settle();
    slot.attach(asLeg(leg));
    await settle();
    slot.replace(asTrack(new FakeTrack('audio', 'headset')));
    slot.set(false);
    await settle();
    assert.deepEqual(leg.log, ['send device-1', 'replace headset', 'pause']);
  });

  it('is tried again on a leg that could not, with pauses that grow, and not on one that is closed', async () => {
    const { slot, clock, leg } = setUp('mute');
    leg.answers.push(Promise.reject(new Error('busy')), Promise.reject(new Error('busy')));
    for (const answer of leg.answers) answer?.catch(() => undefined);
    slot.attach(asLeg(leg));
    slot.set(true);
    await settle();
    clock.advance(1_000);
    await settle();
    clock.advance(1_999);
    await settle();
    assert.deepEqual(leg.log, ['send device-1', 'send device-1']);
    clock.advance(1);
    await settle();
    assert.deepEqual(leg.log, ['send device-1', 'send device-1', 'send device-1']);
    leg.closed = true;
    clock.advance(60_000);
    await settle();
    assert.equal(leg.log.length, 3);
  });

  it('is sent anew where a node does not take it, six times at most', async () => {
    const { slot, clock, leg } = setUp('mute');
    leg.refusals.push(new WeftError('UNAVAILABLE'));
    slot.attach(asLeg(leg));
    slot.set(true);
    await settle();
    clock.advance(1_000);
    await settle();
    assert.deepEqual(leg.log, ['send device-1', 'close', 'send device-1']);
    const hopeless = new FakeLeg();
    hopeless.refusals.push(...Array.from({ length: 9 }, () => new WeftError('BAD_REQUEST')));
    slot.attach(asLeg(hopeless));
    for (let tries = 0; tries < 9; tries += 1) {
      await settle();
      clock.advance(60_000);
    }
    assert.equal(hopeless.log.filter((line) => line.startsWith('send')).length, 6);
  });

  it('lets the device go at the end, also one that is still being opened', async () => {
    const { slot, input } = setUp('mute');
    slot.set(true);
    slot.close();
    await settle();
    assert.equal(input.released, 2);
    slot.set(true);
    await settle();
    assert.deepEqual(slot.snapshot, { name: 'off' });
  });
});
