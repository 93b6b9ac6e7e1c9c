import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServerFrame } from '@weft/proto';
import { bodyStart, clientMessage, messageAt } from './frames.ts';

test('messages are found one behind the other', () => {
  const long = Buffer.concat([Buffer.from([0x82, 126, 0x01, 0x2c]), Buffer.alloc(300)]);
  const bytes = Buffer.concat([Buffer.from([0x82, 2, 8, 1]), long]);
  assert.deepEqual(messageAt(bytes, 0), { opcode: 2, start: 2, end: 4 });
  assert.deepEqual(messageAt(bytes, 4), { opcode: 2, start: 8, end: 308 });
  assert.equal(messageAt(bytes, 308), undefined);
});

test('a message that is not there whole is none yet', () => {
  assert.equal(messageAt(Buffer.from([0x82]), 0), undefined);
  assert.equal(messageAt(Buffer.from([0x82, 126, 1]), 0), undefined);
  assert.equal(messageAt(Buffer.from([0x82, 3, 1, 2]), 0), undefined);
});

test("a push's body is found in its frame, whatever its number and its sender's", () => {
  const body = new Uint8Array(200).fill(7);
  for (const seq of [1, 300, 70_000]) {
    for (const cursor of [{}, { sourceId: 'crowd', sourceSeq: seq }]) {
      const value = { source: { case: 'control', value: body } as const, ...cursor };
      const frame = ServerFrame.encode({ seq, body: { case: 'push', value } });
      assert.deepEqual(frame.subarray(bodyStart(frame), bodyStart(frame) + 200), body);
    }
  }
});

test("a client's message says that it is masked, and carries its payload", () => {
  const bytes = clientMessage(Uint8Array.of(7, 8));
  assert.deepEqual([...bytes], [0x82, 0x82, 0, 0, 0, 0, 7, 8]);
  assert.deepEqual([...clientMessage(new Uint8Array(200)).subarray(0, 4)], [0x82, 0xfe, 0, 200]);
  assert.throws(() => clientMessage(new Uint8Array(70_000)), RangeError);
});
