import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CallInit, ManualClock, type MediaPushInit, silentLog } from '@weft/proto';
import { seeded } from '../conversation/testing/seeded.ts';
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
const [HOME, STANDBY] = ['eu-1', 'ap-1'];
const wei = { participantId: 'agent-2', role: 'agent', displayName: 'Wei', region: 'ap' } as const;

const active = (changes: CallInit = {}) => {
  const { seat } = callOf();
  assert.ok(seat !== undefined);
  return callOf({
    stage: 'active',
    seat: { ...seat, standbyNodeId: STANDBY, standbyRegion: 'ap' },
    ...changes,
  });
};

/** A call with a standby leg that is connected; `early` is told there before that leg's join is answered. */
async function standing(early: readonly NonNullable<MediaPushInit['body']>[] = []) {
  const clock = new ManualClock();
  const rtc = new FakeRtc();
  const answers = [Promise.resolve(), early.length === 0 ? Promise.resolve() : settle()];
  const fake = new FakeAsk({
    media: {
      join: async () => {
        await answers.shift();
        return { case: 'joined', value: joinedOf() };
      },
      connectTransport: done,
      setConsumer: done,
      promote: done,
      leave: done,
    },
  });
  const plan = planMedia(2);
  const timings = new Timings(clock);
  timings.mark('firstRemoteFrame');
  const media = new MediaCall({
    callId: 'call-1',
    ask: fake.ask,
    link: { nudge: () => undefined, ready: () => true },
    rtc,
    devices: new LocalDevices({
      platform: new FakePlatform(),
      noise: { choice: async () => ({ name: 'off' }), create: async () => undefined },
      createPath: () => undefined,
      store: memoryStore(),
      size: plan.camera,
      clock,
      log: silentLog,
    }),
    plan,
    timings,
    clock,
    random: () => 0.5,
    log: silentLog,
    resync: async () => active(),
  });
  media.update(active());
  await settle();
  await settle();
  rtc.sends[0]?.options.stateChanged('connected');
  clock.advance(400);
  for (const body of early) media.push(mediaPush(body), STANDBY);
  await settle();
  await settle();
  await settle();
  rtc.sends[1]?.options.stateChanged('connected');
  rtc.receives[1]?.options.stateChanged('connected');
  const tell = (nodeId: string, body: NonNullable<MediaPushInit['body']>): void =>
    media.push(mediaPush(body), nodeId);
  /** A track of Anna's is offered, on which nothing comes when it is `muted`. */
  const offer = async (nodeId: string, ...[trackId, source, options]: Parameters<typeof offerOf>) => {
    FakeTrack.born = nodeId === HOME ? 'flowing' : 'muted';
    media.push(offerOf(trackId, source, options), nodeId);
    await settle();
    FakeTrack.born = 'flowing';
  };
  const takeOver = (): void => {
    tell(HOME, { case: 'roomClosed', value: {} });
    assert.equal(media.leg?.nodeId, STANDBY);
  };
  const names = () => media.get().remotes.map(({ displayName }) => displayName);
  const anna = () => media.get().remotes.find(({ displayName }) => displayName === 'Anna');
  return { clock, rtc, media, tell, offer, takeOver, names, anna };
}

const THIRD = 'eu-2';
const SEEDS = 60;
const STEPS = 30;

/**
 * Nodes die and start again under a customer and an agent who are now at one node, now at two. The mesh hears of each move some time
 * after it was made, and this page of what the mesh has written some time after that, in the order in which it was written.
 */
