import type { RouterCodec } from '../ports.ts';

/**
 * What a router takes in and gives out, best first: a browser that is free to
 * choose takes the first of its kind. VP8 leads because every browser encodes it
 * in simulcast at little cost. Feedback (nack, nack pli, ccm fir, goog-remb,
 * transport-cc) and RTX are added by the engine for each of them.
 */
export const ROUTER_CODECS: readonly RouterCodec[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    // RFC 7587 section 6.1: ask senders for in-band forward error correction.
    parameters: { useinbandfec: 1, minptime: 10 },
  },
  // RFC 3551 table 4: the phone network's two.
  { kind: 'audio', mimeType: 'audio/PCMU', clockRate: 8_000, channels: 1 },
  { kind: 'audio', mimeType: 'audio/PCMA', clockRate: 8_000, channels: 1 },
  // RFC 4733: keys pressed, at the clock of the codec they travel beside.
  { kind: 'audio', mimeType: 'audio/telephone-event', clockRate: 48_000, channels: 1 },
  { kind: 'audio', mimeType: 'audio/telephone-event', clockRate: 8_000, channels: 1 },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  { kind: 'video', mimeType: 'video/VP9', clockRate: 90_000, parameters: { 'profile-id': 0 } },
  { kind: 'video', mimeType: 'video/VP9', clockRate: 90_000, parameters: { 'profile-id': 2 } },
  // RFC 6184 section 8.1: constrained baseline 3.1 and high 3.1.
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
  },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: { 'packetization-mode': 1, 'profile-level-id': '64001f', 'level-asymmetry-allowed': 1 },
  },
  { kind: 'video', mimeType: 'video/AV1', clockRate: 90_000 },
];
