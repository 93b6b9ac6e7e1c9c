import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WeftError } from '@weft/proto';
import { active, beatBoth, setUp, standing } from '../testing/failover-rig.ts';
import { settle } from '../testing/fake-ask.ts';
import { callOf, offerOf } from '../testing/fake-call.ts';
import { FakeTrack } from '../testing/fake-media.ts';

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

  it('says that it hears a node that the cluster does not, by beats sent after the question, and whether it wants something of it', async () => {
    const { clock, rtc, fake, failover, homeOf } = await standing();
    const doubted = {
      ...{ callId: 'call-1', epoch: 1, fromNodeId: 'eu-1', toNodeId: 'ap-1', ifSilent: true },
      cause: 'node-silent-to-cluster',
    } as const;
    const answers = () => fake.bodies.flatMap((body) => (body.case === 'nodeHeard' ? [body.value] : []));
    beatBoth({ clock, rtc }, true);
    assert.equal(answers().length, 0, 'nobody asked');
    failover.told(doubted);
    for (let beats = 0; beats < 4; beats += 1) {
      rtc.receives[0]?.beat();
      clock.advance(25);
    }
    assert.equal(answers().length, 0, 'it may have waited');
    rtc.receives[0]?.beat();
    const answer = { callId: 'call-1', nodeId: 'eu-1' };
    assert.deepEqual(answers(), [{ ...answer, needed: false }]);
    beatBoth({ clock, rtc }, true);
    assert.equal(answers().length, 1, 'once a question');
    fake.answers.media.setTrack = () => new Promise(() => undefined);
    homeOf()?.senders[0]?.sender.setPaused(true);
    await settle();
    failover.told({ ...doubted, toNodeId: '' });
    clock.advance(100);
    rtc.receives[0]?.beat();
    assert.deepEqual(answers()[1], { ...answer, needed: true });
    assert.equal(failover.state.moves, 0);
  });

  it('says nothing of a node of which only media comes: its process may hang', async () => {
    const { clock, rtc, fake, failover } = await standing();
    failover.told({
      ...{ callId: 'call-1', epoch: 1, fromNodeId: 'eu-1', toNodeId: '', ifSilent: true },
      cause: 'node-silent-to-cluster',
    });
    for (let looks = 0; looks < 40; looks += 1) {
      clock.advance(25);
      rtc.receives[1]?.beat();
      failover.push(offerOf(`track-${looks}`), 'ap-1');
    }
    assert.ok(!fake.asked.includes('nodeHeard'));
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
