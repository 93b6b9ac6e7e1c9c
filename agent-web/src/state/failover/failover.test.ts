import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CallInit, ManualClock, type MediaSeat, silentLog, WeftError } from '@weft/proto';
import { Leg } from '../media/leg.ts';
import type { LegEvents } from '../media/leg-options.ts';
import { FakeAsk, settle } from '../testing/fake-ask.ts';
import { callOf, joinedOf, offerOf } from '../testing/fake-call.ts';
import { FakeTrack, installFakeMedia } from '../testing/fake-media.ts';
import { FakeRtc } from '../testing/fake-rtc.ts';
import { Timings } from '../timings.ts';
import { Failover } from './failover.ts';

installFakeMedia();
const done = () => ({ case: 'done', value: {} }) as const;
const BEAT = { dataConsumerId: 'd', dataProducerId: 'p', streamId: 1, intervalMs: 25 };

const active = (changes: CallInit = {}, hot = false) => {
  const { seat } = callOf();
  assert.ok(seat !== undefined);
  return callOf({
    stage: 'active',
    seat: { ...seat, standbyNodeId: 'ap-1', standbyRegion: 'ap', hot },
    ...changes,
  });
};

/** A participant whose home leg at eu-1 sends a microphone, with a failover beside it. */
async function setUp(hot = false, pictured = true) {
  const clock = new ManualClock();
  const rtc = new FakeRtc();
  const fake = new FakeAsk({
    control: {
      reportGap: () => ({ case: 'accepted', value: {} }),
      standbyFailed: () => ({ case: 'accepted', value: {} }),
    },
    media: {
      join: () => ({ case: 'joined', value: { ...joinedOf(), heartbeat: BEAT } }),
      connectTransport: done,
      produce: () => ({ case: 'produced', value: { trackId: 'mine' } }),
      setConsumer: done,
      promote: done,
      restartIce: () => ({ case: 'iceRestarted', value: { ice: { usernameFragment: 'u', password: 'p' } } }),
      leave: done,
    },
  });
  const shown: string[] = [];
  let nudges = 0;
  const microphone = new FakeTrack('audio') as unknown as MediaStreamTrack;
  const quiet = (): void => undefined;
  const events: LegEvents = {
    ...{ joined: quiet, connected: quiet, interrupted: quiet, offered: quiet, received: quiet },
    ...{ gone: quiet, lost: quiet, told: quiet, beat: () => failover.beat() },
  };
  const makeLeg = (seat: MediaSeat, epoch: number, standby: boolean, legEvents: LegEvents) =>
    new Leg({
      seat,
      callId: 'call-1',
      epoch,
      standby,
      ask: fake.ask,
      rtc,
      clock,
      log: silentLog,
      events: legEvents,
    });
  const { seat } = active();
  assert.ok(seat !== undefined);
  let home: Leg | undefined = makeLeg(seat, 1, false, events);
  let talks = true;
  const attach = (leg: Leg): void => {
    if (!talks) return;
    void leg.send(
      'microphone',
      microphone,
      { kind: 'audio', codec: 'audio/opus', encodings: [], codecOptions: {} },
      false,
    );
  };
  let linked = true;
  const timings = new Timings(clock);
  if (pictured) timings.mark('firstRemoteFrame');
  const failover: Failover = new Failover({
    timings,
    ...{ callId: 'call-1', makeLeg, attach, detach: quiet, ask: fake.ask, clock, log: silentLog },
    link: {
      nudge: () => {
        nudges += 1;
      },
      ready: () => linked,
    },
    home: () => home,
    becomeHome: (leg) => {
      home = leg;
      leg.hand(events);
    },
    hot: () => hot,
    show: (leg, { track }) => shown.push(`${track.trackId} from ${leg.nodeId}`),
    received: (leg, heard) => failover.spare(leg, heard),
  });
  await home.join();
  attach(home);
  await settle();
  const link = (ready: boolean): void => {
    linked = ready;
  };
  const mute = (): void => {
    talks = false;
  };
  return { clock, rtc, fake, shown, failover, timings, homeOf: () => home, nudges: () => nudges, mute, link };
}

/** The same, with the standby leg connected. */
async function standing(hot = false) {
  const parts = await setUp(hot);
  parts.failover.keep(active({}, hot), true, 'customer-1');
  parts.clock.advance(400);
  await settle();
  await settle();
  parts.rtc.sends[1]?.options.stateChanged('connected');
  parts.rtc.receives[1]?.options.stateChanged('connected');
  return parts;
}

/** Beats on both legs for a second, judged as time goes by. */
function beatBoth({ clock, rtc }: { clock: ManualClock; rtc: FakeRtc }, home: boolean): void {
  for (let beats = 0; beats < 40; beats += 1) {
    clock.advance(25);
    if (home) rtc.receives[0]?.beat();
    rtc.receives[1]?.beat();
  }
}

