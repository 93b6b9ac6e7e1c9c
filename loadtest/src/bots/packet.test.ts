import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRtcp, STAMP_ID, stampOf, stampPacket, template } from './packet.ts';
import { headerBytes } from './srtp.ts';

const video = { ssrc: 7, payloadType: 96, bytes: 1_100, kind: 'video' } as const;

test('a stamp is read from the packet that carries it', () => {
  const packet = template(video);
  stampPacket(packet, { sequence: 65_537, timestamp: 9, marker: true, keyFrame: true, us: 1_234_567.25 });
  assert.equal(packet.length, 1_100);
  assert.equal(headerBytes(packet), 28);
  assert.equal(packet.readUInt16BE(2), 1);
  assert.equal(packet.readUInt8(1), 0x80 | 96);
  assert.equal(stampOf(packet), 1_234_567.25);
});

test('a stamp behind other extensions and padding is found', () => {
  const packet = Buffer.alloc(60);
  packet.writeUInt8(0x90, 0);
  packet.writeUInt16BE(0xbede, 12);
  packet.writeUInt16BE(6, 14);
  packet.writeUInt8((1 << 4) | 0, 16);
  packet.writeUInt8((STAMP_ID << 4) | 7, 19);
  packet.writeDoubleBE(42, 20);
  assert.equal(stampOf(packet), 42);
  packet.writeUInt8((STAMP_ID << 4) | 15, 19);
  assert.equal(stampOf(packet), 42);
});

test('a packet without the stamp has none', () => {
  const packet = Buffer.alloc(60);
  packet.writeUInt8(0x80, 0);
  assert.equal(stampOf(packet), undefined);
});

test('RTCP is told from RTP, with the marker bit set or not', () => {
  assert.equal(isRtcp(Buffer.from([0x80, 200])), true);
  assert.equal(isRtcp(Buffer.from([0x80, 0x80 | 96])), false);
  assert.equal(isRtcp(Buffer.from([0x80, 111])), false);
});
