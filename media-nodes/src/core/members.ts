import {
  type Clock,
  type Log,
  type Participant as Person,
  type RoomNewsInit,
  type SeatReportInit,
  WeftError,
} from '@weft/proto';
import type { ClientTransport } from '../ports.ts';
import type { Attendance } from './attendance.ts';
import { BOUNDS } from './bounds.ts';
import { Participant, type Seat } from './participant.ts';
import type { Push, PushBody } from './push.ts';
import { participantScores, sentQuality } from './quality.ts';
import { Retiring } from './retiring.ts';
import type { RoomTracks } from './room-tracks.ts';
import type { Sessions } from './sessions.ts';
import { describeTrack, type RoomTrack } from './track.ts';

export interface MembersOptions {
  readonly tracks: RoomTracks;
  readonly sessions: Sessions;
  readonly push: Push;
  readonly clock: Clock;
  readonly log: Log;
  /** Tells the call's other nodes. */
  readonly tell: (news: NonNullable<RoomNewsInit['body']>) => void;
  /** Who is here has changed: settle who gets what. */
  readonly changed: () => void;
  /** A participant came, went, was connected or lost: the owner is to hear. */
  readonly moved: () => void;
  /** How well a participant's track comes in has changed. */
  readonly scoreChanged: () => void;
  /** The other nodes no longer get this track from here. */
  readonly trackGone: (track: RoomTrack) => void;
  /** Whether another node has told that this participant's media comes from there. */
  readonly isHeardElsewhere: (participantId: string) => boolean;
}

/** A participant whose leg here has another role than before an order, and why. */
export interface RoleChange {
  readonly participant: Participant;
  readonly reason: string;
}

/** The people of one room: who has a seat, who has joined on it, and what they send. */
export class Members {
  readonly #options: MembersOptions;
  readonly #participants = new Map<string, Participant>();
  readonly #sessionHooks = new Map<Attendance, Disposable>();
  readonly #retiring: Retiring;

  constructor(options: MembersOptions) {
    this.#options = options;
    this.#retiring = new Retiring(options.clock, (attendance) => this.#end(attendance));
  }

  /** Those who have joined. */
  get attendances(): Attendance[] {
    return [...this.#participants.values()].flatMap(({ attendance }) => attendance ?? []);
  }

  /** Those who have joined, as others see them. */
  get joined(): Person[] {
    return [...this.#participants.values()].flatMap(({ attendance, seat }) =>
      attendance === undefined ? [] : [seat.person],
    );
  }

  get reports(): SeatReportInit[] {
    const scores = participantScores(this.#options.tracks.home.map(sentQuality));
    return [...this.#participants.values()].map(({ id, attendance, standby }) => ({
      participantId: id,
      joined: attendance !== undefined,
      connected: attendance?.connected ?? false,
      score: scores.get(id) ?? 0,
      standby,
    }));
  }

  has(participant: Participant): boolean {
    return this.#participants.get(participant.id) === participant;
  }

