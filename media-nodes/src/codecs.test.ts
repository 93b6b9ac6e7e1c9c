import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { RtpParametersInit } from '@weft/proto';
import { until } from '@weft/proto/testing';
import type { TestClient } from './testing/client.ts';
import { seatOf, TestMesh } from './testing/mesh.ts';
import { VP8_PAYLOAD_TYPE, vp8Payload } from './testing/rtp.ts';

const places = [{ nodeId: 'eu-1', region: 'eu', gateway: true }];

const PAYLOAD_TYPE = 100;
const video = (
  mimeType: string,
  scalabilityMode: string,
  parameters: readonly (readonly [string, string | number])[] = [],
): RtpParametersInit => ({
  codecs: [
    {
      ...{ mimeType, payloadType: PAYLOAD_TYPE, clockRate: 90_000 },
      parameters: parameters.map(([name, value]) => ({
        name,
        value: typeof value === 'number' ? { case: 'number', value } : { case: 'text', value },
      })),
    },
  ],
  encodings: [{ ssrc: 10, scalabilityMode }],
  cname: 'c',
});
const phone = (mimeType: string, payloadType: number): RtpParametersInit => ({
  codecs: [{ mimeType, payloadType, clockRate: 8_000, channels: 1 }],
  encodings: [{ ssrc: 10 }],
  cname: 'c',
});
const h264 = [
  ['packetization-mode', 1],
  ['profile-level-id', '42e01f'],
  ['level-asymmetry-allowed', 1],
] as const;

/** What browsers and phones send, by codec, with the layers that a receiver is then told of. */
const SENT = [
  { name: 'PCMU', kind: 'audio', rtp: phone('audio/PCMU', 0), layers: '' },
  { name: 'PCMA', kind: 'audio', rtp: phone('audio/PCMA', 8), layers: '' },
  {
    name: 'VP9',
    kind: 'video',
    rtp: video('video/VP9', 'L3T3_KEY', [['profile-id', 0]]),
    layers: 'L3T3_KEY',
  },
  { name: 'H264', kind: 'video', rtp: video('video/H264', 'L1T1', h264), layers: 'L1T1' },
  { name: 'AV1', kind: 'video', rtp: video('video/AV1', 'L1T3'), layers: 'L1T3' },
] as const;

/** Three sizes of one picture, told apart by how long their packets are. */
const SIZES = [
  { ssrc: 21, bytes: 100 },
  { ssrc: 22, bytes: 300 },
  { ssrc: 23, bytes: 900 },
];
const HEADER_BYTES = 12;
/** They are sent in turn, so that after so many of each no size is missing. */
const ENOUGH_OF_EACH = 10;
const payloadOf = (bytes: number): Buffer =>
  Buffer.concat([vp8Payload(true), Buffer.alloc(bytes - HEADER_BYTES - vp8Payload(true).length, 7)]);

describe('what is sent', () => {
  let mesh: TestMesh;
  let calls = 0;
  before(async () => {
    mesh = await TestMesh.create();
    await mesh.node('eu-1', 'eu');
  });
  after(() => mesh[Symbol.asyncDispose]());

  const joined = async (...people: readonly string[]): Promise<readonly TestClient[]> => {
    calls += 1;
    const callId = `call-${calls}`;
    await mesh.open({ callId, places, seats: people.map((name) => seatOf(name)) });
    const clients = people.map((name) => mesh.client(name, { nodeId: 'eu-1', callId }));
    for (const client of clients) await client.join();
    return clients;
  };
  const produce = async (client: TestClient, kind: 'audio' | 'video', rtp: RtpParametersInit) => {
    const source = kind === 'audio' ? 'microphone' : 'camera';
    const transportId = client.joined?.send?.transportId ?? '';
    const reply = await client.ask({ case: 'produce', value: { transportId, kind, source, rtp } });
    assert.equal(reply.case, 'produced');
    return reply.case === 'produced' ? reply.value.trackId : '';
  };
  /** Of which sizes the pictures are that came last, a few of them. The node's own header extensions make packets longer. */
  const lately = (client: TestClient): readonly (number | undefined)[] =>
    client.toReceiver
      .filter((packet) => (packet[1] ?? 0) < 192)
      .map(({ length }) => SIZES.findLast(({ bytes }) => bytes <= length)?.ssrc)
      .slice(-10);

  for (const { name, kind, rtp, layers } of SENT)
    it(`MED11 is offered as ${name} to whoever can receive it`, async () => {
      const [anna, wei] = (await joined('anna', 'wei')) as [TestClient, TestClient];
      const trackId = await produce(anna, kind, rtp);
      const offer = await wei.offered(trackId);
      const [codec] = offer.rtp?.codecs ?? [];
      assert.equal(codec?.mimeType, rtp.codecs?.[0]?.mimeType);
      if (layers !== '') assert.equal(offer.rtp?.encodings[0]?.scalabilityMode, layers);
      if (kind === 'video') return;
      await wei.startReceiving();
      await wei.resume(offer.consumerId);
      using _sound = await anna.startSending({ ssrc: 10, payloadType: rtp.codecs?.[0]?.payloadType ?? 0 });
      await until(() => wei.toReceiver.some((packet) => (packet[1] ?? 0) < 192) || 'nothing came');
    });

  it('MED11 in several sizes reaches each receiver in the size that it asked for', async () => {
    const [anna, wei, zoe] = (await joined('anna', 'wei', 'zoe')) as [TestClient, TestClient, TestClient];
    const trackId = await produce(anna, 'video', {
      codecs: [{ mimeType: 'video/VP8', payloadType: VP8_PAYLOAD_TYPE, clockRate: 90_000 }],
      encodings: SIZES.map(({ ssrc }) => ({ ssrc, scalabilityMode: 'L1T3' })),
      cname: 'c',
    });
    await using sending = new AsyncDisposableStack();
    for (const { ssrc, bytes } of SIZES) {
      const stream = { ssrc, payloadType: VP8_PAYLOAD_TYPE, payload: payloadOf(bytes) };
      sending.use(await anna.startSending(stream));
    }
    // The engine begins with what flows; it would go up from there only with sender reports, which nobody sends here.
    await until(async () => {
      const packets = (await anna.stats()).sent[0]?.packets ?? 0;
      return packets > ENOUGH_OF_EACH * SIZES.length || `${packets} packets of all sizes`;
    });
    for (const [client, spatial] of [
      [wei, 0],
      [zoe, 2],
    ] as const) {
      const { consumerId, rtp } = await client.offered(trackId);
      assert.equal(rtp?.encodings[0]?.scalabilityMode, 'L3T3');
      await client.startReceiving();
      const value = { consumerId, paused: false, layers: { spatial, temporal: 2 } };
      await client.ask({ case: 'setConsumer', value });
    }
    const [small, , large] = SIZES;
    for (const [client, size] of [
      [wei, small],
      [zoe, large],
    ] as const)
      await until(() => {
        const seen = lately(client);
        return (seen.length === 10 && seen.every((ssrc) => ssrc === size?.ssrc)) || `came: ${seen}`;
      });
  });
});
