import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock, silentLog, WeftError } from '@weft/proto';
import { FakeAsk, settle } from '../testing/fake-ask.ts';
import { callOf, joinedOf, mediaPush, offerOf } from '../testing/fake-call.ts';
import { asTrack, FakeTrack, installFakeMedia } from '../testing/fake-media.ts';
import { FakeRtc } from '../testing/fake-rtc.ts';
import { Leg } from './leg.ts';
import { planMedia } from './plan.ts';

installFakeMedia();
const { sends } = planMedia(2);
const done = () => ({ case: 'done', value: {} }) as const;

function setUp() {
  const clock = new ManualClock();
  const rtc = new FakeRtc();
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
  const told: string[] = [];
  const { seat } = callOf();
  assert.ok(seat !== undefined);
  const leg = new Leg({
    seat,
    callId: 'call-1',
    epoch: 1,
    standby: false,
    ask: fake.ask,
    rtc,
    clock,
    log: silentLog,
    events: {
      joined: () => told.push('joined'),
      connected: (direction) => told.push(`connected ${direction}`),
      interrupted: (direction) => told.push(`interrupted ${direction}`),
      offered: () => told.push('offered'),
      received: ({ trackId }) => told.push(`received ${trackId}`),
      gone: (trackId) => told.push(`gone ${trackId}`),
      told: (push) => told.push(`told ${push.body?.case}`),
      beat: () => told.push('beat'),
      lost: ({ code }) => told.push(`lost ${code}`),
    },
  });
  return { clock, rtc, fake, told, leg };
}

async function joined() {
  const parts = setUp();
  await parts.leg.join();
  await settle();
  parts.told.length = 0;
  return parts;
}

