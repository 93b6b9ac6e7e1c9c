import {
  ClientFrame,
  ControlRequest,
  type ControlRequestInit,
  MalformedMessage,
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

/** A body of each kind: a kind that the schema gains is missed by the compiler. */
type Each<Body extends { readonly case: string; readonly value: object }> = {
  readonly [Kind in Body['case']]: Extract<Body, { readonly case: Kind }>['value'];
};

type ControlBody = NonNullable<ControlRequestInit['body']>;
type MediaBody = NonNullable<MediaRequestInit['body']>;
type NodeBody = NonNullable<NodeRequestInit['body']>;

const bodiesOf = <Body extends { readonly case: string; readonly value: object }>(
  each: Each<Body>,
): readonly Body[] =>
  Object.entries<object>(each).map(([kind, value]) => ({ case: kind, value }) as unknown as Body);

const conversationId = 'conversation-1';

/** Every request of a page to the control plane, well formed. */
const controlBodies = (callId: string): Each<ControlBody> => ({
  requestCall: { kind: 'video', page: { url: 'http://shop/', title: 'Shop', locale: 'zh' } },
  hangUp: { callId },
  syncCall: { callId },
  setHold: { callId, on: true },
  setPresence: { presence: 'away', pause: 'lunch' },
  answerOffer: { offerId: 'offer-1', accept: true },
  syncDesk: {},
  watchMesh: { on: true },
  drainNode: { nodeId: 'eu-1', on: true },
  reportGap: { callId, epoch: 1, audioGapMs: 40, videoGapMs: 90 },
  standbyFailed: { callId, nodeId: 'eu-1' },
  nodeHeard: { callId, nodeId: 'eu-1', needed: true },
  transferCall: { callId, agentId: 'wei', queueId: 'default' },
  superviseCall: { callId, mode: 'listen' },
  inviteColleague: { callId, agentId: 'wei' },
  withdrawInvitation: { callId, agentId: 'wei' },
  releaseGuest: { callId, participantId: 'participant-1' },
  askCallback: { callId },
  answerCallback: { callId, accept: true },
  syncConversation: { sinceRevision: 1, limit: 20, page: { url: 'http://shop/', title: 'Shop' } },
  postItem: { clientId: 'item-1', body: { case: 'text', value: 'hello' }, mentions: ['wei'] },
  editItem: { conversationId, seq: 1, clientId: 'item-1', text: 'hello again' },
  markSeen: { conversationId, deliveredSeq: 1, readSeq: 1 },
  setTyping: { conversationId, on: true },
  rateConversation: { conversationId, stars: 4, comment: 'good' },
  listConversations: { view: 'all', limit: 20, search: 'parcel' },
  focusConversation: { conversationId },
  takeConversation: { conversationId, fromAgentId: 'wei' },
  transferConversation: { conversationId, agentId: 'wei', note: 'yours' },
  closeConversation: { conversationId, disposition: 'solved' },
  tagConversation: { conversationId, add: ['parcel'], remove: ['bill'] },
  prioritizeConversation: { conversationId, priority: 2 },
  snoozeConversation: { conversationId, untilMs: 4e12 },
  wakeConversation: { conversationId },
  changeConversations: {
    chosen: [{ conversationId, fromAgentId: 'wei' }],
    change: { case: 'tag', value: { add: ['parcel'] } },
  },
  blockCustomer: { conversationId, on: true },
  followConversation: { conversationId, add: ['anna'], remove: ['wei'] },
});

const opus = {
  mimeType: 'audio/opus',
  payloadType: 111,
  clockRate: 48_000,
  channels: 2,
  parameters: [{ name: 'useinbandfec', value: { case: 'number', value: 1 } }],
  rtcpFeedback: [{ type: 'transport-cc' }],
} as const;

/** Every request of a participant to a media node, well formed. */
const mediaBodies = (transportId: string, capabilities: RtpCapabilities): Each<MediaBody> => ({
  join: { capabilities, heartbeat: true },
  connectTransport: {
    transportId,
    dtls: {
      role: 'client',
      fingerprints: [{ algorithm: 'sha-256', value: 'AB:'.repeat(31).concat('AB') }],
    },
  },
  produce: {
    transportId,
    kind: 'audio',
    source: 'microphone',
    rtp: { mid: '0', codecs: [opus], encodings: [{ ssrc: 7 }], cname: 'c' },
  },
  setTrack: { trackId: 'track-1', action: 'pause' },
  setConsumer: {
    consumerId: 'consumer-1',
    paused: false,
    layers: { spatial: 1, temporal: 2 },
    keyFrame: true,
  },
  restartIce: { transportId },
  leave: {},
  getStats: {},
  promote: { cause: 'node-silent-to-client', silentMs: 150 },
  rebind: { sendTransportId: transportId },
});

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
    ClientFrame.encode({ ack: 1, body: { case: 'ping', value: { nonce: 7 } } }),
    ClientFrame.encode({ ack: 1 }),
    ClientFrame.encode({ body: { case: 'bye', value: {} } }),
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
  ...bodiesOf<ControlBody>(controlBodies(target.callId)).map((body) => ({
    target: { case: 'control', value: {} } as const,
    body: ControlRequest.encode({ body }),
  })),
  ...bodiesOf<MediaBody>(mediaBodies(transportId, capabilities)).map((body) => ({
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
  return bodiesOf<MediaBody>(mediaBodies(transportId, capabilities)).map((body, i) =>
    RelayedRequest.encode({
      principal,
      requestId: 1_000 + i,
      callId: target.callId,
      epoch: target.epoch,
      body: MediaRequest.encode({ body }),
    }),
  );
}

/** Makes mutated orders to a node, for a call of their own. None of them drains it: that one would be carried out, and move everybody's calls. */
export function mutatedOrders(nodeId: string, callId: string, random: Random): () => Uint8Array {
  const orders = nodeSeeds(nodeId, callId);
  return () => {
    for (;;) {
      const order = mutate(oneOf(orders, random), random);
      if (!drains(order)) return order;
    }
  };
}

function drains(order: Uint8Array): boolean {
  try {
    const { body } = NodeRequest.decode(order);
    return body?.case === 'setNodeState' && body.value.state === 'draining';
  } catch (error) {
    if (error instanceof MalformedMessage) return false;
    throw error;
  }
}

/** Every order of another node, well formed. */
function nodeSeeds(nodeId: string, callId: string): readonly Uint8Array[] {
  const places = [{ nodeId, region: 'eu', gateway: true }];
  const participant = {
    participantId: 'participant-1',
    role: 'customer',
    displayName: 'Fuzz',
    region: 'eu',
  } as const;
  const srtp = { cryptoSuite: 'AES_CM_128_HMAC_SHA1_80', keyBase64: 'A'.repeat(40) };
  const far = { callId, epoch: 1, fromNodeId: 'ap-1' };
  const bodies: Each<NodeBody> = {
    openRoom: { callId, epoch: 1, places, seats: [{ participant, sessionId: 's', subjectId: 'u' }] },
    setNodeState: { state: 'active' },
    syncRoom: { callId, epoch: 1 },
    openPipe: { ...far, fromRegion: 'ap', address: '127.0.0.1', port: 9, srtp },
    pipeTrack: { ...far, trackId: 'track-1' },
    unpipeTrack: { ...far, trackId: 'track-1' },
    requestKeyFrame: { callId, trackId: 'track-1' },
    closeRoom: { callId, epoch: 1, cause: 'customer-hung-up' },
  };
  return bodiesOf<NodeBody>(bodies).map((body) => NodeRequest.encode({ body }));
}
