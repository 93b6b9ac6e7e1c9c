import { headerBytes } from './srtp.ts';

/**
 * The stamp travels as an absolute capture time (8 octets that a sender gives
 * and a forwarder passes on), in a header extension of one-byte form
 * (RFC 8285 section 4.2): it stays readable under SRTP, which encrypts payloads only.
 */
export const STAMP_URI = 'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time';
export const STAMP_ID = 10;
const STAMP_BYTES = 8;
const ONE_BYTE_FORM = 0xbede;
/** Fixed header, extension head, and the stamp with its own head, filled up to whole words. */
const HEADER_BYTES = 12 + 4 + 12;
const STAMP_AT = 17;

/** What stays the same from packet to packet of a stream. */
export interface PacketKind {
  readonly ssrc: number;
  readonly payloadType: number;
  /** Bytes of a packet before encryption, header and all. */
  readonly bytes: number;
  readonly kind: 'audio' | 'video';
}

/** One packet of a stream that is written over again and again. */
export function template({ ssrc, payloadType, bytes, kind }: PacketKind): Buffer {
  const packet = Buffer.alloc(Math.max(bytes, HEADER_BYTES + 4), 0x5a);
  packet.writeUInt8(0x90, 0);
  packet.writeUInt8(payloadType, 1);
  packet.writeUInt32BE(ssrc, 8);
  packet.writeUInt16BE(ONE_BYTE_FORM, 12);
  packet.writeUInt16BE(3, 14);
  packet.writeUInt8((STAMP_ID << 4) | (STAMP_BYTES - 1), 16);
  packet.fill(0, STAMP_AT + STAMP_BYTES, HEADER_BYTES);
  // A VP8 payload descriptor of one octet that begins partition 0 (RFC 7741 section 4.2).
  if (kind === 'video') packet.writeUInt8(0x10, HEADER_BYTES);
  return packet;
}

/** Writes what differs from packet to packet. Times in microseconds of one clock. */
export function stampPacket(
  packet: Buffer,
  at: {
    readonly sequence: number;
    readonly timestamp: number;
    readonly marker: boolean;
    readonly keyFrame: boolean;
    readonly us: number;
  },
): void {
  const type = packet.readUInt8(1) & 0x7f;
  packet.writeUInt8(at.marker ? 0x80 | type : type, 1);
  packet.writeUInt16BE(at.sequence & 0xffff, 2);
  packet.writeUInt32BE(at.timestamp >>> 0, 4);
  packet.writeDoubleBE(at.us, STAMP_AT);
  // A VP8 frame header: its lowest bit is 0 for a key frame (RFC 6386 section 9.1).
  packet.writeUInt8(at.keyFrame ? 0 : 1, HEADER_BYTES + 1);
}

/** The stamp of a packet that may have other extensions by now; undefined when it has none. */
export function stampOf(packet: Buffer): number | undefined {
  if (packet.readUInt8(16) === ((STAMP_ID << 4) | (STAMP_BYTES - 1))) return packet.readDoubleBE(STAMP_AT);
  if ((packet.readUInt8(0) & 0x10) === 0 || packet.readUInt16BE(12) !== ONE_BYTE_FORM) return undefined;
  const end = headerBytes(packet);
  for (let at = 16; at < end; ) {
    const head = packet.readUInt8(at);
    const size = (head & 0x0f) + 1;
    if (head === 0) at += 1;
    // A forwarder may pass it on in its long form, with room for a clock's offset behind it.
    else if (head >> 4 === STAMP_ID && size >= STAMP_BYTES) return packet.readDoubleBE(at + 1);
    else at += 1 + size;
  }
  return undefined;
}

/** Whether a datagram is RTCP by its packet type, with RTP on the same port (RFC 5761 section 4). */
export const isRtcp = (packet: Buffer): boolean => {
  const type = packet.readUInt8(1);
  return type >= 192 && type <= 223;
};