describe('a leg', () => {
  it('joins in one question and connects the receiving transport before there is a track', async () => {
    const { fake, told, leg } = setUp();
    await leg.join();
    await settle();
    assert.deepEqual(fake.asked, ['join', 'connectTransport']);
    const connect = fake.bodies[1];
    assert.ok(connect?.case === 'connectTransport' && connect.value.transportId === 'receive-1');
    assert.deepEqual(told, ['joined']);
  });

  it('sends a clone, so that silencing it here silences nothing else', async () => {
    const { rtc, leg } = await joined();
    const track = new FakeTrack('audio');
    const sender = await leg.send('microphone', asTrack(track), sends.microphone, false);
    assert.equal(rtc.sends[0]?.senders[0]?.track?.id, track.clones[0]?.id);
    assert.equal(await sender.trackId, 'track-of-microphone');
    leg.close(false);
    assert.equal(track.readyState, 'live');
    assert.equal(track.clones[0]?.readyState, 'ended');
  });

  it('sends at once, without setting anew what flows already', async () => {
    const { rtc, leg } = await joined();
    await leg.send('camera', asTrack(new FakeTrack('video')), sends.camera, false);
    const sender = rtc.sends[0]?.senders[0];
    assert.deepEqual([sender?.silent, sender?.silentSets], [false, 0]);
  });

  it("does not wait for the node's id of a track, and tells it of a mute once it has one", async () => {
    const { rtc, fake, leg } = await joined();
    const answer = Promise.withResolvers<void>();
    fake.answers.media.produce = async () => {
      await answer.promise;
      return { case: 'produced', value: { trackId: 'track-late' } };
    };
    const sender = await leg.send('microphone', asTrack(new FakeTrack('audio')), sends.microphone, false);
    sender.setPaused(true);
    assert.equal(rtc.sends[0]?.senders[0]?.paused, true);
    await settle();
    assert.equal(fake.asked.includes('setTrack'), false);
    answer.resolve();
    await settle();
    await settle();
    const last = fake.bodies.at(-1);
    assert.ok(last?.case === 'setTrack');
    assert.deepEqual([last.value.trackId, last.value.action], ['track-late', 'pause']);
  });

  it('asks again for a track and its pause while the node cannot be asked, with the last word last', async () => {
    const { clock, fake, leg } = await joined();
    const busy = () => Promise.reject(new WeftError('ROOM_NOT_FOUND'));
    fake.answers.media.produce = busy;
    const sender = await leg.send('microphone', asTrack(new FakeTrack('audio')), sends.microphone, false);
    await settle();
    fake.answers.media.produce = () => ({ case: 'produced', value: { trackId: 'track-of-microphone' } });
    clock.advance(500);
    assert.equal(await sender.trackId, 'track-of-microphone');

    const actions: string[] = [];
    let stale = true;
    fake.answers.media.setTrack = ({ action }) => {
      if (stale) return Promise.reject(new WeftError('STALE_EPOCH'));
      actions.push(action ?? '');
      return done();
    };
    sender.setPaused(true);
    await settle();
    stale = false;
    sender.setPaused(false);
    await settle();
    clock.advance(60);
    await settle();
    await settle();
    assert.deepEqual(actions, ['pause', 'resume']);

    fake.answers.media.setTrack = busy;
    sender.setPaused(true);
    await settle();
    fake.answers.media.setTrack = ({ action }) => {
      actions.push(action ?? '');
      return done();
    };
    clock.advance(500);
    await settle();
    assert.equal(actions.at(-1), 'pause');
    assert.equal(actions.length, 3);
    leg.close(false);
    assert.equal(clock.pending, 0);
  });

  it('receives an offered track and then asks for it to flow', async () => {
    const { fake, told, leg } = await joined();
    leg.push(offerOf('track-9'));
    await settle();
    assert.deepEqual(told, ['offered', 'received track-9']);
    const last = fake.bodies.at(-1);
    assert.ok(last?.case === 'setConsumer');
    assert.deepEqual([last.value.consumerId, last.value.paused], ['consumer-of-track-9', false]);
    assert.equal(leg.receivedTracks.size, 1);
  });

  it('asks again for a track to flow when the node could not be asked, until it is gone', async () => {
    const { clock, fake, leg } = await joined();
    const asked = (): number => fake.asked.filter((name) => name === 'setConsumer').length;
    fake.answers.media.setConsumer = () => {
      throw new WeftError('TIMEOUT');
    };
    leg.push(offerOf('track-9'));
    await settle();
    assert.equal(asked(), 1);
    clock.advance(500);
    await settle();
    assert.equal(asked(), 2);
    fake.answers.media.setConsumer = done;
    clock.advance(1_000);
    await settle();
    assert.equal(asked(), 3);
    clock.advance(60_000);
    await settle();
    assert.equal(asked(), 3);
  });

  it('asks no more for a track that is gone, nor for one that the node does not know', async () => {
    const { clock, fake, leg } = await joined();
    const asked = (): number => fake.asked.filter((name) => name === 'setConsumer').length;
    fake.answers.media.setConsumer = () => {
      throw new WeftError('TIMEOUT');
    };
    leg.push(offerOf('track-9'));
    await settle();
    leg.push(mediaPush({ case: 'trackGone', value: { trackId: 'track-9', consumerId: '' } }));
    clock.advance(60_000);
    await settle();
    assert.equal(asked(), 1);
    fake.answers.media.setConsumer = () => {
      throw new WeftError('CONSUMER_NOT_FOUND');
    };
    leg.push(offerOf('track-10'));
    await settle();
    clock.advance(60_000);
    await settle();
    assert.equal(asked(), 2);
  });

  it('asks for the size that fills the place where a picture is shown, and only when that changes', async () => {
    const { fake, leg } = await joined();
    const track = { trackId: 'track-9', participantId: 'agent-1', kind: 'video', source: 'camera' } as const;
    const encodings = [{ ssrc: 9, scalabilityMode: 'S3T3' }];
    const value = { track, consumerId: 'consumer-9', rtp: { encodings } };
    leg.push(mediaPush({ case: 'trackOffered', value }));
    await settle();
    const asked = () =>
      fake.bodies.flatMap((body) =>
        body.case === 'setConsumer' && body.value.layers !== undefined ? [body.value.layers.spatial] : [],
      );
    leg.shown('track-9', 1_080);
    assert.deepEqual(asked(), [], 'the best is what is sent anyway');
    for (const height of [140, 150, 400, 1_080]) leg.shown('track-9', height);
    leg.shown('track-of-nobody', 140);
    assert.deepEqual(asked(), [0, 1, 2]);
  });

  it('keeps what comes before the answer to its join, but for the end of the room', async () => {
    const { told, leg } = setUp();
    const joining = leg.join();
    assert.equal(leg.push(offerOf('track-early')), false);
    assert.equal(leg.push(mediaPush({ case: 'roomClosed', value: { cause: 'unspecified' } })), true);
    await joining;
    await settle();
    assert.deepEqual(told, ['joined', 'offered', 'told trackOffered', 'received track-early']);
    assert.equal(leg.push(offerOf('track-later')), true);
  });

  it('closes its end of a track that is gone, also while it is still being made', async () => {
    const { rtc, told, leg } = await joined();
    leg.push(offerOf('track-1'));
    const value = { trackId: 'track-1', consumerId: 'consumer-of-track-1' };
    leg.push(mediaPush({ case: 'trackGone', value }));
    await settle();
    assert.deepEqual(told, ['offered', 'gone track-1']);
    assert.equal(rtc.receives[0]?.receivers[0]?.closed, true);
  });

  it('takes offers of its node whatever the epoch, and ignores the end of another consumer', async () => {
    const { told, leg } = await joined();
    leg.epoch = 2;
    leg.push(offerOf('track-before', 'microphone'));
    leg.push(offerOf('track-new', 'camera', { epoch: 2 }));
    leg.push(mediaPush({ case: 'trackGone', value: { trackId: 'track-new', consumerId: 'another' } }, 2));
    await settle();
    assert.deepEqual(told, ['offered', 'offered', 'received track-before', 'received track-new']);
  });

  it('restarts ICE when a connection fails, with what the node gives', async () => {
    const { rtc, fake, told, leg } = await joined();
    const ice = { usernameFragment: 'u', password: 'p', iceLite: true };
    fake.answers.media.restartIce = () => ({ case: 'iceRestarted', value: { ice } });
    rtc.sends[0]?.options.stateChanged('failed');
    await settle();
    assert.deepEqual(told, ['interrupted send']);
    assert.deepEqual(rtc.sends[0]?.restarts, [ice]);
    assert.equal(leg.closed, false);
  });

  it('is lost when the node refuses to connect, and has closed everything by then', async () => {
    const { rtc, fake, told, leg } = setUp();
    fake.answers.media.connectTransport = () => Promise.reject(new WeftError('WORKER_LOST'));
    fake.answers.media.join = () => ({ case: 'joined', value: joinedOf() });
    await leg.join();
    await settle();
    assert.equal(told.at(-1), 'lost WORKER_LOST');
    assert.equal(leg.closed, true);
    assert.equal(rtc.sends[0]?.closed, true);
    assert.equal(rtc.receives[0]?.closed, true);
  });

  it('asks again, with the new epoch, when the call has just moved on', async () => {
    const { clock, fake, leg } = await joined();
    const epochs: (number | undefined)[] = [];
    fake.answers.media.setConsumer = (_value, { epoch }) => {
      epochs.push(epoch);
      return epoch === 2 ? done() : Promise.reject(new WeftError('STALE_EPOCH'));
    };
    leg.push(offerOf('track-1'));
    await settle();
    leg.epoch = 2;
    clock.advance(60);
    await settle();
    assert.deepEqual(epochs, [1, 2]);
  });

  it('tells the node when it leaves, and nothing afterwards', async () => {
    const { fake, told, leg } = await joined();
    leg.close(true);
    leg.close(true);
    leg.push(offerOf('track-1'));
    await settle();
    assert.equal(fake.asked.filter((name) => name === 'leave').length, 1);
    assert.deepEqual(told, []);
  });
});
