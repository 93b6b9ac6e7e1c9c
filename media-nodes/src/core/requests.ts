import {
  type Bus,
  type BusMessage,
  type BusSubscription,
  type Ids,
  isId,
  type Log,
  MediaReply,
  type MediaReplyInit,
  MediaRequest,
  type Principal,
  type Produce,
  RelayedReply,
  RelayedRequest,
  type SetConsumer,
  type SetTrack,
  subjects,
  WeftError,
} from '@weft/proto';
import { type Answered, answerRequests } from './answer.ts';
import type { Attendance } from './attendance.ts';
import { BOUNDS } from './bounds.ts';
import { requireSame } from './fence.ts';
import { goneAs } from './gone.ts';
import { join } from './join.ts';
import { connectable, sendable } from './negotiate.ts';
import type { Participant } from './participant.ts';
import { rebound } from './rebound.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';
import type { Sessions } from './sessions.ts';
import { attendanceStats } from './stats.ts';
import type { RoomTrack } from './track.ts';

/**
 * Least time between two key frame requests to one sender; what asks sooner is
 * asked then. libwebrtc's senders pass over a request within 300 ms of the last,
 * and the engine would not repeat it before a second has gone.
 */
const KEY_FRAME_DELAY_MS = 320;
/** Layers browsers make; higher wishes mean the highest. */
const MAX_LAYER = 7;

type RequestBody = NonNullable<MediaRequest['body']>;
type ReplyBody = NonNullable<MediaReplyInit['body']>;

/** What became of a request: its answer, made at the moment it is sent, and what follows right after. */
interface Outcome {
  readonly answer: () => ReplyBody;
  readonly after?: () => void;
}

const DONE: Outcome = { answer: () => ({ case: 'done', value: {} }) };
const answering = (body: ReplyBody): Outcome => ({ answer: () => body });

export interface MediaRequestsOptions {
  readonly nodeId: string;
  readonly bus: Bus;
  readonly rooms: Rooms;
  readonly sessions: Sessions;
  readonly ids: Ids;
  readonly log: Log;
  readonly now: () => number;
  readonly answered: Answered;
}

/** Answers participants' requests, which come by their edges. Everything in them is hostile. */
export class MediaRequests implements Disposable {
  readonly #options: MediaRequestsOptions;
  readonly #subscription: BusSubscription;

