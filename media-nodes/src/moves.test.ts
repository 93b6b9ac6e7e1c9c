import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { CallRecord, keys, subjects, WorkerDied } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { Census } from './testing/census.ts';
import type { TestClient } from './testing/client.ts';
import { LeggedCall } from './testing/legs.ts';
import { flowing, silent } from './testing/listen.ts';
import { TestMesh } from './testing/mesh.ts';
import { OPUS_PAYLOAD_TYPE } from './testing/rtp.ts';

const NODES = ['eu-1', 'ap-1', 'ap-2', 'us-1'];
const audioStream = { ssrc: 1_111, payloadType: OPUS_PAYLOAD_TYPE, dbov: -20 };

describe('moves', () => {
  const census = new Census();
  let mesh: TestMesh;
  const probePorts = new Map<string, number>();
  let calls = 0;
  const opened: LeggedCall[] = [];

  before(async () => {
    mesh = await TestMesh.create();
    for (const node of await Promise.all(NODES.map((nodeId) => mesh.node(nodeId, nodeId.slice(0, 2)))))
      probePorts.set(node.nodeId, node.probePort);
  });
  afterEach(async () => {
    for (const call of opened.splice(0)) {
      await mesh.close(call.callId, NODES, 999);
      call[Symbol.dispose]();
    }
    await until(() => census.empty());
  });
  after(async () => {
    await mesh[Symbol.asyncDispose]();
    census[Symbol.dispose]();
  });

  /** How many rooms a node says are open. */
  const roomsAt = async (nodeId: string): Promise<string | undefined> => {
    const metrics = await (await fetch(`http://127.0.0.1:${probePorts.get(nodeId)}/metrics`)).text();
    return /^weft_media_rooms_count(?:\{[^}]*\})? (\d+)$/m.exec(metrics)?.[1];
  };
  const newCall = (): LeggedCall => {
    calls += 1;
    const call = new LeggedCall(mesh, `call-${calls}`);
    opened.push(call);
    return call;
  };
  const listen = async (client: TestClient, trackId: string) => {
    await client.startReceiving();
    await client.resume((await client.offered(trackId)).consumerId);
  };
  /** anna at eu-1 stands by at ap-1, wei at ap-1 stands by at eu-1; anna's standby leg produces and wei hears it. */
  const crossed = async () => {
    const call = newCall();
    await call.order({ anna: { home: 'eu-1', standby: 'ap-1' }, wei: { home: 'ap-1', standby: 'eu-1' } });
    const [home, ready, wei] = [call.leg('anna', 'eu-1'), call.leg('anna', 'ap-1'), call.leg('wei', 'ap-1')];
    for (const leg of [home, ready, wei]) await leg.join();
    const trackId = await ready.produceAudio();
    return { call, home, ready, wei, trackId };
  };
  /** Both at ap-1, standing by at us-1, where anna has joined. */
  const together = async () => {
    const call = newCall();
    await call.order({ anna: { home: 'ap-1', standby: 'us-1' }, wei: { home: 'ap-1', standby: 'us-1' } });
    const [home, ready, wei] = [call.leg('anna', 'ap-1'), call.leg('anna', 'us-1'), call.leg('wei', 'ap-1')];
    for (const leg of [home, ready, wei]) await leg.join();
    return { call, home, ready, wei };
  };

  it('MED43 are told once, however often a leg is promoted', async () => {
    const { call, ready, wei } = await crossed();
    await Promise.all([call.promote(ready), call.promote(ready)]);
    await call.promote(ready);
    await until(() => call.promoted.length > 0 || 'the owner was not told');
    // What is asked after has been answered after: nothing more is under way.
    await mesh.bus.flush();
    assert.equal(call.promoted.length, 1);
    assert.equal(wei.heard('participantMoved').length, 1);
  });

  it('MED43 are served at a seat of another epoch, older or newer', async () => {
    const { call, ready, home } = await crossed();
    ready.moveTo(7);
    await call.promote(ready);
    await until(() => call.promoted.length > 0 || 'the owner was not told');
    ready.moveTo(0);
    await call.promote(ready);
    await assert.rejects(ready.ask({ case: 'getStats', value: {} }), { code: 'STALE_EPOCH' });
    home.moveTo(0);
    await call.promote(home);
  });

  it('MED43 are refused to those who have not joined', async () => {
    const { call } = await crossed();
    const other = mesh.client('anna', { nodeId: 'ap-1', callId: call.callId, sessionId: 'another' });
    await assert.rejects(call.promote(other), { code: 'NOT_JOINED' });
    const nobody = mesh.client('mei', { nodeId: 'ap-1', callId: call.callId });
    await assert.rejects(call.promote(nobody), { code: 'NOT_SEATED' });
    assert.equal(call.promoted.length, 0);
  });

  it('MED44 are told to the owner until it answers, and hold against orders that do not know', async () => {
    const { call, ready, wei, trackId } = await crossed();
    call.refusal = 'UNAVAILABLE';
    await listen(wei, trackId);
    const weiTrack = await wei.produceAudio({ ssrc: 3_333 });
    using _audio = await wei.startSending({ ...audioStream, ssrc: 3_333 });
    await listen(ready, weiTrack);
    await call.promote(ready);
    await flowing(ready);
    // The owner wrote this one before it heard of the promotion.
    call.epoch = 2;
    await call.order({ anna: { home: 'eu-1', standby: 'ap-1' }, wei: { home: 'ap-1', standby: 'eu-1' } });
    await flowing(ready);
    await until(() => call.promoted.length > 2 || 'told too seldom');
    call.refusal = undefined;
    const told = call.promoted.length;
    await until(() => call.promoted.length > told || 'not told again');
    call.epoch = 3;
    await call.order({ anna: { home: 'eu-1', standby: 'ap-1' }, wei: { home: 'ap-1', standby: 'eu-1' } });
    await silent(ready);
  });

  it('MED53 to a node where the listener is not are heard without a gap: the new copy flows before the old one ends', async () => {
    const call = newCall();
    await call.order({ anna: { home: 'eu-1', standby: 'us-1' }, wei: { home: 'ap-1' } });
    const [home, ready, wei] = [call.leg('anna', 'eu-1'), call.leg('anna', 'us-1'), call.leg('wei', 'ap-1')];
    for (const leg of [home, ready, wei]) await leg.join();
    const before = await home.produceAudio();
    const after = await ready.produceAudio({ ssrc: 3_333 });
    using _before = await home.startSending(audioStream);
    await listen(wei, before);
    await flowing(wei);
    await call.promote(ready);
    using _after = await ready.startSending({ ...audioStream, ssrc: 3_333 });
    call.epoch = 2;
    // The node that is left has not heard yet: its room stays for a while.
    await call.order({ anna: { home: 'us-1' }, wei: { home: 'ap-1' } });
    assert.deepEqual(wei.heard('trackGone'), []);
    await flowing(wei);
    await wei.resume((await wei.offered(after)).consumerId);
    await flowing(wei);
    await until(
      () => wei.heard('trackGone').some(({ trackId }) => trackId === before) || 'the old copy stays',
    );
    await flowing(wei);
    await mesh.close(call.callId, ['eu-1'], 2);
  });

  it('MED59 away from the listener’s own node are heard without a gap, and what is left is let go', async () => {
    const { call, home, ready, wei } = await together();
    const before = await home.produceAudio();
    const after = await ready.produceAudio({ ssrc: 3_333 });
    const weiTrack = await wei.produceAudio({ ssrc: 5_555 });
    await listen(home, weiTrack);
    using _before = await home.startSending(audioStream);
    await listen(wei, before);
    await flowing(wei);
    await call.promote(ready);
    using _after = await ready.startSending({ ...audioStream, ssrc: 3_333 });
    call.epoch = 2;
    // The seat at the listener's node goes elsewhere.
    await call.order({ anna: { home: 'us-1', standby: 'ap-2' }, wei: { home: 'ap-1', standby: 'us-1' } });
    const isGone = (id: string): boolean => wei.heard('trackGone').some(({ trackId }) => trackId === id);
    await flowing(wei);
    assert.ok(!isGone(before), 'what flowed is what was there before');
    await assert.rejects(home.ask({ case: 'getStats', value: {} }), { code: 'NOT_SEATED' });
    await until(() => home.heard('roomClosed').length > 0 || 'not put out');
    // Its copy may be taken anew at the new epoch: then there is another consumer.
    await until(async () => {
      const { consumerId } = await wei.offered(after);
      return wei.resume(consumerId).then(() => true, String);
    });
    await until(() => isGone(before) || 'the old track stays');
    await flowing(wei);
  });

  it('MED59 take nobody along who has left: they are gone at once', async () => {
    const { call, home, ready, wei } = await together();
    const trackId = await home.produceAudio();
    await ready.produceAudio({ ssrc: 3_333 });
    await listen(wei, trackId);
    call.epoch = 2;
    const askedAtMs = performance.now();
    await call.order({ wei: { home: 'ap-1', standby: 'us-1' } });
    await until(() => wei.heard('trackGone').some((gone) => gone.trackId === trackId) || 'still offered');
    assert.ok(performance.now() - askedAtMs < 1_500, 'not after the time of one who goes on elsewhere');
  });

  it('MED53 of a listener take tracks from their origin at once, not from a gateway that is left', async () => {
    const call = newCall();
    await call.order({ anna: { home: 'eu-1' }, wei: { home: 'ap-1', standby: 'ap-2' } });
    const [anna, home, ready] = [call.leg('anna', 'eu-1'), call.leg('wei', 'ap-1'), call.leg('wei', 'ap-2')];
    for (const leg of [anna, home, ready]) await leg.join();
    const trackId = await anna.produceAudio();
    using _audio = await anna.startSending(audioStream);
    await listen(home, trackId);
    await flowing(home);
    await call.promote(ready);
    await listen(ready, trackId);
    await flowing(ready);
    const came = async () =>
      (await ready.stats()).pipes
        .filter((pipe) => !pipe.outgoing && pipe.trackId === trackId)
        .map(({ peerNodeId }) => peerNodeId);
    assert.deepEqual(await came(), ['eu-1']);
    call.epoch = 2;
    await call.order({ anna: { home: 'eu-1' }, wei: { home: 'ap-2' } });
    await flowing(home);
    await flowing(ready);
    assert.deepEqual(ready.heard('trackGone'), []);
    await mesh.close(call.callId, ['ap-1'], 2);
  });

  it('MED45 by an order do the same as a promotion, and back', async () => {
    const { call, home, ready, wei, trackId } = await crossed();
    const weiTrack = await wei.produceAudio({ ssrc: 3_333 });
    using _audio = await wei.startSending({ ...audioStream, ssrc: 3_333 });
    await listen(ready, weiTrack);
    await listen(home, weiTrack);
    await flowing(home);
    await silent(ready);
    call.epoch = 2;
    await call.order({ anna: { home: 'ap-1', standby: 'eu-1' }, wei: { home: 'ap-1', standby: 'eu-1' } });
    await flowing(ready);
    assert.deepEqual(wei.heard('participantMoved'), [{ participantId: 'anna', nodeId: 'ap-1' }]);
    // Its old home has become a standby leg: wei's track is not produced there, so it is gone from it.
    await until(() => home.heard('trackGone').length > 0 || 'the old leg still consumes');
    await silent(home);
    call.epoch = 3;
    await call.order({ anna: { home: 'eu-1', standby: 'ap-1' }, wei: { home: 'ap-1', standby: 'eu-1' } });
    await silent(ready);
    const offers = () => home.heard('trackOffered').filter(({ track }) => track?.trackId === weiTrack);
    await until(() => offers().length === 2 || 'not offered again');
    await listen(home, weiTrack);
    await flowing(home);
    assert.equal((await wei.offered(trackId)).track?.standby, true);
    assert.deepEqual(call.promoted, []);
  });

  it('MED45 let go of what the old home sent, though that node is dead and still of the call', async () => {
    const { call, home, ready, wei, trackId } = await crossed();
    const old = await home.produceAudio({ ssrc: 4_444 });
    await wei.offered(old);
    assert.ok(!wei.heard('trackGone').some((gone) => gone.trackId === old));
    // Only ap-1 hears of it.
    call.epoch = 2;
    const people = { anna: { home: 'ap-1', standby: 'us-1' }, wei: { home: 'ap-1', standby: 'eu-1' } };
    await call.order(people, ['ap-1']);
    await until(() => wei.heard('trackGone').some((gone) => gone.trackId === old) || 'still offered');
    using _audio = await ready.startSending(audioStream);
    await listen(wei, trackId);
    await flowing(wei);
  });

  it('MED46 close the room they left: by the owner, or by an order in which the node has no place', async () => {
    const { call, home, ready, wei, trackId } = await crossed();
    await call.promote(ready);
    using _audio = await ready.startSending(audioStream);
    await listen(wei, trackId);
    call.epoch = 2;
    const people = { anna: { home: 'ap-1', standby: 'us-1' }, wei: { home: 'ap-1', standby: 'us-1' } };
    await call.order(people);
    await mesh.close(call.callId, ['eu-1'], 2);
    await until(() => home.heard('roomClosed').length > 0 || 'not told');
    await flowing(wei);
    // The same by an order: us-1 has a room at epoch 2 and no place at epoch 3.
    call.epoch = 3;
    const left = { anna: { home: 'ap-1', standby: 'eu-1' }, wei: { home: 'ap-1', standby: 'eu-1' } };
    await call.order(left, ['ap-1', 'eu-1', 'us-1']);
    await assert.rejects(call.leg('wei', 'us-1').join(), { code: 'ROOM_NOT_FOUND' });
    await flowing(wei);
    // An old order does not end a newer room.
    call.epoch = 2;
    await assert.rejects(call.order({ wei: { home: 'us-1' } }, ['ap-1']), { code: 'STALE_EPOCH' });
    await flowing(wei);
  });

  it('MED51 that a node missed are found out: the room that was left behind is closed', async () => {
    const { call, home } = await crossed();
    const record = { callId: call.callId, epoch: 2, stage: 'active', homeNodeId: 'us-1' } as const;
    await mesh.directory.transact([
      { do: 'put', key: keys.call(call.callId), value: CallRecord.toJson(record) },
    ]);
    // Somebody who knows better asks; nobody ever tells this node.
    home.moveTo(2);
    await assert.rejects(home.ask({ case: 'getStats', value: {} }), { code: 'ROOM_NOT_FOUND' });
    await until(() => home.heard('roomClosed').length > 0 || 'still open');
    assert.deepEqual(home.heard('roomClosed'), [{ cause: 'unspecified' }]);
    await mesh.directory.transact([{ do: 'delete', key: keys.call(call.callId) }]);
  });

  it('MED51 that a node missed at its own epoch are found out: another is standby since', async () => {
    const call = newCall();
    const orders = { anna: { home: 'ap-1', standby: 'eu-1' } };
    await call.order(orders, ['ap-1', 'eu-1']);
    const legs = [{ nodeId: 'ap-1', standbyNodeId: 'us-1' }];
    const { callId, epoch } = call;
    const record = { callId, epoch, stage: 'active', homeNodeId: 'ap-1', legs } as const;
    await mesh.directory.transact([{ do: 'put', key: keys.call(callId), value: CallRecord.toJson(record) }]);
    // A node counts its rooms at most so often: the count may be of a moment before.
    await until(async () => (await roomsAt('eu-1')) === '1' || 'not counted');
    await until(async () => (await roomsAt('eu-1')) === '0' || 'still open', { timeoutMs: 60_000 });
    assert.equal(await roomsAt('ap-1'), '1', 'the one that is named is kept');
    await mesh.directory.transact([{ do: 'delete', key: keys.call(callId) }]);
  });

  it('MED48 leave nothing behind, however many there are', async () => {
    const call = newCall();
    const at = ['ap-1', 'eu-1'] as const;
    const orders = [0, 1].map((n) => ({
      anna: { home: at[n] ?? '', standby: at[1 - n] ?? '' },
      wei: { home: 'us-1', standby: at[n] ?? '' },
    }));
    const order = async (n: number) => call.order(orders[n % 2] ?? {}, NODES);
    await order(0);
    const wei = call.leg('wei', 'us-1');
    await wei.join();
    let home = call.leg('anna', 'ap-1');
    await home.join();
    await home.produceAudio();
    let settled: string | undefined;
    for (let n = 1; n <= 50; n += 1) {
      const ready = call.leg('anna', at[n % 2 === 0 ? 0 : 1]);
      await ready.join();
      const trackId = await ready.produceAudio();
      await call.promote(ready);
      await wei.offered(trackId);
      call.epoch += 1;
      await order(n);
      await home.ask({ case: 'leave', value: {} });
      home[Symbol.dispose]();
      home = ready;
      await until(
        () => wei.heard('trackGone').length === n || `${wei.heard('trackGone').length} of ${n} gone`,
      );
      const counts = JSON.stringify(census.open);
      settled ??= counts;
    }
    await until(() => JSON.stringify(census.open) === settled || `${JSON.stringify(census.open)} after 50`);
  });
});

