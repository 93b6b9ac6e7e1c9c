import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MalformedMessage } from './codec.ts';
import { frameOfPlainPush, placeSize, SharedFrame, writePlace } from './frame-bytes.ts';
import { Push, ServerFrame, SessionPush, type SessionPushInit } from './gen/index.ts';

/** The whole frame, with its place. */
function placed(seq: number, rest: Uint8Array): Uint8Array {
  const frame = new Uint8Array(placeSize(seq) + rest.length);
  frame.set(rest, writePlace(seq, frame, 0));
  return frame;
}

/** What the codecs make of a push. Throws MalformedMessage. */
function byCodec(seq: number, bytes: Uint8Array): ServerFrame {
  const { source, sourceId, sourceSeq } = SessionPush.decode(bytes);
  return ServerFrame.create({ seq, body: { case: 'push', value: { source, sourceId, sourceSeq } } });
}

const source = (bytes: number) =>
  ({
    case: bytes % 2 === 0 ? 'control' : 'media',
    value: new Uint8Array(bytes).fill(0x80 + (bytes % 100)),
  }) as const;

describe('frames as bytes', () => {
  it('have the place that the codec gives them', () => {
    for (const seq of [1, 127, 128, 16_383, 16_384, 2_097_152, 268_435_456, 2 ** 32 - 1]) {
      const rest = ServerFrame.encode({ body: { case: 'pong', value: { nonce: 7 } } });
      const whole = ServerFrame.encode({ seq, body: { case: 'pong', value: { nonce: 7 } } });
      assert.deepEqual(placed(seq, rest), whole);
    }
  });

  it('are of a plain push what the codecs make of it', () => {
    for (const bytes of [0, 1, 126, 127, 128, 200, 16_384, 60_000]) {
      for (const cursor of [{}, { sourceId: 'control-1.m0', sourceSeq: 2 ** 31 }, { sourceSeq: 5 }]) {
        const push = SessionPush.encode({ source: source(bytes), ...cursor });
        const told = { sourceId: 'of the one before', sourceSeq: 9 };
        const frame = frameOfPlainPush(push, told);
        assert.ok(frame !== undefined, `${bytes} bytes are plain`);
        assert.deepEqual(told, { sourceId: '', sourceSeq: 0, ...cursor });
        assert.deepEqual(ServerFrame.decode(placed(300, frame)), byCodec(300, push));
      }
    }
  });

  it('are not made of a push that holds anything else', () => {
    const others: readonly SessionPushInit[] = [
      {},
      { sourceId: 'control-1', sourceSeq: 1 },
      { source: source(3), coalesceKey: 'speaker' },
      { source: source(3), closeWith: { code: 'REPLACED' } },
      { source: source(3), held: { holderId: 'eu-1' } },
      { source: source(3), sourceId: 'é' },
      { source: source(3), sourceId: 'x'.repeat(200) },
      { source: source(70_000) },
    ];
    for (const push of others) assert.equal(frameOfPlainPush(SessionPush.encode(push)), undefined);
  });

  it('of a push for many are what the codec makes of it with the count of each', () => {
    const counts = [1, 127, 128, 0, 16_383, 16_384, 5, 2 ** 28, 2 ** 32 - 1, 1];
    for (const bytes of [0, 1, 97, 98, 99, 100, 101, 104, 105, 126, 200, 16_360, 16_361, 70_000]) {
      const cursorless = { source: source(bytes), sourceId: 'control-1.m0' };
      const shared = new SharedFrame(Push.encode(cursorless));
      for (const sourceSeq of counts) {
        const value = { ...cursorless, sourceSeq };
        const byCodec = ServerFrame.create({ seq: 300, body: { case: 'push', value } });
        const frame = ServerFrame.decode(placed(300, shared.with(sourceSeq)));
        assert.deepEqual(frame, byCodec, `${bytes} bytes, count ${sourceSeq}`);
      }
    }
  });

  it('of mutated pushes are either left to the codec or what it makes of them', () => {
    let seed = 0x2f6e2b1;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    let plain = 0;
    for (let round = 0; round < 20_000; round++) {
      const push = SessionPush.encode({
        source: source(random(40)),
        sourceId: 'eu-1',
        sourceSeq: random(1_000),
      });
      const harmed = push.slice(0, random(4) === 0 ? random(push.length) : push.length);
      for (let i = random(3); i > 0 && harmed.length > 0; i--) harmed[random(harmed.length)] = random(256);
      const frame = frameOfPlainPush(harmed);
      if (frame === undefined) continue;
      plain += 1;
      try {
        assert.deepEqual(ServerFrame.decode(placed(round + 1, frame)), byCodec(round + 1, harmed));
      } catch (error) {
        if (error instanceof MalformedMessage)
          assert.fail(`passed on what is none: ${Buffer.from(harmed).toString('hex')}`);
        throw error;
      }
    }
    assert.ok(plain > 1_000, `${plain} were plain`);
  });
});
