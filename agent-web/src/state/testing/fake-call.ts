import {
  Call,
  type CallInit,
  Joined,
  type MediaPush,
  MediaPush as MediaPushCodec,
  type MediaPushInit,
} from '@weft/proto';

/** A call in the queue, with a seat at eu-1; `changes` on top. */
export const callOf = (changes: CallInit = {}): Call =>
  Call.create({
    callId: 'call-1',
    epoch: 1,
    kind: 'video',
    stage: 'queued',
    queuePlace: 1,
    seat: {
      participantId: 'customer-1',
      nodeId: 'eu-1',
      region: 'eu',
      routerCapabilities: { codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000 }] },
    },
    customer: { participantId: 'customer-1', role: 'customer', displayName: 'Kim', region: 'eu' },
    requestedAtMs: 1_750_000_000_000,
    ...changes,
  });

/** The node's answer to a join, with the agent in the room. */
export const joinedOf = (): Joined =>
  Joined.create({
    participantId: 'customer-1',
    send: { transportId: 'send-1' },
    receive: { transportId: 'receive-1' },
    participants: [
      { participantId: 'customer-1', role: 'customer', displayName: 'Kim', region: 'eu' },
      { participantId: 'agent-1', role: 'agent', displayName: 'Anna', region: 'ap' },
    ],
  });

/** A push of the call's node. */
export const mediaPush = (body: NonNullable<MediaPushInit['body']>, epoch = 1): MediaPush =>
  MediaPushCodec.create({ callId: 'call-1', epoch, body });

/** The agent's track, offered; `standby`: by a leg that stands by. */
export const offerOf = (
  trackId: string,
  source: 'microphone' | 'camera' = 'camera',
  { epoch = 1, standby = false }: { readonly epoch?: number; readonly standby?: boolean } = {},
): MediaPush =>
  mediaPush(
    {
      case: 'trackOffered',
      value: {
        track: {
          ...{ trackId, participantId: 'agent-1', source, standby },
          kind: source === 'camera' ? 'video' : 'audio',
        },
        consumerId: `consumer-of-${trackId}`,
        rtp: {},
      },
    },
    epoch,
  );