describe('the death of a worker', () => {
  it('MED49 is told at once with its calls, ends their rooms, and is repaired', async () => {
    using census = new Census();
    await using mesh = await TestMesh.create();
    await mesh.node('eu-1', 'eu');
    const told: WorkerDied[] = [];
    const order: string[] = [];
    using _died = mesh.bus.subscribe(subjects.allWorkersDied, ({ data }) => {
      told.push(WorkerDied.decode(data));
      order.push('died');
    });
    using _reports = mesh.bus.subscribe(subjects.allRoomReports, () => order.push('report'));
    using one = new LeggedCall(mesh, 'call-one');
    using two = new LeggedCall(mesh, 'call-two');
    for (const call of [one, two]) await call.order({ anna: { home: 'eu-1' } });
    const anna = one.leg('anna', 'eu-1');
    await anna.join();
    await until(() => order.includes('report') || 'no report yet');
    order.length = 0;
    const [pid] = census.pids;
    if (pid === undefined) throw new Error('no worker');
    process.kill(pid, 'SIGKILL');
    await until(() => told.length > 0 || 'not told');
    assert.equal(told[0]?.nodeId, 'eu-1');
    assert.deepEqual(told[0]?.callIds.toSorted(), ['call-one', 'call-two']);
    await until(() => anna.heard('roomClosed').length > 0 || 'the client was not told');
    // The call goes on elsewhere: this is no end of it.
    assert.deepEqual(anna.heard('roomClosed'), [{ cause: 'unspecified' }]);
    await until(() => order.includes('report') || 'no report');
    assert.equal(order[0], 'died');
    await assert.rejects(anna.join(), { code: 'WORKER_LOST' });
    await until(() => census.pids.length === 1 || 'not started again');
    await one.order({ anna: { home: 'eu-1' } });
    await anna.join();
  });

  it('MED56 brings home whoever stood by elsewhere, before their pages ask', async () => {
    using census = new Census();
    await using mesh = await TestMesh.create();
    await mesh.node('eu-1', 'eu');
    const pids = new Set(census.pids);
    await mesh.node('ap-1', 'ap');
    using call = new LeggedCall(mesh, 'call-lost');
    await call.order({ anna: { home: 'eu-1', standby: 'ap-1' }, wei: { home: 'ap-1', standby: 'eu-1' } });
    const [home, ready, wei] = [call.leg('anna', 'eu-1'), call.leg('anna', 'ap-1'), call.leg('wei', 'ap-1')];
    for (const leg of [home, ready, wei]) await leg.join();
    const weiTrack = await wei.produceAudio();
    await ready.startReceiving();
    await ready.resume((await ready.offered(weiTrack)).consumerId);
    using _voice = await wei.startSending(audioStream);
    await silent(ready);
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await flowing(ready);
    await until(() => call.promoted.length > 0 || 'the owner was not told');
    const { participantId, nodeId, cause } = call.promoted[0] ?? {};
    const told = wei.heard('participantMoved').map((moved) => moved.participantId);
    assert.deepEqual([nodeId, cause, told], ['ap-1', 'worker-died', [participantId]]);
  });

  it('MED50 that only stands still is found out, killed and told', async () => {
    using census = new Census();
    await using mesh = await TestMesh.create();
    await mesh.node('eu-1', 'eu');
    const told: WorkerDied[] = [];
    using _died = mesh.bus.subscribe(subjects.allWorkersDied, ({ data }) =>
      told.push(WorkerDied.decode(data)),
    );
    using call = new LeggedCall(mesh, 'call-frozen');
    await call.order({ anna: { home: 'eu-1' } });
    const [pid] = census.pids;
    if (pid === undefined) throw new Error('no worker');
    process.kill(pid, 'SIGSTOP');
    await until(() => told.length > 0 || 'not told');
    assert.deepEqual(told[0]?.callIds, ['call-frozen']);
    await until(() => (census.pids.length === 1 && census.pids[0] !== pid) || 'not started again');
  });
});