async function playMoves(seed: number): Promise<void> {
  const { clock, rtc, media } = await standing();
  const below = seeded(seed);
  const pick = <Item>(items: readonly [Item, ...Item[]]): Item => items[below(items.length)] ?? items[0];
  const seats = {
    'customer-1': { home: HOME, standby: STANDBY },
    'agent-1': { home: HOME, standby: STANDBY },
  };
  const unheard: {
    readonly participantId: keyof typeof seats;
    readonly from: string;
    readonly to: string;
  }[] = [];
  const written: CallInit[] = [];
  const moves: NonNullable<CallInit['moves']>[number][] = [];
  let epoch = 1;
  const own = seats['customer-1'];
  const write = (): void => {
    const { seat } = active();
    assert.ok(seat !== undefined);
    const { home: nodeId, standby: standbyNodeId } = own;
    written.push({ epoch, moves: [...moves], seat: { ...seat, nodeId, standbyNodeId } });
  };
  const steps = {
    die: () => {
      const { leg, failover } = media;
      if (leg === undefined || !failover.standbyReady || unheard.length > 0) return;
      const [from, to] = [leg.nodeId, failover.standbyNodeId];
      const theirs = seats['agent-1'];
      if (theirs.home === from) unheard.push({ participantId: 'agent-1', from, to: theirs.standby });
      unheard.push({ participantId: 'customer-1', from, to });
      media.push({ ...mediaPush({ case: 'roomClosed', value: {} }), epoch }, from);
      assert.equal(media.leg?.nodeId, to, `seed ${seed}: did not go`);
    },
    hear: () => {
      const [move] = unheard.splice(below(Math.max(1, unheard.length)), 1);
      if (move === undefined) return;
      const { participantId, from, to } = move;
      epoch += 1;
      moves.push({ participantId, fromNodeId: from, toNodeId: to, epoch });
      const standby = pick(to === HOME ? [STANDBY, THIRD] : [HOME, to === STANDBY ? THIRD : STANDBY]);
      Object.assign(seats[participantId], { home: to, standby });
      write();
    },
    news: write,
    come: () => {
      const next = written.shift();
      if (next !== undefined) media.update(active(next));
    },
    time: async () => {
      clock.advance(500);
      await settle();
      for (const { options } of [...rtc.sends, ...rtc.receives]) options.stateChanged('connected');
      await settle();
    },
  };
  let at = HOME;
  for (let step = 0; step < STEPS; step++) {
    const name: keyof typeof steps = pick(['die', 'hear', 'news', 'come', 'come', 'time']);
    await steps[name]();
    await settle();
    if (name === 'die') at = media.leg?.nodeId ?? '';
    assert.equal(media.leg?.nodeId, at, `seed ${seed}: elsewhere after ${name}`);
  }
  while (unheard.length > 0) steps.hear();
  while (written.length > 0) steps.come();
  for (let i = 0; i < 4; i++) await steps.time();
  const { standbyNodeId, standbyReady } = media.failover;
  const end = { home: media.leg?.nodeId, standby: standbyNodeId, ready: standbyReady };
  assert.deepEqual(end, { home: own.home, standby: own.standby, ready: true }, `seed ${seed}`);
  media.close(false);
}

