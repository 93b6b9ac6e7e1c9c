import type { types } from 'mediasoup';
import type { Cores } from '../bench/cores.ts';
import { STAMP_ID, STAMP_URI } from '../bots/packet.ts';
import { SubjectWorker } from './subject.ts';

const ROOMS = 200;
const SEATS = 2;
const OPUS = { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 } as const;
const VP8 = { mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 } as const;

/** What a fresh worker's resident set grows by. */
export interface Growth {
  readonly rooms: number;
  readonly bytesPerRoom: number;
  /** With both transports (ICE, DTLS, SRTP), a microphone and a camera sent, and the other's two received. */
  readonly bytesPerParticipant: number;
}

/** Weighs rooms and who is in them, without media. */
export async function growth(cores: Cores): Promise<Growth> {
  using worker = await SubjectWorker.create(cores);
  const server = await worker.server();
  await fill(await worker.router(), server, 1);
  const before = await worker.rssBytes();
  const routers: types.Router[] = [];
  for (let i = 0; i < ROOMS; i++) routers.push(await worker.router());
  const empty = await worker.rssBytes();
  for (const [i, router] of routers.entries()) await fill(router, server, 10 * (i + 1));
  const full = await worker.rssBytes();
  return {
    rooms: ROOMS,
    bytesPerRoom: Math.round((empty - before) / ROOMS),
    bytesPerParticipant: Math.round((full - empty) / (ROOMS * SEATS)),
  };
}

/** Two participants who send and receive, as the media node seats them. */
async function fill(
  router: types.Router,
  webRtcServer: types.WebRtcServer,
  firstSsrc: number,
): Promise<void> {
  const producers: types.Producer[] = [];
  for (let seat = 0; seat < SEATS; seat++) {
    const sending = await router.createWebRtcTransport({ webRtcServer });
    for (const codec of [OPUS, VP8]) {
      const kind = codec === OPUS ? 'audio' : 'video';
      const ssrc = firstSsrc + producers.length;
      const rtpParameters = {
        ...{ codecs: [codec], encodings: [{ ssrc }], rtcp: { cname: `${ssrc}` } },
        headerExtensions: [{ uri: STAMP_URI, id: STAMP_ID } as const],
      };
      producers.push(await sending.produce({ kind, rtpParameters }));
    }
  }
  for (let seat = 0; seat < SEATS; seat++) {
    const receiving = await router.createWebRtcTransport({ webRtcServer });
    const others = producers.slice((1 - seat) * 2, (1 - seat) * 2 + 2);
    for (const { id: producerId } of others)
      await receiving.consume({ producerId, rtpCapabilities: router.rtpCapabilities, paused: true });
  }
}