  constructor(options: MediaRequestsOptions) {
    const { nodeId, bus, log, now, answered } = options;
    this.#options = options;
    this.#subscription = answerRequests({
      ...{ bus, subject: subjects.media(nodeId), log, now, answered },
      handle: (message, isKind) => this.#handle(message, isKind),
      encodeFault: (value) => RelayedReply.encode({ result: { case: 'fault', value } }),
    });
  }

  [Symbol.dispose](): void {
    this.#subscription.unsubscribe();
  }

  async #handle(message: BusMessage, isKind: (kind: string) => void): Promise<void> {
    const request = RelayedRequest.decode(message.data);
    const { principal } = request;
    if (principal === undefined || !isId(principal.sessionId) || principal.subjectId === '')
      throw new WeftError('BAD_REQUEST', 'nobody asks');
    const room = this.#options.rooms.get(request.callId);
    const participant = room.members.seatedAs(principal.subjectId);
    const waitMs = participant.budget.take();
    if (waitMs > 0) throw new WeftError('RATE_LIMITED', undefined, { retryAfterMs: waitMs });
    const { body } = MediaRequest.decode(request.body);
    if (body === undefined) throw new WeftError('BAD_REQUEST', 'nothing is asked');
    isKind(body.case);
    // Who promotes may have heard of the move before this room, or after it.
    if (request.epoch > room.epoch) room.doubted = true;
    if (body.case !== 'promote') requireSame(room.epoch, request.epoch);
    const { replies, line } = participant;
    const earlier = replies.get(principal.sessionId, request.requestId);
    if (earlier !== undefined) {
      message.respond(await earlier);
      return;
    }
    const reply = line.run(async () => {
      const outcome = await this.#perform(room, participant, principal, request.epoch, body);
      const bytes = RelayedReply.encode({
        result: { case: 'body', value: MediaReply.encode({ body: outcome.answer() }) },
      });
      message.respond(bytes);
      outcome.after?.();
      return bytes;
    });
    if (request.requestId !== 0) replies.keep(principal.sessionId, request.requestId, reply);
    await reply;
  }

  async #perform(
    room: Room,
    participant: Participant,
    principal: Principal,
    epoch: number,
    body: RequestBody,
  ): Promise<Outcome> {
    // A request may have waited in line while the room went on.
    if (room.closed) throw new WeftError('ROOM_NOT_FOUND');
    if (body.case === 'join') {
      const joining = await join(room, participant, principal.sessionId, body.value, this.#options.sessions);
      return { answer: () => ({ case: 'joined', value: joining.answer() }), after: () => joining.enter() };
    }
    const attendance = participant.attendance;
    if (body.case === 'rebind') {
      const { sessionId } = principal;
      const same = attendance?.send.id === body.value.sendTransportId;
      if (!same || this.#options.sessions.isGone(sessionId)) throw new WeftError('NOT_JOINED');
      return {
        answer: () => ({ case: 'rebound', value: rebound(room, attendance) }),
        after: () => room.members.rebind(participant, attendance, sessionId),
      };
    }
    // Another session of the same person took the seat over: this one is out.
    if (attendance === undefined || attendance.sessionId !== principal.sessionId)
      throw new WeftError('NOT_JOINED');
    switch (body.case) {
      case 'connectTransport': {
        const dtlsParameters = connectable(body.value.dtls);
        const transport = transportOf(attendance, body.value.transportId);
        await transport.connect({ dtlsParameters }).catch((error: unknown) => {
          throw new WeftError('NOT_AVAILABLE', 'the transport cannot be connected now', { cause: error });
        });
        return DONE;
      }
      case 'produce':
        return answering(await this.#produce(room, participant, attendance, body.value));
      case 'setTrack':
        await setTrack(room, attendance, body.value).catch(goneAs('TRACK_NOT_FOUND'));
        return DONE;
      case 'setConsumer':
        await setConsumer(room, attendance, body.value).catch(goneAs('CONSUMER_NOT_FOUND'));
        return DONE;
      case 'restartIce': {
        const transport = transportOf(attendance, body.value.transportId);
        const ice = await transport.restartIce().catch(goneAs('TRANSPORT_NOT_FOUND'));
        return answering({ case: 'iceRestarted', value: { ice } });
      }
      case 'promote':
        room.moves.promote(participant, epoch, body.value);
        return DONE;
      case 'leave':
        return { ...DONE, after: () => room.members.leave(participant, 'asked') };
      case 'getStats': {
        const [own, pipes] = await Promise.all([attendanceStats(attendance), room.neighbours.stats()]);
        return answering({ case: 'stats', value: { ...own, pipes } });
      }
    }
  }

  async #produce(
    room: Room,
    participant: Participant,
    attendance: Attendance,
    request: Produce,
  ): Promise<ReplyBody> {
    if (request.transportId !== attendance.send.id || attendance.send.closed)
      throw new WeftError('TRANSPORT_NOT_FOUND');
    const { kind, rtpParameters } = sendable(request.kind, request.source, request.rtp);
    if (attendance.tracks.size >= BOUNDS.maxTracksPerParticipant) throw new WeftError('TOO_MANY_TRACKS');
    const id = this.#options.ids.next('track');
    const producer = await attendance.send
      .produce({ id, kind, rtpParameters, paused: request.paused, keyFrameRequestDelay: KEY_FRAME_DELAY_MS })
      .catch(goneAs('RTP_REFUSED'));
    if (attendance.closed) {
      producer.close();
      throw new WeftError('NOT_JOINED');
    }
    const { participantId } = attendance;
    const track: RoomTrack = {
      ...{ id, participantId, kind, source: request.source, producer, origin: 'here' },
      get standby() {
        return participant.standby;
      },
    };
    room.members.addTrack(attendance, track);
    return { case: 'produced', value: { trackId: id } };
  }
}

function transportOf(
  attendance: Attendance,
  transportId: string,
): NonNullable<ReturnType<Attendance['transport']>> {
  const transport = attendance.transport(transportId);
  if (transport === undefined) throw new WeftError('TRANSPORT_NOT_FOUND');
  return transport;
}

async function setTrack(room: Room, attendance: Attendance, { trackId, action }: SetTrack): Promise<void> {
  const track = attendance.tracks.get(trackId);
  if (track === undefined) throw new WeftError('TRACK_NOT_FOUND');
  switch (action) {
    case 'pause':
      return room.pauseTrack(track, true);
    case 'resume':
      return room.pauseTrack(track, false);
    case 'close':
      return room.members.removeTracks(attendance, [track]);
    case 'unspecified':
      throw new WeftError('BAD_REQUEST', 'nothing is to be done with the track');
  }
}

async function setConsumer(room: Room, attendance: Attendance, request: SetConsumer): Promise<void> {
  const subscription = attendance.subscriptionOf(request.consumerId);
  if (subscription === undefined) throw new WeftError('CONSUMER_NOT_FOUND');
  const { layers, paused } = request;
  const wasFlowing = subscription.flowing;
  await subscription.want({
    ...(paused === undefined ? {} : { paused }),
    ...(layers === undefined
      ? {}
      : {
          layers: {
            spatialLayer: Math.min(MAX_LAYER, layers.spatial),
            temporalLayer: Math.min(MAX_LAYER, layers.temporal),
          },
        }),
  });
  if (request.keyFrame) await subscription.requestKeyFrame();
  if (subscription.flowing && (request.keyFrame || !wasFlowing))
    room.neighbours.wantKeyFrame(subscription.track);
}
