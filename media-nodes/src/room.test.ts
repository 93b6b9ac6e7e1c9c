import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createLog } from '@weft/proto/node';
import { until } from '@weft/proto/testing';
import { seatOf, TestMesh } from './testing/mesh.ts';
import { OPUS_PAYLOAD_TYPE } from './testing/rtp.ts';

describe('a room on one node', () => {
  let mesh: TestMesh;
  before(async () => {
    mesh = await TestMesh.create(createLog(process.env.LOG ?? 'silent', {}));
    await mesh.node('eu-1', 'eu');
  });
  after(async () => {
    await mesh[Symbol.asyncDispose]();
  });

  it('carries audio from one participant to another', async () => {
    const callId = 'call-1';
    await mesh.open({
      callId,
      places: [{ nodeId: 'eu-1', region: 'eu' }],
      seats: [seatOf('anna'), seatOf('wei')],
    });
    const anna = mesh.client('anna', { nodeId: 'eu-1', callId });
    const wei = mesh.client('wei', { nodeId: 'eu-1', callId });
    await anna.join();
    await wei.join();
    const trackId = await anna.produceAudio();
    const stop = await anna.startSending({ ssrc: 1111, payloadType: OPUS_PAYLOAD_TYPE, dbov: -20 });
    const offer = await wei.offered(trackId);
    await wei.startReceiving();
    await wei.resume(offer.consumerId);
    await until(() => wei.toReceiver.length > 10 || `${wei.toReceiver.length} packets`);
    stop();
    console.log(
      JSON.stringify(await wei.stats()),
      wei.pushes.map((p) => p.case),
    );
    await mesh.close(callId, ['eu-1']);
    await until(() => wei.heard('roomClosed').length === 1 || 'not told');
    await assert.rejects(wei.stats(), { code: 'ROOM_NOT_FOUND' });
  });
});
