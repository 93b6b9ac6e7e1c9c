import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MalformedMessage } from './codec.ts';
import {
  CallRecord,
  ClientFrame,
  ControlRequest,
  FactRecord,
  MediaRequest,
  NodeRequest,
  Produce,
  ServerFrame,
} from './gen/index.ts';

/** A small seeded generator (xorshift32), so that a failure can be repeated. */
function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const produce = MediaRequest.encode({
  body: {
    case: 'produce',
    value: {
      transportId: 't-1',
      kind: 'video',
      source: 'screen',
      rtp: {
        mid: '1',
        codecs: [
          {
            mimeType: 'video/VP8',
            payloadType: 96,
            clockRate: 90_000,
            parameters: [{ name: 'x', value: { case: 'number', value: 1.5 } }],
          },
        ],
        encodings: [{ ssrc: 4_000_000_000, scalabilityMode: 'L1T3', codecPayloadType: 0 }],
      },
    },
  },
});

describe('the generated codecs', () => {
  it('give back what they were given, zero values and absences included', () => {
    const read = MediaRequest.decode(produce);
    assert.equal(read.body?.case, 'produce');
    const value = Produce.create(read.body.case === 'produce' ? read.body.value : {});
    assert.equal(value.kind, 'video');
    assert.equal(value.paused, false);
    assert.equal(value.rtp?.encodings[0]?.ssrc, 4_000_000_000);
    assert.equal(value.rtp?.encodings[0]?.codecPayloadType, 0);
    assert.equal(value.rtp?.encodings[0]?.rid, '');
    assert.deepEqual(value.rtp?.codecs[0]?.parameters, [
      { name: 'x', value: { case: 'number', value: 1.5 } },
    ]);
  });

  it('pass over unknown fields and read unknown enum numbers as unspecified', () => {
    const known = ControlRequest.encode({ body: { case: 'setPresence', value: { presence: 'away' } } });
    const unknownField = new Uint8Array([...known, 0xfa, 0x3f, 0x02, 1, 2]);
    assert.deepEqual(ControlRequest.decode(unknownField), ControlRequest.decode(known));
    const unknownEnum = known.map((byte, at) => (at === known.length - 1 ? 99 : byte));
    const read = ControlRequest.decode(unknownEnum);
    assert.equal(read.body?.case === 'setPresence' && read.body.value.presence, 'unspecified');
  });

  it('pass over a known field of another wire type', () => {
    const frame = ClientFrame.decode(new Uint8Array([0x0a, 0x01, 0x05, 0x08, 0x07]));
    assert.equal(frame.ack, 7);
  });

  it('refuse bytes that end too soon or nest past their end', () => {
    assert.throws(() => MediaRequest.decode(produce.subarray(0, produce.length - 3)), MalformedMessage);
    const liar = ClientFrame.encode({ body: { case: 'ping', value: { nonce: 5 } } });
    liar[1] = 40;
    assert.throws(() => ClientFrame.decode(liar), MalformedMessage);
  });

  it('write records as JSON that an operator can read, and read them back', () => {
    const record = CallRecord.create({
      callId: 'c-1',
      epoch: 3,
      stage: 'active',
      legs: [{ nodeId: 'eu-1', participant: { role: 'agent' } }],
    });
    const text = CallRecord.toJson(record);
    assert.match(text, /"stage":"active"/);
    assert.deepEqual(CallRecord.fromJson(text), record);
    assert.deepEqual(CallRecord.fromValue(JSON.parse(text)), record);
    assert.throws(() => CallRecord.fromJson('{"epoch":"3"}'), MalformedMessage);
    assert.throws(() => CallRecord.fromJson('nonsense'), MalformedMessage);
    assert.throws(() => CallRecord.fromValue({ epoch: '3' }), MalformedMessage);
    assert.throws(() => CallRecord.fromValue('nonsense'), MalformedMessage);
  });

  it('read a fact with its body back from JSON', () => {
    const fact = FactRecord.create({ factId: 'f', body: { case: 'callHeld', value: { on: true } } });
    assert.deepEqual(FactRecord.fromJson(FactRecord.toJson(fact)), fact);
  });

  it('never do anything but read or refuse, whatever the bytes', () => {
    const seed = 20_261_122;
    const random = seeded(seed);
    const samples = [
      produce,
      ServerFrame.encode({
        seq: 1,
        body: { case: 'reply', value: { id: 1, result: { case: 'fault', value: { code: 'X' } } } },
      }),
    ];
    for (let round = 0; round < 30_000; round += 1) {
      const bytes = Uint8Array.from(samples[random(samples.length)] ?? produce);
      for (let flips = 1 + random(6); flips > 0; flips -= 1) bytes[random(bytes.length)] = random(256);
      const cut = bytes.subarray(0, random(bytes.length + 1));
      for (const codec of [MediaRequest, ServerFrame, ClientFrame, NodeRequest]) {
        try {
          codec.decode(cut);
        } catch (error) {
          assert.ok(error instanceof MalformedMessage, `seed ${seed}, round ${round}: ${String(error)}`);
        }
      }
    }
  });
});