  /** Whose seat this subject may take. Throws NOT_SEATED. */
  seatedAs(subjectId: string): Participant {
    for (const participant of this.#participants.values())
      if (participant.seat.subjectId === subjectId) return participant;
    throw new WeftError('NOT_SEATED');
  }

  /** Whether anybody's transports are up. */
  get connected(): boolean {
    return this.attendances.some(({ connected }) => connected);
  }

  /** Whether a promotion waits for the owner's answer. */
  get promoting(): boolean {
    return [...this.#participants.values()].some(({ promotion }) => promotion?.answered === false);
  }

  /** Whether somebody was promoted here and no order says so yet. */
  get promoted(): boolean {
    return [...this.#participants.values()].some(({ promotion }) => promotion !== undefined);
  }

  /** Participants whose home is here by the control plane's word. */
  get homeHere(): ReadonlySet<string> {
    return new Set(
      [...this.#participants.values()].flatMap(({ id, homeByOrder }) => (homeByOrder ? id : [])),
    );
  }

  /** Who is at home here and has joined. */
  get atHome(): string[] {
    return [...this.#participants.values()].flatMap(({ id, attendance, standby }) =>
      attendance === undefined || standby ? [] : id,
    );
  }

  /** Those of these whose joined leg here stands by. */
  standingBy(participantIds: readonly string[]): Participant[] {
    return participantIds.slice(0, BOUNDS.maxSeats).flatMap((id) => {
      const participant = this.#participants.get(id);
      return participant?.standby && participant.attendance !== undefined ? participant : [];
    });
  }

  /**
   * Brings the seats to these; who has none any more is put out, and is seen and heard by the others for a moment
   * yet when their media comes from another node now. Says whose leg has another role now.
   */
  seat(seats: readonly Seat[], epoch: number): RoleChange[] {
    const seated = new Set(seats.map(({ person }) => person.participantId));
    for (const participant of [...this.#participants.values()]) {
      if (seated.has(participant.id)) continue;
      const { attendance } = participant;
      if (attendance !== undefined)
        this.#options.push(attendance.sessionId, { case: 'roomClosed', value: { cause: 'unspecified' } });
      const retires = !participant.standby && this.#options.isHeardElsewhere(participant.id);
      if (retires && attendance !== undefined) this.#retiring.retire(attendance);
      this.leave(participant, 'seat taken away');
      this.#participants.delete(participant.id);
    }
    return seats.flatMap((seat) => {
      const participant = this.#participants.get(seat.person.participantId);
      if (participant === undefined) {
        this.#participants.set(seat.person.participantId, new Participant(seat, this.#options.clock));
        return [];
      }
      const reason = participant.order(seat, epoch);
      return reason === undefined ? [] : { participant, reason };
    });
  }

  /** The participant has joined; an earlier join of it ends. */
  enter(participant: Participant, attendance: Attendance): void {
    const { log, tell, changed, moved } = this.#options;
    // Others see one participant that goes on, not one that leaves and comes.
    if (participant.attendance !== undefined) this.#end(participant.attendance);
    this.#retiring.end(participant.id);
    participant.attendance = attendance;
    const { sessionId } = attendance;
    this.#follow(participant, attendance);
    attendance.listen({
      connectionChanged: () => {
        if (attendance.orphaned && !attendance.connected) this.leave(participant, 'session gone');
        moved();
      },
      transportOver: (transport) => this.#transportOver(participant, attendance, transport),
    });
    log.info({ participantId: participant.id, sessionId }, 'participant joined');
    tell({ case: 'participantJoined', value: { participant: participant.seat.person } });
    changed();
    moved();
  }

  /** The page that has joined goes on with another session. */
  rebind(participant: Participant, attendance: Attendance, sessionId: string): void {
    this.#sessionHooks.get(attendance)?.[Symbol.dispose]();
    attendance.sessionId = sessionId;
    attendance.orphaned = false;
    this.#follow(participant, attendance);
    this.#options.log.info({ participantId: participant.id, sessionId }, 'participant has another session');
  }

  /** Ends the participant's join, if there is one. The seat stays. */
  leave(participant: Participant, why: string): void {
    const { attendance } = participant;
    if (attendance === undefined) return;
    const { log, tell, changed, moved } = this.#options;
    if (!this.#retiring.has(attendance)) this.#end(attendance);
    participant.attendance = undefined;
    log.info({ participantId: participant.id, why }, 'participant left');
    tell({ case: 'participantLeft', value: { participantId: participant.id } });
    changed();
    moved();
  }

  /** A participant sends a new track. */
  addTrack(attendance: Attendance, track: RoomTrack): void {
    const { log, tell, tracks, scoreChanged } = this.#options;
    attendance.tracks.set(track.id, track);
    track.producer.on('score', scoreChanged);
    const { id: trackId, participantId, kind, source, standby } = track;
    log.info({ trackId, participantId, kind, source, standby }, 'track added');
    if (!track.standby) tell({ case: 'trackAdded', value: { track: describeTrack(track) } });
    tracks.add(track);
  }

  /** A participant no longer sends these tracks. */
  removeTracks(attendance: Attendance, tracks: readonly RoomTrack[]): void {
    const { log, tell, trackGone } = this.#options;
    for (const track of tracks) {
      attendance.tracks.delete(track.id);
      trackGone(track);
      if (!track.standby) tell({ case: 'trackRemoved', value: { trackId: track.id } });
      log.info({ trackId: track.id, participantId: track.participantId }, 'track removed');
    }
    this.#options.tracks.remove(tracks);
  }

  /** Pushes to everybody who has joined. */
  pushAll(body: PushBody): void {
    for (const { sessionId } of this.attendances) this.#options.push(sessionId, body);
  }

  /** Pushes what one participant does to everybody else here who may know of it. */
  pushAbout(speakerId: string, body: PushBody): void {
    for (const { participantId, sessionId, leg } of this.attendances)
      if (participantId !== speakerId && leg.mayHear(speakerId)) this.#options.push(sessionId, body);
  }

  /** The room closes: ends every join without a word to the clients, who know. */
  close(): void {
    for (const attendance of this.attendances) attendance.endReceiving();
    this.#retiring.close();
    for (const participant of this.#participants.values()) {
      if (participant.attendance === undefined) continue;
      this.#end(participant.attendance);
      participant.attendance = undefined;
      this.#options.tell({ case: 'participantLeft', value: { participantId: participant.id } });
    }
  }

  /** Who says goodbye or is shut out leaves; who only lost the session goes on being heard while they are connected. */
  #follow(participant: Participant, attendance: Attendance): void {
    const { sessionId } = attendance;
    const ended = (hasLeft: boolean): void => {
      if (hasLeft || !attendance.connected) this.leave(participant, 'session gone');
      else attendance.orphaned = true;
    };
    this.#sessionHooks.set(attendance, this.#options.sessions.add(sessionId, ended));
  }

  /** What it receives, what it sends, its transports: in this order. */
  #end(attendance: Attendance): void {
    this.#sessionHooks.get(attendance)?.[Symbol.dispose]();
    this.#sessionHooks.delete(attendance);
    attendance.endReceiving();
    this.removeTracks(attendance, [...attendance.tracks.values()]);
    attendance.close();
  }

  #transportOver(participant: Participant, attendance: Attendance, transport: ClientTransport): void {
    if (participant.attendance !== attendance) return;
    if (transport === attendance.receive) attendance.endReceiving();
    else this.removeTracks(attendance, [...attendance.tracks.values()]);
    transport.close();
    if (attendance.send.closed && attendance.receive.closed) this.leave(participant, 'transports closed');
    else {
      this.#options.changed();
      this.#options.moved();
    }
  }
}
