import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Call, ManualClock, silentLog, WeftError } from '@weft/proto';
import { LocalDevices } from '../devices/devices.ts';
import { memoryStore } from '../storage.ts';
import { FakeAsk, settle } from '../testing/fake-ask.ts';
import { callOf, joinedOf, mediaPush, offerOf } from '../testing/fake-call.ts';
import { FakeTrack, installFakeMedia } from '../testing/fake-media.ts';
import { FakePlatform } from '../testing/fake-platform.ts';
import { FakeRtc } from '../testing/fake-rtc.ts';
import { Timings } from '../timings.ts';
import { MediaCall } from './media-call.ts';
import { planMedia } from './plan.ts';

installFakeMedia();
const done = () => ({ case: 'done', value: {} }) as const;

function setUp() {
  const clock = new ManualClock();
  const rtc = new FakeRtc();
  const platform = new FakePlatform();
  const fake = new FakeAsk({
    media: {
      join: () => ({ case: 'joined', value: joinedOf() }),
      connectTransport: done,
      produce: ({ source }) => ({ case: 'produced', value: { trackId: `track-of-${source}` } }),
      setTrack: done,
      setConsumer: done,
      leave: done,
    },
  });
  const plan = planMedia(2);
  const devices = new LocalDevices({
    platform,
    noise: { choice: async () => ({ name: 'off' }), create: async () => undefined },
    createPath: () => undefined,
    store: memoryStore(),
    size: plan.camera,
    clock,
    log: silentLog,
  });
  const mesh: { call: Call | undefined; resyncs: number } = { call: callOf(), resyncs: 0 };
  const media = new MediaCall({
    callId: 'call-1',
    ask: fake.ask,
    link: { nudge: () => undefined, ready: () => true },
    rtc,
    devices,
    plan,
    timings: new Timings(clock),
    clock,
    random: () => 0.5,
    log: silentLog,
    resync: async () => {
      mesh.resyncs += 1;
      return mesh.call;
    },
  });
  return { clock, rtc, platform, fake, devices, mesh, media };
}

async function joined() {
  const parts = setUp();
  parts.media.update(callOf());
  parts.media.setMicrophone(true);
  parts.media.setCamera(true);
  await settle();
  await settle();
  parts.rtc.sends[0]?.options.stateChanged('connected');
  return parts;
}

