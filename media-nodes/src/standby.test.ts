import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { partOfSource, SessionPush, subjects } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { Census } from './testing/census.ts';
import type { TestClient } from './testing/client.ts';
import { LeggedCall } from './testing/legs.ts';
import { flowing, silent } from './testing/listen.ts';
import { TestMesh } from './testing/mesh.ts';
import { asksForKeyFrame, OPUS_PAYLOAD_TYPE, VP8_PAYLOAD_TYPE, vp8Payload } from './testing/rtp.ts';

const NODES = ['eu-1', 'ap-1', 'us-1'];
const audioStream = { ssrc: 1_111, payloadType: OPUS_PAYLOAD_TYPE, dbov: -20 };
const videoStream = { ssrc: 2_222, payloadType: VP8_PAYLOAD_TYPE, payload: vp8Payload(true) };

describe('standby legs', () => {
  const census = new Census();
  let mesh: TestMesh;
  let calls = 0;
  const opened: LeggedCall[] = [];

  before(async () => {
    mesh = await TestMesh.create();
    await Promise.all(NODES.map((nodeId) => mesh.node(nodeId, nodeId.slice(0, 2))));
  });
  afterEach(async () => {
    for (const call of opened.splice(0)) {
      await mesh.close(call.callId, NODES, 99);
      call[Symbol.dispose]();
    }
    await until(() => census.empty());
  });
  after(async () => {
    await mesh[Symbol.asyncDispose]();
    census[Symbol.dispose]();
  });

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

  /** anna lives at eu-1 and stands by at ap-1, where wei lives; li lives at us-1. */
  const acrossTwo = async () => {
    const call = newCall();
    const people = {
      anna: { home: 'eu-1', standby: 'ap-1' },
      wei: { home: 'ap-1', standby: 'eu-1' },
      li: { home: 'us-1', standby: 'eu-1' },
    };
    await call.order(people);
    const home = call.leg('anna', 'eu-1');
    const ready = call.leg('anna', 'ap-1');
    const wei = call.leg('wei', 'ap-1');
    const li = call.leg('li', 'us-1');
    for (const leg of [home, ready, wei, li]) await leg.join();
    return { call, people, home, ready, wei, li };
  };

  it('MED40 get nothing until they are promoted, then all that was waiting', async () => {
    const { call, home, ready, wei } = await acrossTwo();
    assert.equal(home.joined?.standby, false);
    assert.equal(ready.joined?.standby, true);
    const trackId = await wei.produceAudio();
    using _audio = await wei.startSending(audioStream);
    await listen(home, trackId);
    await flowing(home);
    await listen(ready, trackId);
    await silent(ready);
    assert.equal((await ready.stats()).received.find((track) => track.trackId === trackId)?.bytes, 0);
    await call.promote(ready);
    await flowing(ready);
  });

  it('MED41 are heard at once where they are promoted, and piped to the other nodes from then on', async () => {
    const { call, ready, wei, li } = await acrossTwo();
    const trackId = await ready.produceAudio();
    const offer = await wei.offered(trackId);
    assert.equal(offer.track?.standby, true);
    await listen(wei, trackId);
    assert.equal(li.heard('trackOffered').length, 0);
    assert.equal(await census.copies(trackId), 0);
    using _audio = await ready.startSending(audioStream);
    // The node at which it was produced asks nobody: whoever is at home there hears it.
    await flowing(wei);
    await call.promote(ready);
    await listen(li, trackId);
    await flowing(li);
    assert.equal((await li.offered(trackId)).track?.standby, false);
    await until(() => li.heard('participantMoved').length > 0 || 'li was not told of the move');
    for (const client of [wei, li])
      assert.deepEqual(client.heard('participantMoved'), [{ participantId: 'anna', nodeId: 'ap-1' }]);
    assert.deepEqual(ready.heard('participantMoved'), []);
    await until(() => call.promoted.length > 0 || 'the owner was not told');
    assert.deepEqual(
      call.promoted.map(({ participantId, nodeId, cause, silentMs }) => [
        participantId,
        nodeId,
        cause,
        silentMs,
      ]),
      [['anna', 'ap-1', 'node-silent-to-client', 120]],
    );
  });

  it('MED52 of a hot call get what is heard, and not what is seen', async () => {
    const call = newCall();
    call.hot = true;
    await call.order({ anna: { home: 'eu-1', standby: 'ap-1' }, wei: { home: 'ap-1', standby: 'eu-1' } });
    const ready = call.leg('anna', 'ap-1');
    const wei = call.leg('wei', 'ap-1');
    for (const leg of [ready, wei]) await leg.join();
    const [audio, video] = [await wei.produceAudio(), await wei.produceVideo()];
    using _audio = await wei.startSending(audioStream);
    using _video = await wei.startSending(videoStream);
    await listen(ready, audio);
    await ready.resume((await ready.offered(video)).consumerId);
    await flowing(ready);
    const seen = (await ready.stats()).received.find(({ trackId }) => trackId === video);
    assert.equal(seen?.bytes, 0);
    await call.promote(ready);
    await until(async () => {
      const now = (await ready.stats()).received.find(({ trackId }) => trackId === video);
      return (now?.bytes ?? 0) > 0 || 'no picture since the promotion';
    });
  });

  it('MED42 ask for key frames at once when they are promoted', async () => {
    const { call, ready, wei } = await acrossTwo();
    const trackId = await wei.produceVideo();
    using _video = await wei.startSending(videoStream);
    await listen(ready, trackId);
    await silent(ready);
    await until(() => wei.toSender.length > 0 || 'no feedback yet');
    const before = wei.toSender.filter(asksForKeyFrame).length;
    await call.promote(ready);
    await flowing(ready);
    await until(() => wei.toSender.filter(asksForKeyFrame).length > before || 'no key frame asked for');
  });

  it('MED37 have tracks that no other node can take', async () => {
    const { call, ready } = await acrossTwo();
    const trackId = await ready.produceAudio();
    const ask = { callId: call.callId, epoch: 1, fromNodeId: 'us-1', trackId };
    await assert.rejects(mesh.ask('ap-1', { case: 'pipeTrack', value: ask }), { code: 'TRACK_NOT_FOUND' });
    const state = await mesh.ask('ap-1', { case: 'syncRoom', value: { callId: call.callId, epoch: 1 } });
    assert.deepEqual(state.case === 'roomState' && state.value.tracks, []);
  });

  it('MED35 keep their participant in the call when the home leg is gone', async () => {
    const { home, ready, li } = await acrossTwo();
    const left = () =>
      li.heard('participantLeft').filter(({ participantId }) => participantId === 'anna').length;
    const trackId = await home.produceAudio();
    await li.offered(trackId);
    await home.ask({ case: 'leave', value: {} });
    await until(() => li.heard('trackGone').length === 1 || 'its track is still there');
    await mesh.bus.flush();
    assert.equal(left(), 0);
    await ready.ask({ case: 'leave', value: {} });
    await until(() => left() === 1 || 'li was not told');
  });

  it('MED34 tell in each push which node it comes from, and which one of its it is', async () => {
    const call = newCall();
    await call.order({ anna: { home: 'eu-1', standby: 'ap-1' }, wei: { home: 'ap-1', standby: 'eu-1' } });
    const sessionId = 'one-session';
    const heard: [string, number][] = [];
    using _pushes = mesh.bus.subscribe(subjects.session(sessionId), ({ data }) => {
      const { sourceId, sourceSeq } = SessionPush.decode(data);
      heard.push([partOfSource(sourceId), sourceSeq]);
    });
    for (const nodeId of ['eu-1', 'ap-1'])
      await mesh.client('anna', { nodeId, callId: call.callId, sessionId }).join();
    const wei = call.leg('wei', 'ap-1');
    await wei.join();
    await wei.produceAudio();
    await wei.produceVideo();
    for (const nodeId of ['eu-1', 'ap-1']) {
      const seqs = () => heard.flatMap(([from, seq]) => (from === nodeId ? seq : []));
      await until(() => seqs().length >= 3 || `${nodeId} pushed ${seqs().length}`);
      assert.deepEqual(
        seqs(),
        seqs().map((_, n) => n + 1),
      );
    }
  });
});
