import {
  type Join,
  type JoinedInit,
  rtp,
  type SctpParametersInit,
  type TransportOptionsInit,
  WeftError,
} from '@weft/proto';
import type { ClientTransport, SctpParameters } from '../ports.ts';
import { Attendance } from './attendance.ts';
import type { HeartbeatLeg } from './heartbeat.ts';
import { receivable } from './negotiate.ts';
import type { Participant } from './participant.ts';
import type { Room } from './room.ts';
import type { Sessions } from './sessions.ts';

const sctpToWire = ({ port, OS, MIS, maxMessageSize }: SctpParameters): SctpParametersInit => ({
  ...{ port, os: OS, mis: MIS, maxMessageSize },
});

const describeTransport = (transport: ClientTransport): TransportOptionsInit => ({
  transportId: transport.id,
  ice: transport.iceParameters,
  candidates: transport.iceCandidates,
  dtls: transport.dtlsParameters,
  ...(transport.sctpParameters === undefined ? {} : { sctp: sctpToWire(transport.sctpParameters) }),
});

/** A join that is ready to take effect: first the answer, then the effect, with nothing in between. */
export interface Joining {
  /** Throws when the room, the seat or the session went away while the transports were made. */
  answer(): JoinedInit;
  /** The participant is in, and hears of everything from here on. */
  enter(): void;
}

/** Makes both transports of a participant in one go. Throws RTP_REFUSED, or UNAVAILABLE when the engine cannot. */
export async function join(
  room: Room,
  participant: Participant,
  sessionId: string,
  request: Join,
  sessions: Sessions,
): Promise<Joining> {
  const capabilities = receivable(request.capabilities);
  const made = await Promise.allSettled([
    room.router.createClientTransport({ data: false }),
    room.router.createClientTransport({ data: request.heartbeat }),
  ]);
  const [send, receive] = made.map((result) => (result.status === 'fulfilled' ? result.value : undefined));
  let heartbeat: HeartbeatLeg | undefined;
  const giveUp = (error: WeftError): never => {
    heartbeat?.[Symbol.dispose]();
    send?.close();
    receive?.close();
    throw error;
  };
  if (send === undefined || receive === undefined)
    return giveUp(new WeftError('UNAVAILABLE', 'the media worker made no transport'));
  if (request.heartbeat)
    heartbeat = await room.heartbeat
      .add(receive)
      .catch((error: unknown) =>
        giveUp(new WeftError('UNAVAILABLE', 'the media worker made no heartbeat', { cause: error })),
      );
  const attendance = new Attendance({
    heartbeat,
    participantId: participant.id,
    leg: participant,
    sessionId,
    capabilities,
    send,
    receive,
  });
  return {
    answer: () => {
      if (room.closed) giveUp(new WeftError('ROOM_NOT_FOUND'));
      if (!room.members.has(participant)) giveUp(new WeftError('NOT_SEATED'));
      if (sessions.isGone(sessionId)) giveUp(new WeftError('NOT_JOINED', 'the session is gone'));
      return {
        participantId: participant.id,
        routerCapabilities: rtp.capabilitiesToWire(room.router.rtpCapabilities),
        send: describeTransport(send),
        receive: describeTransport(receive),
        participants: room.others(participant.id, participant),
        held: room.heldFor(participant.id),
        standby: participant.standby,
        ...(heartbeat === undefined ? {} : { heartbeat: heartbeat.description }),
      };
    },
    enter: () => room.enter(participant, attendance),
  };
}
