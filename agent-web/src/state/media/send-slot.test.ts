import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { silentLog } from '@weft/proto';
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

  async send(_source: string, track: MediaStreamTrack, _plan: unknown, paused: boolean): Promise<LegSender> {
    this.log.push(`send ${track.label}${paused ? ' paused' : ''}`);
    let isPaused = paused;
    const sender = {
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
  const slot = new SendSlot({
    source: off === 'mute' ? 'microphone' : off === 'release' ? 'camera' : 'screen',
    plan: planMedia(2).sends.microphone,
    off,
    input,
    changed: () => undefined,
    log: silentLog,
  });
  return { slot, input, leg: new FakeLeg() };
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
    assert.deepEqual(leg.log, ['send device-1', 'pause']);
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