describe("a call's media", () => {
  it('joins at the seat, opens devices beside it and sends both', async () => {
    const { fake, media } = await joined();
    assert.equal(fake.asked[0], 'join');
    assert.equal(fake.asked.filter((name) => name === 'produce').length, 2);
    assert.deepEqual(media.get().connection, { name: 'connected', nodeId: 'eu-1', region: 'eu' });
    assert.deepEqual([media.get().microphone.name, media.get().camera.name], ['on', 'on']);
    assert.notEqual(media.get().cameraStream, undefined);
  });

  it("shows the agent's tracks, their pauses and the hold", async () => {
    const { media } = await joined();
    media.push(offerOf('track-a', 'microphone'), 'eu-1');
    media.push(offerOf('track-v', 'camera'), 'eu-1');
    await settle();
    const agent = () => media.get().remotes[0];
    assert.deepEqual(
      [agent()?.displayName, agent()?.camera?.trackId, agent()?.microphone?.trackId],
      ['Anna', 'track-v', 'track-a'],
    );
    media.push(mediaPush({ case: 'trackChanged', value: { trackId: 'track-v', paused: true } }), 'eu-1');
    assert.equal(agent()?.camera?.paused, true);
    assert.equal(agent()?.microphone?.paused, false);
    media.push(mediaPush({ case: 'held', value: { on: true } }), 'eu-1');
    assert.equal(agent()?.microphone?.paused, true);
    media.push(mediaPush({ case: 'participantLeft', value: { participantId: 'agent-1' } }), 'eu-1');
    assert.equal(agent(), undefined);
  });

  it('shows another track of the same source when it flows, or when the first is gone, as it is then', async () => {
    const { rtc, media } = await joined();
    const shown = () => media.get().remotes[0]?.microphone;
    media.push(offerOf('track-a', 'microphone'), 'eu-1');
    await settle();
    for (const next of ['track-b', 'track-c']) {
      FakeTrack.born = 'muted';
      media.push(offerOf(next, 'microphone'), 'eu-1');
      await settle();
      FakeTrack.born = 'flowing';
      assert.notEqual(shown()?.trackId, next);
      media.push(mediaPush({ case: 'trackChanged', value: { trackId: next, paused: true } }), 'eu-1');
      const track = rtc.receives[0]?.receivers.at(-1)?.receiver.track;
      if (next === 'track-b') (track as unknown as FakeTrack).unmute();
      else media.push(mediaPush({ case: 'trackGone', value: { trackId: 'track-b' } }), 'eu-1');
      assert.deepEqual([shown()?.trackId, shown()?.paused], [next, true]);
      assert.deepEqual(shown()?.stream.getTracks(), [track]);
      if (next === 'track-b')
        media.push(mediaPush({ case: 'trackGone', value: { trackId: 'track-a' } }), 'eu-1');
    }
  });

  it('of a hot call shows a voice whose standby copy came before its home track', async () => {
    const { media, clock } = setUp();
    const { seat } = callOf();
    assert.ok(seat !== undefined);
    media.update(callOf({ seat: { ...seat, hot: true } }));
    await settle();
    await settle();
    media.push(offerOf('track-s', 'microphone', { standby: true }), 'eu-1');
    await settle();
    clock.advance(20);
    media.push(offerOf('track-h', 'microphone'), 'eu-1');
    await settle();
    const { microphone } = media.get().remotes[0] ?? {};
    assert.equal(microphone?.trackId, 'track-h');
    assert.equal(microphone.stream.getTracks().length, 2);
    media.close(false);
  });

  it('shows who comes, and how, while its join is answered with what was before', async () => {
    const { fake, media } = setUp();
    const answer = Promise.withResolvers<void>();
    fake.answers.media.join = async () => {
      await answer.promise;
      return { case: 'joined', value: { ...joinedOf(), participants: [] } };
    };
    media.update(callOf());
    await settle();
    const anna = joinedOf().participants.find(({ participantId }) => participantId === 'agent-1');
    media.push(mediaPush({ case: 'participantJoined', value: { participant: anna } }), 'eu-1');
    media.push(offerOf('track-v'), 'eu-1');
    media.push(mediaPush({ case: 'trackChanged', value: { trackId: 'track-v', paused: true } }), 'eu-1');
    answer.resolve();
    await settle();
    await settle();
    const [shown] = media.get().remotes;
    assert.deepEqual([shown?.displayName, shown?.camera?.paused], ['Anna', true]);
  });

  it('does not mind news of another call', async () => {
    const { media } = await joined();
    const push = offerOf('track-v');
    media.push({ ...push, callId: 'call-2' }, 'eu-1');
    await settle();
    assert.equal(media.get().remotes[0]?.camera, undefined);
  });

  it('stays at its node when only the epoch rises', async () => {
    const { rtc, media } = await joined();
    media.update(callOf({ epoch: 2, stage: 'active' }));
    await settle();
    assert.equal(rtc.sends.length, 1);
    assert.equal(media.leg?.epoch, 2);
  });

  it('moves to another node and leaves the first only when it has joined there', async () => {
    const { rtc, fake, media } = await joined();
    const seat = callOf().seat;
    assert.ok(seat !== undefined);
    const moved = callOf({ epoch: 2, seat: { ...seat, nodeId: 'eu-2' } });
    media.update(moved);
    assert.equal(rtc.sends[0]?.closed, false);
    await settle();
    await settle();
    assert.equal(rtc.sends[0]?.closed, true);
    assert.equal(media.leg?.nodeId, 'eu-2');
    assert.equal(fake.asked.filter((name) => name === 'produce').length, 4);
  });

  it('joins anew where the call is when the node has lost it', async () => {
    const { clock, rtc, mesh, media } = await joined();
    media.push(mediaPush({ case: 'roomClosed', value: {} }), 'eu-1');
    assert.equal(media.get().connection.name, 'repairing');
    assert.equal(rtc.sends[0]?.closed, true);
    const seat = callOf().seat;
    assert.ok(seat !== undefined);
    mesh.call = callOf({ epoch: 2, seat: { ...seat, nodeId: 'eu-2' } });
    clock.advance(0);
    await settle();
    await settle();
    rtc.sends[1]?.options.stateChanged('connected');
    assert.deepEqual(media.get().connection, { name: 'connected', nodeId: 'eu-2', region: 'eu' });
  });

  it('keeps trying while the node cannot be had, ever more slowly', async () => {
    const { clock, fake, mesh, media } = await joined();
    fake.answers.media.join = () => Promise.reject(new WeftError('NO_RESPONDER'));
    media.push(mediaPush({ case: 'roomClosed', value: {} }), 'eu-1');
    for (const waitMs of [0, 100, 300, 700]) {
      clock.advance(waitMs);
      await settle();
      await settle();
    }
    assert.equal(mesh.resyncs, 4);
    assert.equal(media.get().connection.name, 'repairing');
  });

  it('stops trying when the call is over', async () => {
    const { clock, mesh, media } = await joined();
    mesh.call = undefined;
    media.push(mediaPush({ case: 'roomClosed', value: {} }), 'eu-1');
    clock.advance(0);
    await settle();
    clock.advance(60_000);
    await settle();
    assert.equal(mesh.resyncs, 1);
  });

  it('goes on over the same transports when the link has a new session, and takes what it missed', async () => {
    const { rtc, fake, media } = await joined();
    media.push(offerOf('track-a', 'microphone'), 'eu-1');
    media.push(offerOf('track-v', 'camera'), 'eu-1');
    await settle();
    const answer = Promise.withResolvers<void>();
    const [kept, added] = [offerOf('track-a', 'microphone').body, offerOf('track-s', 'camera').body];
    assert.ok(kept?.case === 'trackOffered' && added?.case === 'trackOffered');
    const paused = { ...kept.value, track: { ...kept.value.track, paused: true } };
    fake.answers.media.rebind = async ({ sendTransportId }) => {
      assert.equal(sendTransportId, 'send-1');
      await answer.promise;
      const participants = joinedOf().participants.filter(({ role }) => role === 'agent');
      return { case: 'rebound', value: { participants, held: false, offers: [paused, added.value] } };
    };
    const before = fake.asked.length;
    media.sessionRenewed();
    // Told already under the new session: older is what the node answers.
    media.push(mediaPush({ case: 'trackChanged', value: { trackId: 'track-s', paused: true } }), 'eu-1');
    media.setMicrophone(false);
    await settle();
    assert.deepEqual(fake.asked.slice(before), ['rebind'], 'all else waits until the node knows the session');
    answer.resolve();
    await settle();
    await settle();
    assert.equal(fake.asked.includes('setTrack'), true);
    assert.equal(fake.asked.filter((name) => name === 'join').length, 1);
    assert.deepEqual([rtc.sends.length, rtc.sends[0]?.closed], [1, false]);
    assert.equal(media.get().connection.name, 'connected');
    const agent = media.get().remotes[0];
    assert.deepEqual([agent?.microphone?.trackId, agent?.microphone?.paused], ['track-a', true]);
    assert.deepEqual([agent?.camera?.trackId, agent?.camera?.paused], ['track-s', true]);
  });

  it('asks again what reached the node before it knew the new session', async () => {
    const { fake, media } = await joined();
    media.push(offerOf('track-v', 'camera'), 'eu-1');
    await settle();
    let known = true;
    fake.answers.media.setConsumer = async () => {
      const joinedBy = known;
      await settle();
      if (!joinedBy) throw new WeftError('NOT_JOINED');
      return { case: 'done', value: {} };
    };
    fake.answers.media.rebind = async () => {
      known = true;
      const { participants } = joinedOf();
      const offer = offerOf('track-a', 'microphone').body;
      assert.ok(offer?.case === 'trackOffered');
      return { case: 'rebound', value: { participants, offers: [offer.value] } };
    };
    known = false;
    media.push(offerOf('track-a', 'microphone'), 'eu-1');
    await settle();
    media.sessionRenewed();
    for (let turn = 0; turn < 6; turn += 1) await settle();
    assert.equal(media.get().remotes[0]?.microphone?.trackId, 'track-a');
    assert.equal(media.get().connection.name, 'connected');
    assert.equal(
      fake.asked.filter((name) => name === 'setConsumer').length,
      3,
      'the picture, and the sound twice',
    );
  });

  it('joins anew when the node has nothing of before the new session', async () => {
    const { clock, rtc, fake, media } = await joined();
    fake.answers.media.rebind = () => Promise.reject(new WeftError('NOT_JOINED'));
    media.sessionRenewed();
    await settle();
    assert.equal(media.get().connection.name, 'repairing');
    clock.advance(0);
    await settle();
    await settle();
    rtc.sends[1]?.options.stateChanged('connected');
    assert.equal(media.get().connection.name, 'connected');
    assert.equal(fake.asked.filter((name) => name === 'join').length, 2);
  });

  it("stops sharing when the person uses the browser's own button", async () => {
    const { platform, fake, media } = await joined();
    const [picture, sound] = [new FakeTrack('video', 'screen'), new FakeTrack('audio', 'sound')];
    platform.screenTracks = [picture, sound];
    media.startScreen();
    await settle();
    await settle();
    assert.equal(media.get().screen.name, 'on');
    assert.notEqual(media.get().screenStream, undefined);
    assert.equal(fake.asked.filter((name) => name === 'produce').length, 4);
    picture.end();
    await settle();
    await settle();
    assert.equal(media.get().screen.name, 'off');
    assert.equal(sound.readyState, 'ended');
    const closed = fake.bodies.flatMap((body) => (body.case === 'setTrack' ? [body.value.action] : []));
    assert.equal(closed.filter((action) => action === 'close').length, 2);
  });

  it('releases every device, track and transport at the end', async () => {
    const { clock, rtc, platform, media } = await joined();
    media.push(offerOf('track-v'), 'eu-1');
    await settle();
    media.close(false);
    for (const track of platform.opened) {
      assert.equal(track.readyState, 'ended');
      for (const clone of track.clones) assert.equal(clone.readyState, 'ended');
    }
    assert.ok([...rtc.sends, ...rtc.receives].every(({ closed }) => closed));
    assert.deepEqual(media.get().connection, { name: 'closed' });
    assert.equal(clock.pending, 0);
  });
});
