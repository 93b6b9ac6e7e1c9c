import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ClientFrame } from '@weft/proto';
import { clientName, readFrame } from './frame.ts';

const codeOf = (bytes: Uint8Array, binary = true): string => {
  const reading = readFrame(bytes, binary, 1_000);
  return reading.ok ? reading.kind : reading.fault.code;
};
const hello = (value: object): Uint8Array => ClientFrame.encode({ body: { case: 'hello', value } });

describe('reading a frame', () => {
  it('SIG15 refuses text and more bytes than the limit', () => {
    assert.equal(codeOf(ClientFrame.encode({}), false), 'BAD_FRAME');
    assert.equal(codeOf(new Uint8Array(1_001)), 'FRAME_TOO_LARGE');
  });

  it('SIG16 refuses bytes that do not follow the schema', () => {
    assert.equal(codeOf(new Uint8Array([0x12, 0xff])), 'BAD_FRAME');
    assert.equal(codeOf(new Uint8Array(900).fill(0x0b)), 'BAD_FRAME');
    assert.equal(
      codeOf(new Uint8Array([0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])),
      'BAD_FRAME',
    );
  });

  it('SIG16 passes over unknown fields and reads a body of a later version as an acknowledgement', () => {
    const unknown = new Uint8Array([0xfa, 0x3f, 0x01, 0x00]);
    assert.equal(
      codeOf(new Uint8Array([...ClientFrame.encode({ body: { case: 'bye', value: {} } }), ...unknown])),
      'bye',
    );
    assert.equal(codeOf(new Uint8Array([...ClientFrame.encode({ ack: 7 }), ...unknown])), 'ack');
    assert.equal(codeOf(new Uint8Array(0)), 'ack');
  });

  it('SIG16 refuses a hello beyond its bounds', () => {
    assert.equal(codeOf(hello({ versions: [1] })), 'hello');
    assert.equal(codeOf(hello({ versions: Array.from({ length: 33 }, () => 1) })), 'BAD_FRAME');
    assert.equal(codeOf(hello({ resume: { sessionId: 'a.b' } })), 'BAD_FRAME');
    const long = readFrame(hello({ token: 'x'.repeat(4_097) }), true, 10_000);
    assert.equal(long.ok ? long.kind : long.fault.code, 'BAD_FRAME');
  });

  it('lets no client write what it likes into a log', () => {
    assert.equal(clientName('desk/0.1.0'), 'desk/0.1.0');
    assert.equal(clientName('x\n{"level":"error"}'), 'unnamed');
    assert.equal(clientName('x'.repeat(65)), 'unnamed');
    assert.equal(clientName(''), 'unnamed');
  });
});