describe('failover', () => {
  it('lets the first picture of a video call come before the standby leg, but not for ever', async () => {
    const seen = await setUp(false, false);
    seen.failover.keep(active(), true, 'customer-1');
    seen.clock.advance(1_000);
    assert.equal(seen.rtc.sends.length, 1);
    seen.timings.mark('firstRemoteFrame');
    seen.clock.advance(100);
    await settle();
    assert.equal(seen.rtc.sends.length, 2);

    const unseen = await setUp(false, false);
    unseen.failover.keep(active(), true, 'customer-1');
    unseen.clock.advance(1_900);
    assert.equal(unseen.rtc.sends.length, 1);
    unseen.clock.advance(100);
    await settle();
    assert.equal(unseen.rtc.sends.length, 2);
  });

  it('makes the standby leg only when the home leg has carried the call for a while', async () => {
    const { clock, rtc, failover } = await setUp();
    failover.keep(active(), false, 'customer-1');
    clock.advance(5_000);
    assert.equal(rtc.sends.length, 1);
    failover.keep(active(), true, 'customer-1');
    clock.advance(400);
    await settle();
    assert.equal(rtc.sends.length, 2);
    assert.deepEqual(failover.state, { standbyNodeId: 'ap-1', standbyReady: false, moves: 0 });
  });

  it('is ready without a connection to send over where nothing is sent', async () => {
    const { rtc, clock, failover, mute } = await setUp();
    mute();
    failover.keep(active(), true, 'customer-1');
    clock.advance(400);
    await settle();
    await settle();
    assert.equal(failover.state.standbyReady, false);
    rtc.receives[1]?.options.stateChanged('connected');
    assert.equal(failover.state.standbyReady, true);
    assert.equal(failover.move('node-disconnected', 0), true);
  });

  it('sends the same on the standby leg, in silence', async () => {
    const { rtc, failover } = await standing();
    assert.equal(failover.state.standbyReady, true);
    assert.deepEqual(
      rtc.sends.map(({ senders }) => senders.map(({ silent }) => silent)),
      [[false], [true]],
    );
  });

  it('moves when the home leg falls silent and the standby leg goes on', async () => {
    const parts = await standing();
    beatBoth(parts, true);
    assert.equal(parts.failover.state.moves, 0);
    beatBoth(parts, false);
    assert.equal(parts.failover.state.moves, 1);
    assert.equal(parts.homeOf()?.nodeId, 'ap-1');
    assert.equal(parts.rtc.sends[1]?.senders[0]?.silent, false);
    const promote = parts.fake.bodies.find((body) => body.case === 'promote');
    assert.equal(promote?.case === 'promote' && promote.value.cause, 'node-silent-to-client');
  });

  it('stays while no node could be told of a move, and moves when one can', async () => {
    const parts = await standing();
    beatBoth(parts, true);
    parts.link(false);
    beatBoth(parts, false);
    assert.equal(parts.failover.state.moves, 0);
    parts.link(true);
    beatBoth(parts, false);
    assert.equal(parts.failover.state.moves, 1);
  });

  it('restarts ICE on both legs when both fall silent, once, and moves nowhere', async () => {
    const parts = await standing();
    beatBoth(parts, true);
    const restarts = (): number => parts.fake.asked.filter((name) => name === 'restartIce').length;
    parts.clock.advance(600);
    await settle();
    assert.deepEqual([restarts(), parts.nudges()], [0, 0]);
    parts.clock.advance(400);
    await settle();
    assert.deepEqual([restarts(), parts.nudges()], [4, 1]);
    parts.clock.advance(2_000);
    await settle();
    assert.deepEqual([restarts(), parts.failover.state.moves], [4, 0]);
    beatBoth(parts, true);
    // A silence like the last one is usual for this link by now: only a longer one counts.
    parts.clock.advance(1_700);
    await settle();
    assert.equal(restarts(), 8);
  });

  it('moves at once when the cluster says so, and only once', async () => {
    const { fake, failover, homeOf } = await standing();
    assert.equal(failover.move('node-disconnected', 0), true);
    assert.equal(failover.move('worker-died', 0), false);
    assert.equal(homeOf()?.nodeId, 'ap-1');
    assert.equal(fake.asked.filter((name) => name === 'promote').length, 1);
  });

  it('stays when the cluster does not hear the node but this side does, and goes soon when it does not', async () => {
    const { clock, rtc, failover } = await standing();
    const told = {
      callId: 'call-1',
      epoch: 1,
      fromNodeId: 'eu-1',
      toNodeId: 'ap-1',
      ifSilent: true,
    } as const;
    const pass = (beats: number, home: boolean): void => {
      for (let beat = 0; beat < beats; beat += 1) {
        clock.advance(25);
        if (home) rtc.receives[0]?.beat();
        rtc.receives[1]?.beat();
      }
    };
    // This link pauses for 600 ms now and then: by itself such a silence is no death.
    pass(40, true);
    clock.advance(600);
    pass(40, true);
    failover.told({ ...told, cause: 'node-silent-to-cluster' });
    pass(80, true);
    assert.equal(failover.state.moves, 0);
    pass(12, false);
    assert.equal(failover.state.moves, 0, 'the word is old');
    pass(40, true);
    pass(6, false);
    failover.told({ ...told, cause: 'node-silent-to-cluster' });
    assert.equal(failover.state.moves, 0);
    pass(4, false);
    assert.equal(failover.state.moves, 1);
  });

  it('shows what the standby leg received as soon as something comes on it', async () => {
    const { fake, shown, failover } = await standing();
    failover.push(offerOf('track-v'), 'ap-1');
    await settle();
    assert.deepEqual(shown, []);
    failover.move('worker-died', 0);
    assert.deepEqual(shown, ['track-v from ap-1']);
    assert.ok(fake.asked.includes('setConsumer'));
  });

  it('shows another participant from its standby track when that one moved', async () => {
    const { shown, failover, homeOf } = await standing();
    const leg = homeOf();
    assert.ok(leg !== undefined);
    const { track } = trackOf('track-b');
    const media = new FakeTrack('audio');
    Object.assign(media, { muted: true });
    failover.spare(leg, { track, media: media as unknown as MediaStreamTrack });
    assert.deepEqual(shown, []);
    failover.otherMoved('agent-1');
    assert.deepEqual(shown, ['track-b from eu-1']);
    media.dispatchEvent(new Event('unmute'));
    assert.equal(shown.length, 1);
  });

  it('of a hot call sends sound on both legs, and shows who moved by the news of it alone', async () => {
    const { rtc, shown, failover, homeOf } = await standing(true);
    assert.deepEqual(
      rtc.sends.map(({ senders }) => senders.map(({ silent }) => silent)),
      [[false], [false]],
    );
    const leg = homeOf();
    assert.ok(leg !== undefined);
    const { track } = trackOf('track-b', 'microphone');
    failover.spare(leg, { track, media: new FakeTrack('audio') as unknown as MediaStreamTrack });
    assert.deepEqual(shown, []);
    failover.otherMoved('agent-1');
    assert.deepEqual(shown, ['track-b from eu-1']);
  });

  it("of a hot call shows a voice's copy when its home track is gone before the news of the move", async () => {
    const { shown, failover, homeOf } = await standing(true);
    const leg = homeOf();
    assert.ok(leg !== undefined);
    const { track } = trackOf('track-b', 'microphone');
    failover.spare(leg, { track, media: new FakeTrack('audio') as unknown as MediaStreamTrack });
    assert.equal(failover.sourceGone('agent-1', 'screen-audio'), false);
    assert.equal(failover.sourceGone('agent-1', 'microphone'), true);
    assert.deepEqual(shown, ['track-b from eu-1']);
  });

  it('tries for a new standby leg, less and less often, when one is lost', async () => {
    const { clock, rtc, fake, failover } = await setUp();
    fake.answers.media.join = () => Promise.reject(new WeftError('ROOM_NOT_FOUND'));
    failover.keep(active(), true, 'customer-1');
    const tries = (): number => fake.asked.filter((name) => name === 'join').length - 1;
    clock.advance(400);
    await settle();
    assert.equal(tries(), 1);
    clock.advance(1_000);
    await settle();
    assert.equal(tries(), 2);
    clock.advance(1_000);
    await settle();
    assert.equal(tries(), 2);
    clock.advance(1_000);
    await settle();
    assert.equal(tries(), 3);
    assert.equal(rtc.sends.length, 1);
  });

  it('asks for another standby when a leg there does not become ready while the home leg flows', async () => {
    const { clock, rtc, fake, failover } = await setUp();
    failover.keep(active(), true, 'customer-1');
    for (let beats = 0; beats < 12 * 40; beats += 1) {
      clock.advance(25);
      rtc.receives[0]?.beat();
      if (beats % 40 === 0) await settle();
    }
    const report = fake.bodies.find((body) => body.case === 'standbyFailed');
    assert.deepEqual(report?.value, { callId: 'call-1', nodeId: 'ap-1' });
    assert.equal(failover.state.standbyReady, false);
  });

  it('keeps no standby leg when the call has no other node, and none once it is closed', async () => {
    const { clock, rtc, failover } = await standing();
    failover.keep(callOf({ stage: 'active' }), true, 'customer-1');
    assert.equal(rtc.sends[1]?.closed, true);
    failover.close(true);
    failover.keep(active(), true, 'customer-1');
    failover.close(true);
    clock.advance(10_000);
    assert.equal(failover.state.standbyNodeId, '');
  });
});

function trackOf(trackId: string, source: 'microphone' | 'camera' = 'camera') {
  const { body } = offerOf(trackId, source);
  assert.ok(body?.case === 'trackOffered' && body.value.track !== undefined);
  return { track: { ...body.value.track, standby: true } };
}
