import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { RoomNews, type RoomNewsInit, subjects } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { Census } from './testing/census.ts';
import type { TestClient } from './testing/client.ts';
import { flowing, silent } from './testing/listen.ts';
import { seatOf, TestMesh } from './testing/mesh.ts';
import { asksForKeyFrame, OPUS_PAYLOAD_TYPE, VP8_PAYLOAD_TYPE, vp8Payload } from './testing/rtp.ts';

const eu1 = { nodeId: 'eu-1', region: 'eu', gateway: true };
const ap1 = { nodeId: 'ap-1', region: 'ap', gateway: true };
const ap2 = { nodeId: 'ap-2', region: 'ap', gateway: false };
const audioStream = { ssrc: 1_111, payloadType: OPUS_PAYLOAD_TYPE, dbov: -20 };
const videoStream = { ssrc: 2_222, payloadType: VP8_PAYLOAD_TYPE, payload: vp8Payload(true) };

describe('pipes between nodes', () => {
  const census = new Census();
  let mesh: TestMesh;
  let calls = 0;
  const opened: string[] = [];

  before(async () => {
    mesh = await TestMesh.create();
    await Promise.all([mesh.node('eu-1', 'eu'), mesh.node('ap-1', 'ap'), mesh.node('ap-2', 'ap')]);
  });
  afterEach(async () => {
    for (const callId of opened.splice(0)) await mesh.close(callId, ['eu-1', 'ap-1', 'ap-2'], 99);
    await until(() => census.empty());
  });
  after(async () => {
    await mesh[Symbol.asyncDispose]();
    census[Symbol.dispose]();
  });

  const nextCall = (): string => {
    calls += 1;
    const callId = `call-${calls}`;
    opened.push(callId);
    return callId;
  };

  /** A new call over these places with the people seated, each with a client at the node given. */
  const call = async (places: (typeof eu1)[], people: Record<string, typeof eu1>) => {
    const callId = nextCall();
    const order = {
      callId,
      places,
      seats: Object.entries(people).map(([name, at]) => seatOf(name, at.region)),
    };
    await mesh.open(order);
    const clients = Object.entries(people).map(([name, { nodeId }]) => mesh.client(name, { nodeId, callId }));
    return { callId, order, clients: clients as [TestClient, TestClient, TestClient, TestClient] };
  };
  const listen = async (client: TestClient, trackId: string) => {
    await client.startReceiving();
    await client.resume((await client.offered(trackId)).consumerId);
  };
  const outgoing = async (client: TestClient, trackId: string) =>
    (await client.stats()).pipes.filter((pipe) => pipe.outgoing && pipe.trackId === trackId);

  it('MED16 sends exactly one copy of a track to a region in which three take it on two nodes', async () => {
    const { clients } = await call([eu1, ap1, ap2], { anna: eu1, wei: ap1, li: ap2, mei: ap2 });
    const [anna, ...others] = clients;
    for (const client of clients) await client.join();
    const trackId = await anna.produceAudio();
    using _audio = await anna.startSending(audioStream);
    await Promise.all(others.map((client) => listen(client, trackId)));
    await Promise.all(others.map(flowing));
    const copies = await outgoing(anna, trackId);
    assert.deepEqual(
      copies.map(({ peerNodeId, peerRegion }) => [peerNodeId, peerRegion]),
      [['ap-1', 'ap']],
    );
    assert.ok((copies[0]?.packets ?? 0) > 5);
    assert.equal(await census.copies(trackId), 2, 'one over the ocean, one within the region');
    assert.deepEqual(
      (await outgoing(others[0], trackId)).map(({ peerNodeId }) => peerNodeId),
      ['ap-2'],
    );
  });

  it('MED16 hands a track on from a gateway on which nobody is', async () => {
    const { clients } = await call([eu1, ap1, ap2], { anna: eu1, li: ap2 });
    const [anna, li] = clients;
    await anna.join();
    await li.join();
    const trackId = await anna.produceAudio();
    using _audio = await anna.startSending(audioStream);
    await listen(li, trackId);
    await flowing(li);
    assert.equal((await outgoing(anna, trackId))[0]?.peerNodeId, 'ap-1');
    await li.ask({ case: 'leave', value: {} });
    await until(async () => (await outgoing(anna, trackId)).length === 0 || 'still sent');
  });

  it('MED17 ends a copy, and the pipe, when the last who took it has left', async () => {
    const { clients } = await call([eu1, ap1], { anna: eu1, wei: ap1, li: ap1 });
    const [anna, wei, li] = clients;
    for (const client of clients) await client.join();
    const trackId = await anna.produceAudio();
    for (const client of [wei, li]) await client.offered(trackId);
    assert.equal(census.open.pipes, 2);
    await wei.ask({ case: 'leave', value: {} });
    assert.equal((await outgoing(anna, trackId)).length, 1);
    await li.ask({ case: 'leave', value: {} });
    await until(async () => (await outgoing(anna, trackId)).length === 0 || 'still sent');
    await until(() => census.open.pipes === 0 || `${census.open.pipes} pipe ends left`);
    await wei.join();
    await until(async () => (await outgoing(anna, trackId)).length === 1 || 'not sent again');
    await anna.setTrack(trackId, 'close');
    await until(() => wei.heard('trackGone').length === 1 || 'not told');
    await until(() => census.open.pipes === 0 || `${census.open.pipes} pipe ends left`);
  });

  it('MED18 answers a second request for the same copy like the first', async () => {
    const { callId, clients } = await call([eu1, ap1], { anna: eu1, wei: ap1 });
    const [anna, wei] = clients;
    await anna.join();
    await wei.join();
    const trackId = await anna.produceAudio();
    await wei.offered(trackId);
    const request = { callId, epoch: 1, fromNodeId: 'ap-1', trackId };
    const answers = await Promise.all([
      mesh.ask('eu-1', { case: 'pipeTrack', value: request }),
      mesh.ask('eu-1', { case: 'pipeTrack', value: request }),
    ]);
    assert.deepEqual(answers[0], answers[1]);
    assert.equal(await census.copies(trackId), 1);
  });

  it('MED19 makes one pipe when both nodes open it at once', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { callId, clients } = await call([eu1, ap1], { anna: eu1, wei: ap1 });
      const [anna, wei] = clients;
      await Promise.all([anna.join(), wei.join()]);
      const [ofAnna, ofWei] = await Promise.all([anna.produceAudio(), wei.produceAudio({ ssrc: 5 })]);
      await Promise.all([wei.offered(ofAnna), anna.offered(ofWei)]);
      assert.equal(census.open.pipes, 2);
      using _anna = await anna.startSending(audioStream);
      using _wei = await wei.startSending({ ...audioStream, ssrc: 5 });
      await Promise.all([listen(wei, ofAnna), listen(anna, ofWei)]);
      await Promise.all([flowing(wei), flowing(anna)]);
      await mesh.close(callId, ['eu-1', 'ap-1']);
    }
  });

  it('MED20 brings the tracks back when one end was lost and opened anew', async () => {
    const { callId, order, clients } = await call([eu1, ap1, ap2], { anna: eu1, li: ap2, wei: ap1 });
    const [anna, li, wei] = clients;
    for (const client of clients) await client.join();
    const trackId = await anna.produceAudio();
    using _audio = await anna.startSending(audioStream);
    await Promise.all([listen(li, trackId), listen(wei, trackId)]);
    await Promise.all([flowing(li), flowing(wei)]);
    // The gateway's room ends and is opened again, unseen by the other two.
    await mesh.close(callId, ['ap-1']);
    await mesh.ask('ap-1', { case: 'openRoom', value: { ...order, epoch: 1 } });
    await wei.join();
    await listen(wei, trackId);
    await flowing(wei);
    await until(() => li.heard('trackOffered').length === 2 || 'not offered anew');
    await li.resume((await li.offered(trackId)).consumerId);
    await flowing(li);
    assert.equal((await outgoing(anna, trackId)).length, 1);
  });

  it('MED11 asks over the pipe for a key frame as soon as somebody wants to see', async () => {
    const { clients } = await call([eu1, ap1], { anna: eu1, wei: ap1 });
    const [anna, wei] = clients;
    await anna.join();
    await wei.join();
    const video = await anna.produceVideo();
    const { consumerId } = await wei.offered(video);
    using _video = await anna.startSending(videoStream);
    await wei.startReceiving();
    await until(
      async () => ((await wei.stats()).pipes[0]?.packets ?? 0) > 0 || 'nothing comes over the pipe',
    );
    const before = anna.toSender.filter(asksForKeyFrame).length;
    await wei.resume(consumerId);
    await until(() => anna.toSender.filter(asksForKeyFrame).length > before || 'not asked');
    await flowing(wei);
  });

  it('MED13 pauses a piped track where its origin pauses, also one that is paused from the start', async () => {
    const { clients } = await call([eu1, ap1], { anna: eu1, wei: ap1 });
    const [anna, wei] = clients;
    await anna.join();
    const trackId = await anna.produceAudio({ paused: true });
    using _audio = await anna.startSending(audioStream);
    await wei.join();
    assert.equal((await wei.offered(trackId)).track?.paused, true);
    await listen(wei, trackId);
    await silent(wei);
    await anna.setTrack(trackId, 'resume');
    await until(() => wei.heard('trackChanged').at(-1)?.paused === false || 'not told');
    await flowing(wei);
    await anna.setTrack(trackId, 'pause');
    await silent(wei);
  });

  it('MED14 sends nothing over pipes while held', async () => {
    const { order, clients } = await call([eu1, ap1], { anna: eu1, wei: ap1 });
    const [anna, wei] = clients;
    await anna.join();
    await wei.join();
    const trackId = await anna.produceAudio();
    using _audio = await anna.startSending(audioStream);
    await listen(wei, trackId);
    await flowing(wei);
    await mesh.open({ ...order, held: true });
    await silent(wei);
    const sent = (await outgoing(anna, trackId))[0]?.packets;
    await until(
      async () => ((await anna.stats()).sent[0]?.packets ?? 0) > (sent ?? 0) + 10 || 'sender silent',
    );
    assert.equal((await outgoing(anna, trackId))[0]?.packets, sent);
    await mesh.open({ ...order, held: false });
    await flowing(wei);
  });

  it('MED25 lets each hear of the other whichever node learns first that the call has two', async () => {
    const callId = nextCall();
    const seats = [seatOf('anna'), seatOf('wei', 'ap')];
    const alone = { callId, epoch: 1, places: [eu1], seats };
    const both = { ...alone, places: [eu1, ap1] };
    await mesh.ask('eu-1', { case: 'openRoom', value: alone });
    const anna = mesh.client('anna', { nodeId: 'eu-1', callId });
    await anna.join();
    const ofAnna = await anna.produceAudio();
    await mesh.ask('ap-1', { case: 'openRoom', value: both });
    const wei = mesh.client('wei', { nodeId: 'ap-1', callId });
    await wei.join();
    const ofWei = await wei.produceAudio({ ssrc: 5 });
    await mesh.ask('eu-1', { case: 'openRoom', value: both });
    await Promise.all([wei.offered(ofAnna), anna.offered(ofWei)]);
  });

  it('MED3 heals when the nodes come to a new epoch one after the other', async () => {
    const { order, clients } = await call([eu1, ap1], { anna: eu1, wei: ap1 });
    const [anna, wei] = clients;
    await anna.join();
    await wei.join();
    await mesh.ask('eu-1', { case: 'openRoom', value: { ...order, epoch: 2 } });
    anna.moveTo(2);
    const trackId = await anna.produceAudio();
    await mesh.ask('ap-1', { case: 'openRoom', value: { ...order, epoch: 2 } });
    wei.moveTo(2);
    await wei.offered(trackId);
    await anna.setTrack(trackId, 'close');
    await until(() => wei.heard('trackGone').length === 1 || 'not gone');
  });

  it('MED3 gives no effect to news of the past, nor to news of a stranger', async () => {
    const { callId, order, clients } = await call([eu1, ap1], { anna: eu1, wei: ap1 });
    const [anna, wei] = clients;
    await mesh.open({ ...order, epoch: 2 });
    for (const client of clients) client.moveTo(2);
    await anna.join();
    await wei.join();
    const trackId = await anna.produceAudio();
    await wei.offered(trackId);
    const tell = (news: RoomNewsInit) =>
      mesh.bus.publish(subjects.roomNews(callId), RoomNews.encode({ callId, ...news }));
    const removed = { case: 'trackRemoved', value: { trackId } } as const;
    tell({ epoch: 1, fromNodeId: 'eu-1', body: removed });
    tell({ epoch: 2, fromNodeId: 'us-9', body: removed });
    tell({ epoch: 2, fromNodeId: 'bad id', body: removed });
    tell({
      epoch: 2,
      fromNodeId: 'us-9',
      body: { case: 'trackAdded', value: { track: { trackId: 'ghost' } } },
    });
    mesh.bus.publish(subjects.roomNews(callId), new Uint8Array([255, 255, 255]));
    const later = await anna.produceAudio({ ssrc: 77 });
    await wei.offered(later);
    assert.equal(wei.heard('trackGone').length, 0);
  });

  it("MED16 takes a region's tracks from its new gateway when that changes", async () => {
    const { order, clients } = await call([eu1, ap1, ap2], { anna: eu1, li: ap2, wei: ap1 });
    const [anna, li, wei] = clients;
    for (const client of clients) await client.join();
    const trackId = await anna.produceAudio();
    for (const client of [li, wei]) await client.offered(trackId);
    const places = [eu1, { ...ap1, gateway: false }, { ...ap2, gateway: true }];
    await mesh.open({ ...order, places });
    await until(async () => {
      const copies = await outgoing(anna, trackId);
      return (copies.length === 1 && copies[0]?.peerNodeId === 'ap-2') || JSON.stringify(copies);
    });
    await until(async () => (await outgoing(li, trackId))[0]?.peerNodeId === 'ap-1' || 'not handed on');
  });

  it('MED10 forgets a node that has left the call', async () => {
    const { order, clients } = await call([eu1, ap1], { anna: eu1, wei: ap1 });
    const [anna, wei] = clients;
    await anna.join();
    await wei.join();
    const trackId = await wei.produceAudio();
    await anna.offered(trackId);
    await mesh.ask('eu-1', { case: 'openRoom', value: { ...order, epoch: 1, places: [eu1] } });
    await until(() => anna.heard('participantLeft').length === 1 || 'not left');
    assert.equal(anna.heard('trackGone').length, 1);
  });

  it('MED32 refuses what another node may not ask', async () => {
    const { callId, clients } = await call([eu1, ap1, ap2], { anna: eu1, li: ap2 });
    const [anna, li] = clients;
    await anna.join();
    await li.join();
    const trackId = await anna.produceAudio();
    await li.offered(trackId);
    const base = { callId, epoch: 1, trackId };
    const pipeTrack = (over: object) =>
      mesh.ask('eu-1', { case: 'pipeTrack', value: { ...base, fromNodeId: 'ap-1', ...over } });
    await assert.rejects(pipeTrack({ fromNodeId: 'us-1' }), { code: 'NODE_NOT_FOUND' });
    await assert.rejects(pipeTrack({ fromNodeId: 'ap-2' }), { code: 'NOT_AVAILABLE' });
    const byAnother = { ...base, fromNodeId: 'ap-1' };
    await assert.rejects(mesh.ask('ap-2', { case: 'pipeTrack', value: byAnother }), {
      code: 'TRACK_NOT_FOUND',
    });
    await assert.rejects(pipeTrack({ trackId: 'ghost' }), { code: 'TRACK_NOT_FOUND' });
    await assert.rejects(pipeTrack({ epoch: 9 }), { code: 'ROOM_NOT_FOUND' });
    const end = { callId, epoch: 1, fromNodeId: 'ap-2', fromRegion: 'ap', address: '127.0.0.1', port: 9 };
    await assert.rejects(mesh.ask('eu-1', { case: 'openPipe', value: end }), { code: 'BAD_REQUEST' });
  });

  it('MED22 leaves nothing behind, in whatever order the nodes close', async () => {
    for (const order of [
      ['eu-1', 'ap-1', 'ap-2'],
      ['ap-2', 'ap-1', 'eu-1'],
      ['ap-1', 'eu-1', 'ap-2'],
    ]) {
      const { callId, clients } = await call([eu1, ap1, ap2], { anna: eu1, wei: ap1, li: ap2 });
      await Promise.all(clients.map((client) => client.join()));
      const tracks = await Promise.all(
        clients.map(async (client, n) => [
          await client.produceAudio({ ssrc: 50 + n }),
          await client.produceVideo(),
        ]),
      );
      await Promise.all(
        clients.flatMap((client, n) =>
          tracks.flatMap((ids, of) => (of === n ? [] : ids.map((id) => client.offered(id)))),
        ),
      );
      await mesh.close(callId, order);
      await until(() => census.empty());
    }
  });
});
