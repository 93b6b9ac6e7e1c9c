import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CallInit, ManualClock, silentLog, WeftError } from '@weft/proto';
import { Leg } from '../media/leg.ts';
import { FakeAsk, settle } from '../testing/fake-ask.ts';
import { callOf, joinedOf } from '../testing/fake-call.ts';
import { FakeTrack, installFakeMedia } from '../testing/fake-media.ts';
import { FakeRtc } from '../testing/fake-rtc.ts';
import { Standby } from './standby.ts';

installFakeMedia();
const done = () => ({ case: 'done', value: {} }) as const;

const at = (standbyNodeId: string, changes: CallInit = {}) => {
  const { seat } = callOf();
  assert.ok(seat !== undefined);
  return callOf({ stage: 'active', seat: { ...seat, standbyNodeId, standbyRegion: 'ap' }, ...changes });
};

/** A standby at ap-1, whose leg has joined and is about to connect. */
async function setUp() {
  const clock = new ManualClock();
  const rtc = new FakeRtc();
  const fake = new FakeAsk({
    media: {
      join: () => ({ case: 'joined', value: joinedOf() }),
      connectTransport: done,
      produce: () => ({ case: 'produced', value: { trackId: 'mine' } }),
      leave: done,
    },
  });
  const failures: string[] = [];
  const world = { homeFlows: true, talks: true };
  const standby = new Standby({
    makeLeg: (seat, epoch, events) =>
      new Leg({
        ...{ seat, epoch, events, callId: 'call-1', standby: true, ask: fake.ask },
        ...{ rtc, clock, log: silentLog },
      }),
    attach: (leg) => {
      if (world.talks) talk(leg);
    },
    detach: () => undefined,
    beat: () => undefined,
    pictured: () => true,
    homeFlows: () => world.homeFlows,
    failed: (nodeId) => failures.push(nodeId),
    clock,
    log: silentLog,
  });
  standby.keep(at('ap-1'), true);
  const pass = async (seconds: number): Promise<void> => {
    for (let one = 0; one < seconds; one += 1) {
      clock.advance(1_000);
      await settle();
      await settle();
    }
  };
  clock.advance(400);
  await settle();
  await settle();
  const connect = (which: number): void => {
    rtc.receives[which]?.options.stateChanged('connected');
    rtc.sends[which]?.options.stateChanged('connected');
  };
  return { clock, rtc, fake, failures, world, standby, pass, connect };
}

function talk(leg: Leg): void {
  const microphone = new FakeTrack('audio') as unknown as MediaStreamTrack;
  const plan = { kind: 'audio', codec: 'audio/opus', encodings: [], codecOptions: {} } as const;
  void leg.send('microphone', microphone, plan, false);
}

describe('a standby leg', () => {
  it('that never gets to be connected is given up, told of and made anew, more and more slowly', async () => {
    const { rtc, standby, failures, pass } = await setUp();
    rtc.receives[0]?.options.stateChanged('connecting');
    await pass(9);
    assert.deepEqual([failures, rtc.receives[0]?.closed], [[], false]);
    await pass(2);
    assert.deepEqual([failures, rtc.receives[0]?.closed, standby.ready], [['ap-1'], true, false]);
    await pass(2);
    assert.equal(rtc.receives.length, 2, 'another one');
    await pass(120);
    // 10 s each, and 2, 4, 8, 16 s between.
    assert.ok(rtc.receives.length >= 5 && rtc.receives.length <= 8, `${rtc.receives.length} legs`);
    assert.ok(failures.length <= 7);
    assert.ok(rtc.receives.slice(0, -1).every(({ closed }) => closed));
  });

  it('of which only one way works is not ready, and given up alike', async () => {
    const { rtc, standby, failures, pass } = await setUp();
    rtc.receives[0]?.options.stateChanged('connected');
    await pass(12);
    assert.deepEqual([failures, standby.ready], [['ap-1'], false]);
  });

  it('whose join is never answered is given up, too', async () => {
    const { rtc, fake, standby, failures, pass } = await setUp();
    fake.answers.media.join = () => new Promise(() => undefined);
    standby.keep(at('ap-2'), true);
    await pass(12);
    assert.deepEqual([failures, rtc.receives.length], [['ap-2'], 1]);
  });

  it('that is connected is left alone, and has its time again when something is sent for the first time', async () => {
    const { standby, world, failures, pass, connect, rtc } = await setUp();
    connect(0);
    await pass(60);
    assert.deepEqual([failures, standby.ready], [[], true]);
    world.talks = false;
    standby.keep(at('ap-2'), true);
    await pass(1);
    rtc.receives[1]?.options.stateChanged('connected');
    await pass(30);
    assert.deepEqual([failures, standby.ready], [[], true]);
    assert.ok(standby.leg !== undefined);
    talk(standby.leg);
    await pass(9);
    assert.deepEqual([failures, standby.ready], [[], false]);
    await pass(3);
    assert.deepEqual(failures, ['ap-2']);
  });

  it('is not blamed for what silences the home leg as well, nor for the time in which the page stood still', async () => {
    const { clock, world, failures, pass, rtc } = await setUp();
    world.homeFlows = false;
    await pass(60);
    assert.deepEqual([failures, rtc.receives.length], [[], 1]);
    world.homeFlows = true;
    await pass(3);
    // A machine that slept: the timer comes once.
    Object.assign(clock, {
      monotonic: (
        (before) => () =>
          before() + 60_000
      )(clock.monotonic.bind(clock)),
    });
    await pass(4);
    assert.deepEqual(failures, []);
    await pass(8);
    assert.deepEqual(failures, ['ap-1']);
  });

  it('that is lost again and again is told of from the second time on, if the home leg flows', async () => {
    const { fake, standby, failures, world, pass } = await setUp();
    fake.answers.media.join = () => Promise.reject(new WeftError('ROOM_NOT_FOUND'));
    standby.keep(at('ap-2'), true);
    await pass(1);
    assert.deepEqual(failures, []);
    await pass(2);
    assert.deepEqual(failures, ['ap-2']);
    world.homeFlows = false;
    await pass(20);
    assert.deepEqual(failures, ['ap-2']);
  });

  it('elsewhere begins without the failures of the one before', async () => {
    const { standby, failures, pass, rtc } = await setUp();
    await pass(40);
    const before = rtc.receives.length;
    standby.keep(at('ap-2'), true);
    await pass(1);
    assert.equal(rtc.receives.length, before + 1, 'at once');
    await pass(10);
    assert.equal(failures.at(-1), 'ap-2');
  });

  it('of a call that is over is watched no more', async () => {
    const { standby, clock, failures, pass } = await setUp();
    standby.close();
    await pass(60);
    assert.deepEqual([failures, clock.pending], [[], 0]);
  });
});
