import {
  ClientFrame,
  ControlRequest,
  type ControlRequestInit,
  MediaRequest,
  type MediaRequestInit,
  type MediaTarget,
  NodeRequest,
  type NodeRequestInit,
  PROTOCOL_VERSIONS,
  RelayedRequest,
  type RtpCapabilities,
} from '@weft/proto';
import type { Random } from '../noise/random.ts';
import type { Caller } from '../wire/caller.ts';
import { mutate, oneOf } from './mutate.ts';

/** Every request of a page to the control plane, well formed. */
const controlBodies = (callId: string): readonly NonNullable<ControlRequestInit['body']>[] => [
  {
    case: 'requestCall',
    value: { kind: 'video', page: { url: 'http://shop/', title: 'Shop', locale: 'zh' } },
  },
  { case: 'hangUp', value: { callId } },
  { case: 'syncCall', value: { callId } },
  { case: 'setHold', value: { callId, on: true } },
  { case: 'setPresence', value: { presence: 'away', pause: 'lunch' } },
  { case: 'standbyFailed', value: { callId, nodeId: 'eu-1' } },
  { case: 'nodeHeard', value: { callId, nodeId: 'eu-1', needed: true } },
  { case: 'answerOffer', value: { offerId: 'offer-1', accept: true } },
  { case: 'syncDesk', value: {} },
  { case: 'watchMesh', value: { on: true } },
  { case: 'drainNode', value: { nodeId: 'eu-1', on: true } },
];

const opus = {
  mimeType: 'audio/opus',
  payloadType: 111,
  clockRate: 48_000,
  channels: 2,
  parameters: [{ name: 'useinbandfec', value: { case: 'number', value: 1 } }],
  rtcpFeedback: [{ type: 'transport-cc' }],
} as const;

/** Every request of a participant to a media node, well formed. */
const mediaBodies = (
  transportId: string,
  capabilities: RtpCapabilities,
): readonly NonNullable<MediaRequestInit['body']>[] => [
  { case: 'join', value: { capabilities } },
  {
    case: 'connectTransport',
    value: {
      transportId,
      dtls: {
        role: 'client',
        fingerprints: [{ algorithm: 'sha-256', value: 'AB:'.repeat(31).concat('AB') }],
      },
    },
  },
  {
    case: 'produce',
    value: {
      transportId,
      kind: 'audio',
      source: 'microphone',
      rtp: { mid: '0', codecs: [opus], encodings: [{ ssrc: 7 }], cname: 'c' },
    },
  },
  { case: 'setTrack', value: { trackId: 'track-1', action: 'pause' } },
  {
    case: 'setConsumer',
    value: { consumerId: 'consumer-1', paused: false, layers: { spatial: 1, temporal: 2 }, keyFrame: true },
  },
  { case: 'restartIce', value: { transportId } },
  { case: 'getStats', value: {} },
];

/** Names that exist, so that mutations reach far. */
export interface SeedFacts {
  readonly target: MediaTarget;
  readonly transportId: string;
  readonly capabilities: RtpCapabilities;
}

/** Those of a customer who has joined. */
export const factsOf = ({ target, joined, seat }: Caller): SeedFacts => ({
  target,
  transportId: joined.send?.transportId ?? '',
  capabilities: seat.routerCapabilities ?? { codecs: [], headerExtensions: [] },
});

/** A good hello. */
export const helloOf = (token: string): Uint8Array =>
  ClientFrame.encode({
    body: { case: 'hello', value: { versions: PROTOCOL_VERSIONS, token, client: 'fuzz/0.1.0' } },
  });

/**
 * Makes mutated frames: one half is mutated as a whole, the other is a good
 * frame around a mutated body, which the edge hands on to the services.
 */
export function mutatedFrames(token: string, facts: SeedFacts, random: Random): () => Uint8Array {
  const requests = requestsOf(facts);
  const resume = { sessionId: 'session-1', resumeToken: 'x'.repeat(43), lastSeq: 3 };
  const frames = [
    helloOf(token),
    ClientFrame.encode({ body: { case: 'hello', value: { versions: PROTOCOL_VERSIONS, token, resume } } }),
    ClientFrame.encode({ body: { case: 'ping', value: { nonce: 7 } } }),
    ...requests.map((value, i) =>
      ClientFrame.encode({ body: { case: 'request', value: { id: 2 + i, ...value } } }),
    ),
  ];
  let id = 1_000;
  return () => {
    if (random.uniform() < 0.5) return mutate(oneOf(frames, random), random);
    id += 1;
    const { target, body } = oneOf(requests, random);
    const value = { id, target, body: mutate(body, random) };
    return ClientFrame.encode({ body: { case: 'request', value } });
  };
}

/** Every request of a client, well formed. */
const requestsOf = ({ target, transportId, capabilities }: SeedFacts) => [
  ...controlBodies(target.callId).map((body) => ({
    target: { case: 'control', value: {} } as const,
    body: ControlRequest.encode({ body }),
  })),
  ...mediaBodies(transportId, capabilities).map((body) => ({
    target: { case: 'media', value: target } as const,
    body: MediaRequest.encode({ body }),
  })),
];

/** Every request that an edge hands to the media node for a customer who has joined, well formed. */
export function relayedSeeds(caller: Caller): readonly Uint8Array[] {
  const { target, transportId, capabilities } = factsOf(caller);
  const { sessionId } = caller.client.ready;
  const principal = {
    sessionId,
    subjectId: caller.subjectId,
    role: 'customer',
    region: 'eu',
    edgeId: 'eu-edge-1',
  } as const;
  return mediaBodies(transportId, capabilities).map((body, i) =>
    RelayedRequest.encode({
      principal,
      requestId: 1_000 + i,
      callId: target.callId,
      epoch: target.epoch,
      body: MediaRequest.encode({ body }),
    }),
  );
}

/** Every order of another node, well formed, for a call of its own. */
export function nodeSeeds(nodeId: string, callId: string): readonly Uint8Array[] {
  const places = [{ nodeId, region: 'eu', gateway: true }];
  const participant = {
    participantId: 'participant-1',
    role: 'customer',
    displayName: 'Fuzz',
    region: 'eu',
  } as const;
  const srtp = { cryptoSuite: 'AES_CM_128_HMAC_SHA1_80', keyBase64: 'A'.repeat(40) };
  const far = { callId, epoch: 1, fromNodeId: 'ap-1' };
  const bodies: readonly NonNullable<NodeRequestInit['body']>[] = [
    {
      case: 'openRoom',
      value: { callId, epoch: 1, places, seats: [{ participant, sessionId: 's', subjectId: 'u' }] },
    },
    { case: 'syncRoom', value: { callId, epoch: 1 } },
    { case: 'openPipe', value: { ...far, fromRegion: 'ap', address: '127.0.0.1', port: 9, srtp } },
    { case: 'pipeTrack', value: { ...far, trackId: 'track-1' } },
    { case: 'unpipeTrack', value: { ...far, trackId: 'track-1' } },
    { case: 'requestKeyFrame', value: { callId, trackId: 'track-1' } },
    { case: 'closeRoom', value: { callId, epoch: 1, cause: 'customer-hung-up' } },
  ];
  return bodies.map((body) => NodeRequest.encode({ body }));
}
