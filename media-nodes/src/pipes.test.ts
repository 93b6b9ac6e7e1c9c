import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createLog } from '@weft/proto/node';
import { until } from '@weft/proto/testing';
import { seatOf, TestMesh } from './testing/mesh.ts';
import { asksForKeyFrame, OPUS_PAYLOAD_TYPE, VP8_PAYLOAD_TYPE, vp8Payload } from './testing/rtp.ts';

describe('pipes between nodes', () => {
  let mesh: TestMesh;
  before(async () => {
    mesh = await TestMesh.create(createLog(process.env.LOG ?? 'silent', {}));
    await Promise.all([mesh.node('eu-1', 'eu'), mesh.node('ap-1', 'ap'), mesh.node('ap-2', 'ap')]);
  });
  after(async () => {
    await mesh[Symbol.asyncDispose]();
  });

  it('carries audio from one node to another', async () => {
    const callId = 'call-1';
    await mesh.open({
      callId,
      places: [
        { nodeId: 'eu-1', region: 'eu', gateway: true },
        { nodeId: 'ap-1', region: 'ap', gateway: true },
      ],
      seats: [seatOf('anna'), seatOf('wei', 'ap')],
    });
    const anna = mesh.client('anna', { nodeId: 'eu-1', callId });
    const wei = mesh.client('wei', { nodeId: 'ap-1', callId });
    await anna.join();
    await wei.join();
    const trackId = await anna.produceAudio();
    const video = await anna.produceVideo();
    const stop = await anna.startSending({ ssrc: 1111, payloadType: OPUS_PAYLOAD_TYPE, dbov: -20 });
    const stop2 = await anna.startSending({
      ssrc: 2222,
      payloadType: VP8_PAYLOAD_TYPE,
      payload: vp8Payload(true),
    });
    const t = performance.now();
    const offer = await wei.offered(trackId);
    const offerV = await wei.offered(video);
    console.log('offered after', performance.now() - t);
    await wei.startReceiving();
    await new Promise((r) => setTimeout(r, 300));
    const before = anna.toSender.filter(asksForKeyFrame).length;
    await wei.resume(offer.consumerId);
    await wei.resume(offerV.consumerId);
    await until(() => wei.toReceiver.length > 40 || `${wei.toReceiver.length} packets`);
    console.log(before, anna.toSender.filter(asksForKeyFrame).length);
    console.log(
      JSON.stringify(await wei.stats()),
      JSON.stringify(await anna.stats()),
      wei.pushes.map((p) => p.case),
    );
    stop();
    stop2();
    await mesh.close(callId, ['eu-1', 'ap-1']);
    await until(() => wei.heard('roomClosed').length === 1 || 'not told');
    await assert.rejects(wei.stats(), { code: 'ROOM_NOT_FOUND' });
  });
});