describe("what a page shows when its standby's node has taken over", () => {
  it('is who joined and who left, also when the node that died could not tell', async () => {
    const { tell, takeOver, names } = await standing();
    tell(STANDBY, { case: 'participantJoined', value: { participant: wei } });
    tell(STANDBY, { case: 'participantLeft', value: { participantId: 'agent-1' } });
    assert.deepEqual(names(), ['Anna']);
    takeOver();
    assert.deepEqual(names(), ['Wei']);
  });

  it('is also who joined while that leg was being made', async () => {
    const { takeOver, names } = await standing([{ case: 'participantJoined', value: { participant: wei } }]);
    takeOver();
    assert.deepEqual(names(), ['Anna', 'Wei']);
  });

  it('is a hold that the node that died could not tell, and its end', async () => {
    const { tell, offer, takeOver, anna } = await standing();
    await offer(HOME, 'track-a', 'microphone');
    tell(STANDBY, { case: 'held', value: { on: true } });
    assert.equal(anna()?.microphone?.paused, false);
    takeOver();
    assert.equal(anna()?.microphone?.paused, true);
    tell(STANDBY, { case: 'held', value: { on: false } });
    assert.equal(anna()?.microphone?.paused, false);
  });

  it('is a pause that only the standby track told of', async () => {
    const { tell, offer, takeOver, anna } = await standing();
    await offer(HOME, 'track-a', 'microphone');
    await offer(STANDBY, 'track-b', 'microphone', { standby: true });
    tell(STANDBY, { case: 'trackChanged', value: { trackId: 'track-b', paused: true } });
    takeOver();
    assert.equal(anna()?.microphone?.paused, true);
  });

  it('is a track of which nothing comes, because it is paused, when the old leg is let go', async () => {
    const { clock, tell, offer, takeOver, anna } = await standing();
    await offer(HOME, 'track-a', 'camera');
    await offer(STANDBY, 'track-b', 'camera', { standby: true });
    tell(STANDBY, { case: 'trackChanged', value: { trackId: 'track-b', paused: true } });
    // Anna's page was faster than this one.
    tell(STANDBY, { case: 'participantMoved', value: { participantId: 'agent-1', nodeId: STANDBY } });
    takeOver();
    clock.advance(2_000);
    assert.deepEqual([anna()?.camera?.trackId, anna()?.camera?.paused], ['track-b', true]);
    assert.equal(anna()?.camera?.nodeId, STANDBY);
  });

  it('is what was received in a hold, in which nothing comes to wait for', async () => {
    const { tell, offer, takeOver, anna } = await standing();
    tell(STANDBY, { case: 'held', value: { on: true } });
    await offer(STANDBY, 'track-a', 'microphone');
    takeOver();
    assert.deepEqual([anna()?.microphone?.trackId, anna()?.microphone?.paused], ['track-a', true]);
  });

  it('stays there when news of the call was written before anybody knew of the move', async () => {
    const { clock, rtc, media, takeOver } = await standing();
    takeOver();
    media.update(active({ held: true }));
    clock.advance(1_000);
    await settle();
    assert.deepEqual([media.leg?.nodeId, rtc.sends.length], [STANDBY, 2], 'no leg was made at either node');
    const { seat } = active();
    assert.ok(seat !== undefined);
    const moved = { ...seat, nodeId: STANDBY, standbyNodeId: 'eu-2', standbyRegion: 'eu' };
    media.update(active({ epoch: 2, seat: moved }));
    clock.advance(1_000);
    await settle();
    assert.deepEqual([media.leg?.nodeId, media.failover.standbyNodeId], [STANDBY, 'eu-2']);
  });

  it('stays there when the mesh knows of a move of somebody else only, who was at the same node', async () => {
    const { clock, rtc, media, takeOver } = await standing();
    takeOver();
    const theirs = { participantId: 'agent-1', fromNodeId: HOME, toNodeId: STANDBY, epoch: 2 };
    media.update(active({ epoch: 2, moves: [theirs] }));
    clock.advance(1_000);
    await settle();
    assert.deepEqual([media.leg?.nodeId, rtc.sends.length], [STANDBY, 2], 'no leg was made at either node');
  });

  it('stays where it went in whatever order two of one node move and the mesh hears of it', async () => {
    for (let seed = 1; seed <= SEEDS; seed++) await playMoves(seed);
  });

  it('goes back once the mesh has moved this side there', async () => {
    const { clock, media, takeOver } = await standing();
    takeOver();
    const { seat } = active();
    assert.ok(seat !== undefined);
    const { participantId } = seat;
    const moves = [
      { participantId, fromNodeId: HOME, toNodeId: STANDBY, epoch: 2 },
      { participantId, fromNodeId: STANDBY, toNodeId: HOME, epoch: 3 },
    ];
    media.update(active({ epoch: 3, moves }));
    clock.advance(1_000);
    await settle();
    assert.equal(media.leg?.nodeId, HOME);
  });

  it('is nothing of a screen that is shared no more, when the old leg is let go', async () => {
    const { clock, offer, takeOver, anna } = await standing();
    await offer(HOME, 'track-v', 'camera');
    takeOver();
    assert.equal(anna()?.camera?.trackId, 'track-v');
    clock.advance(2_000);
    assert.equal(anna()?.camera, undefined);
  });
});
