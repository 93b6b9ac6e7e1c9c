import type { RtpParametersInit } from '@weft/proto';

export const OPUS_PAYLOAD_TYPE = 111;
export const VP8_PAYLOAD_TYPE = 96;
const LEVEL_EXTENSION_ID = 1;

/** What a browser would say of its microphone. */
export const audioParameters = (ssrc: number): RtpParametersInit => ({
  codecs: [
    {
      ...{ mimeType: 'audio/opus', payloadType: OPUS_PAYLOAD_TYPE, clockRate: 48_000, channels: 2 },
      parameters: [{ name: 'useinbandfec', value: { case: 'number', value: 1 } }],
      rtcpFeedback: [{ type: 'transport-cc' }],
    },
  ],
  headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: LEVEL_EXTENSION_ID }],
  encodings: [{ ssrc }],
  cname: `cname-${ssrc}`,
});

/** What a browser would say of its camera, without simulcast. */
export const videoParameters = (ssrc: number): RtpParametersInit => ({
  codecs: [
    {
      ...{ mimeType: 'video/VP8', payloadType: VP8_PAYLOAD_TYPE, clockRate: 90_000 },
      rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }, { type: 'ccm', parameter: 'fir' }],
    },
    {
      ...{ mimeType: 'video/rtx', payloadType: 97, clockRate: 90_000 },
      parameters: [{ name: 'apt', value: { case: 'number', value: VP8_PAYLOAD_TYPE } }],
    },
  ],
  encodings: [{ ssrc, rtxSsrc: ssrc + 1 }],
  cname: `cname-${ssrc}`,
});

/** A VP8 payload (RFC 7741): a descriptor of one octet, then a frame header whose lowest bit is 0 for a key frame. */
export const vp8Payload = (keyFrame: boolean): Buffer =>
  Buffer.concat([Buffer.from([0x10, keyFrame ? 0x00 : 0x01, 0, 0]), Buffer.alloc(40, 7)]);

/** One RTP packet (RFC 3550 section 5.1), with an audio level (RFC 6464) when one is given. */
export function rtpPacket(packet: {
  readonly ssrc: number;
  readonly payloadType: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly dbov?: number;
  readonly payload?: Buffer;
}): Buffer {
  const header = Buffer.alloc(12);
  header[0] = packet.dbov === undefined ? 0x80 : 0x90;
  header[1] = packet.payloadType;
  header.writeUInt16BE(packet.sequence & 0xffff, 2);
  header.writeUInt32BE(packet.timestamp >>> 0, 4);
  header.writeUInt32BE(packet.ssrc, 8);
  const payload = packet.payload ?? Buffer.alloc(60, 1);
  if (packet.dbov === undefined) return Buffer.concat([header, payload]);
  // A one-byte header extension (RFC 8285 section 4.2), one word long.
  const extension = Buffer.from([0xbe, 0xde, 0, 1, LEVEL_EXTENSION_ID << 4, 0x80 | -packet.dbov, 0, 0]);
  return Buffer.concat([header, extension, payload]);
}

/** Whether a datagram is RTCP feedback asking for a key frame: PLI (RFC 4585 section 6.3.1) or FIR (RFC 5104). */
export const asksForKeyFrame = (datagram: Buffer): boolean => {
  for (let at = 0; at + 4 <= datagram.length; ) {
    const format = (datagram[at] ?? 0) & 0x1f;
    const type = datagram[at + 1] ?? 0;
    if (type === 206 && (format === 1 || format === 4)) return true;
    at += (datagram.readUInt16BE(at + 2) + 1) * 4;
  }
  return false;
};
