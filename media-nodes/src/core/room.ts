import {
  type Bus,
  type Clock,
  type EndCause,
  type Log,
  type Participant as Person,
  type RoomStateInit,
  type SeatReportInit,
  subjects,
  WeftError,
} from '@weft/proto';
import type { ClientTransport, EngineRouter } from '../ports.ts';
import type { Ask } from './ask.ts';
import type { Attendance } from './attendance.ts';
import { requireNotStale } from './fence.ts';
import { liveFrame, type RoomFrame, samePlaces } from './frame.ts';
import { Neighbours, type NewsBody } from './neighbours.ts';
import type { NodeIdentity } from './node.ts';
import { Offers } from './offers.ts';
import { Participant } from './participant.ts';
import { type Push, type PushBody, pushOver } from './push.ts';
import { participantScores, Quality, reachingQuality, sentQuality } from './quality.ts';
import { Reporter } from './report.ts';
import { Roster } from './roster.ts';
import type { Sessions } from './sessions.ts';
import { SpeakerWatch } from './speaker.ts';
import { planSubscriptions } from './subscribe.ts';
import { describeTrack, type RoomTrack } from './track.ts';

export interface RoomOptions {
  readonly node: NodeIdentity;
  readonly frame: RoomFrame;
  readonly router: EngineRouter;
  readonly bus: Bus;
  readonly ask: Ask;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly log: Log;
}

/** One call's media on this node. What it does, in which order: SPEC.md. */
export class Room {
  readonly callId: string;
  readonly router: EngineRouter;
  readonly neighbours: Neighbours;
  /** Everybody with a seat, by participant id. */
  readonly participants = new Map<string, Participant>();
  /** Tracks whose media is in the router, by id. */
  readonly tracks = new Map<string, RoomTrack>();
  readonly #options: RoomOptions;
  readonly #log: Log;
  readonly #push: Push;
  readonly #offers: Offers;
  readonly #roster = new Roster();
  readonly #speaker: SpeakerWatch;
  readonly #quality: Quality<Attendance>;
  readonly #reporter: Reporter;
  readonly #sessionHooks = new Map<Attendance, Disposable>();
  #frame: RoomFrame;
  #settling: 'no' | 'yes' | 'again' = 'no';
  #closed = false;

  constructor(options: RoomOptions) {
    const { frame, router, bus, clock } = options;
    this.#options = options;
    this.#frame = frame;
    this.callId = frame.callId;
    this.router = router;
    const log = options.log.child({ callId: frame.callId });
    this.#log = log;
    const view = liveFrame(() => this.#frame);
    this.#push = pushOver(bus, view);
    const settle = (): void => this.settle();
    const speakerChanged = (participantId: string): void =>
      this.#pushAll({ case: 'speaker', value: { participantId } });
    this.neighbours = new Neighbours({
      ...{ node: options.node, frame: view, router, bus, ask: options.ask, clock, log, changed: settle },
      trackHere: (trackId) => this.tracks.get(trackId),
      trackArrived: (track) => this.#admit(track),
      trackGone: (track) => this.#dismiss(track),
      heard: (body) => this.#heard(body),
    });
    this.#offers = new Offers({
      ...{ router, push: this.#push, log, held: () => this.#frame.held, changed: settle },
      scoreChanged: () => this.#quality.changed(),
    });
    this.#speaker = new SpeakerWatch({
      ...{ router, clock, log, changed: speakerChanged },
      speakerOf: (trackId) => this.tracks.get(trackId)?.participantId,
      farLevels: () => this.neighbours.levels,
      tell: (value) => this.neighbours.tell({ case: 'speakerLevel', value }),
    });
    this.#quality = new Quality<Attendance>({
      clock,
      own: () => participantScores(this.#ownTracks().map(sentQuality)),
      far: () => this.neighbours.scores,
      receivers: () => this.attendances,
      reaching: (attendance) => participantScores([...attendance.subscriptions.values()].map(reachingQuality)),
      push: ({ sessionId }, scores) => this.#push(sessionId, { case: 'scores', value: { scores } }),
      tell: (scores) => this.neighbours.tell({ case: 'scores', value: { scores } }),
    });
    this.#reporter = new Reporter({
      ...{ clock, frame: view, nodeId: options.node.nodeId },
      seats: () => this.#seatReports(),
      pipes: () => this.neighbours.stats(),
      publish: (report) => bus.publish(subjects.roomReport(frame.callId), report),
    });
    this.#seat(frame);
    this.neighbours.follow(undefined);
  }

  get epoch(): number {
    return this.#frame.epoch;
  }

  get held(): boolean {
    return this.#frame.held;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Those who have joined here. */
  get attendances(): Attendance[] {
    return [...this.participants.values()].flatMap(({ attendance }) => attendance ?? []);
  }

  /** Everybody in the call, wherever, but this one. */
  others(participantId: string): readonly Person[] {
    return this.#roster.participants.filter((person) => person.participantId !== participantId);
  }

  /** Whose seat this subject may take. Throws NOT_SEATED. */
  participantOf(subjectId: string): Participant {
    for (const participant of this.participants.values())
      if (participant.seat.subjectId === subjectId) return participant;
    throw new WeftError('NOT_SEATED');
  }

  /** What another node has to know of this one. */
  get state(): RoomStateInit {
    return { tracks: this.#ownTracks().map(describeTrack), participants: this.#joinedHere() };
  }

  /** Brings the room to a new frame. Throws STALE_EPOCH for an older one. */
  update(frame: RoomFrame): void {
    requireNotStale(this.#frame.epoch, frame.epoch);
    const before = this.#frame;
    this.#frame = frame;
    this.#seat(frame);
    if (before.epoch !== frame.epoch || !samePlaces(before, frame)) {
      this.#log.info({ epoch: frame.epoch, places: frame.places.map(({ nodeId }) => nodeId) }, 'room moved on');
      this.neighbours.follow(before);
      this.announce();
    }
    if (before.held !== frame.held) this.#hold(frame.held);
    this.settle();
    this.#reporter.changed();
  }

  /** Tells the other nodes all that is here, whatever they knew. */
  announce(): void {
    for (const participant of this.#joinedHere())
      this.neighbours.tell({ case: 'participantJoined', value: { participant } });
    for (const track of this.#ownTracks())
      this.neighbours.tell({ case: 'trackAdded', value: { track: describeTrack(track) } });
  }

  /** News may have been lost while the bus was away: tells and asks anew. */
  resync(): void {
    this.announce();
    this.neighbours.resync();
    this.#reporter.changed();
  }

  /** The participant has joined; an earlier join of it ends. Call when its reply is on its way. */
  enter(participant: Participant, attendance: Attendance): void {
    if (participant.attendance !== undefined) this.#clear(participant);
    participant.attendance = attendance;
    const { sessionId } = attendance;
    const leave = (): void => this.leave(participant, 'session gone');
    this.#sessionHooks.set(attendance, this.#options.sessions.add(sessionId, leave));
    attendance.listen({
      connectionChanged: () => this.#reporter.changed(),
      transportOver: (transport) => this.#transportOver(participant, attendance, transport),
    });
    this.#log.info({ participantId: participant.id, sessionId }, 'participant joined');
    this.neighbours.tell({ case: 'participantJoined', value: { participant: participant.seat.person } });
    if (this.#speaker.speaker !== '')
      this.#push(sessionId, { case: 'speaker', value: { participantId: this.#speaker.speaker } });
    this.settle();
    this.#reporter.changed();
  }

  /** Ends the participant's join, if there is one. The seat stays. */
  leave(participant: Participant, why: string): void {
    if (participant.attendance === undefined) return;
    this.#clear(participant);
    this.#log.info({ participantId: participant.id, why }, 'participant left');
    this.neighbours.tell({ case: 'participantLeft', value: { participantId: participant.id } });
    this.settle();
    this.#reporter.changed();
  }

  /** A participant here sends a new track. */
  addTrack(attendance: Attendance, track: RoomTrack): void {
    attendance.tracks.set(track.id, track);
    track.producer.on('score', () => this.#quality.changed());
    const { id: trackId, participantId, kind, source } = track;
    this.#log.info({ trackId, participantId, kind, source }, 'track added');
    this.neighbours.tell({ case: 'trackAdded', value: { track: describeTrack(track) } });
    this.#admit(track);
  }

  /** A participant here no longer sends a track. */
  removeTrack(attendance: Attendance, track: RoomTrack): void {
    this.#endTrack(attendance, track);
    this.settle();
  }

  /** A participant here pauses a track or goes on with it. */
  async pauseTrack(track: RoomTrack, paused: boolean): Promise<void> {
    await (paused ? track.producer.pause() : track.producer.resume());
    this.neighbours.tell({ case: 'trackChanged', value: { trackId: track.id, paused } });
    this.#trackChanged(track.id, paused);
    this.settle();
  }

  /** Asks whoever sends the track for a key frame, over whatever nodes. */
  async requestKeyFrame(trackId: string): Promise<void> {
    if (await this.neighbours.requestKeyFrame(trackId)) return;
    for (const { subscriptions } of this.attendances) {
      const subscription = subscriptions.get(trackId);
      if (subscription?.flowing === true) {
        await subscription.requestKeyFrame();
        return;
      }
    }
  }

  /**
   * The closing order: clients are told, then everything is closed from the
   * receivers' end up, then the other nodes and the owner hear of it.
   */
  close(cause: EndCause, tellOwner: boolean): void {
    if (this.#closed) return;
    this.#pushAll({ case: 'roomClosed', value: { cause } });
    this.#closed = true;
    this.#speaker.close();
    this.#quality.close();
    for (const participant of this.participants.values()) {
      if (participant.attendance === undefined) continue;
      this.#clear(participant);
      this.neighbours.tell({ case: 'participantLeft', value: { participantId: participant.id } });
    }
    this.neighbours.close();
    this.tracks.clear();
    this.router.close();
    this.#reporter.close(tellOwner);
    this.#log.info({ epoch: this.epoch, cause }, 'room closed');
  }

  /** Brings who gets what to what there is: called after every change, does nothing when nothing changed. */
  settle(): void {
    if (this.#closed) return;
    if (this.#settling !== 'no') {
      this.#settling = 'again';
      return;
    }
    do {
      this.#settling = 'yes';
      this.#settleOnce();
      // What the round itself caused asks for another.
    } while ((this.#settling as 'yes' | 'again') === 'again');
    this.#settling = 'no';
  }

  #settleOnce(): void {
    const { nodeId } = this.#options.node;
    const attendances = this.attendances;
    const own = this.#ownTracks();
    const plan = planSubscriptions({
      nodeId,
      places: this.#frame.places,
      tracks: [
        ...own.map(({ id, participantId }) => ({ trackId: id, participantId, nodeId })),
        ...this.neighbours.tracks.filter(({ trackId }) => this.tracks.get(trackId)?.origin !== 'here'),
      ],
      receivers: attendances.filter(({ receive }) => !receive.closed),
      downstream: this.neighbours.downstream,
    });
    const { joined, left } = this.#roster.update(this.#joinedHere(), this.neighbours.participants);
    for (const participant of joined)
      this.#pushAll({ case: 'participantJoined', value: { participant } }, participant.participantId);
    this.neighbours.want(plan.pulls);
    for (const attendance of attendances) {
      const trackIds = plan.offers.get(attendance.participantId);
      if (trackIds === undefined) continue;
      this.#offers.bring(attendance, [...trackIds].flatMap((trackId) => this.tracks.get(trackId) ?? []));
    }
    for (const participantId of left)
      this.#pushAll({ case: 'participantLeft', value: { participantId } }, participantId);
    const audible = own.filter(({ kind, producer }) => kind === 'audio' && !producer.paused);
    this.#speaker.observe(new Set(audible.map(({ id }) => id)), audible.length + this.neighbours.audioTracks);
  }

  #heard(body: NewsBody): void {
    switch (body.case) {
      case 'speakerLevel':
        this.#speaker.review();
        return;
      case 'scores':
        this.#quality.changed();
        return;
      case 'trackChanged':
        this.#trackChanged(body.value.trackId, body.value.paused);
        this.settle();
        return;
      case 'trackAdded':
      case 'trackRemoved':
      case 'participantJoined':
      case 'participantLeft':
        this.settle();
    }
  }

  #seat(frame: RoomFrame): void {
    const seated = new Set(frame.seats.map(({ person }) => person.participantId));
    for (const participant of [...this.participants.values()]) {
      if (seated.has(participant.id)) continue;
      if (participant.attendance !== undefined)
        this.#push(participant.attendance.sessionId, { case: 'roomClosed', value: { cause: 'unspecified' } });
      this.leave(participant, 'seat taken away');
      this.participants.delete(participant.id);
    }
    for (const seat of frame.seats) {
      const participant = this.participants.get(seat.person.participantId);
      if (participant === undefined)
        this.participants.set(seat.person.participantId, new Participant(seat, this.#options.clock));
      else participant.seat = seat;
    }
  }

  #hold(on: boolean): void {
    const subscriptions = this.attendances.flatMap((attendance) => [...attendance.subscriptions.values()]);
    Promise.all([this.neighbours.hold(on), ...subscriptions.map((subscription) => subscription.hold(on))]).catch(
      (error: unknown) => this.#log.debug({ error: String(error) }, 'a consumer closed while the call was held'),
    );
    this.#pushAll({ case: 'held', value: { on } });
    this.#log.info({ on }, 'room held');
  }

  #admit(track: RoomTrack): void {
    this.tracks.set(track.id, track);
    this.settle();
  }

  #dismiss(track: RoomTrack): void {
    if (this.tracks.get(track.id) === track) this.tracks.delete(track.id);
    track.producer.close();
    this.settle();
  }

  #endTrack(attendance: Attendance, track: RoomTrack): void {
    attendance.tracks.delete(track.id);
    this.tracks.delete(track.id);
    track.producer.close();
    this.neighbours.trackGone(track);
    this.neighbours.tell({ case: 'trackRemoved', value: { trackId: track.id } });
    this.#log.info({ trackId: track.id, participantId: track.participantId }, 'track removed');
  }

  /** Closes the participant's join without a word to those who only count participants. */
  #clear(participant: Participant): void {
    const { attendance } = participant;
    if (attendance === undefined) return;
    participant.attendance = undefined;
    this.#sessionHooks.get(attendance)?.[Symbol.dispose]();
    this.#sessionHooks.delete(attendance);
    for (const track of [...attendance.tracks.values()]) this.#endTrack(attendance, track);
    attendance.close();
  }

  #transportOver(participant: Participant, attendance: Attendance, transport: ClientTransport): void {
    if (participant.attendance !== attendance) return;
    attendance.endTransport(transport);
    if (attendance.send.closed && attendance.receive.closed) {
      this.leave(participant, 'transports closed');
      return;
    }
    if (attendance.send.closed)
      for (const track of [...attendance.tracks.values()]) this.#endTrack(attendance, track);
    this.settle();
    this.#reporter.changed();
  }

  #trackChanged(trackId: string, paused: boolean): void {
    for (const { sessionId, subscriptions } of this.attendances)
      if (subscriptions.has(trackId)) this.#push(sessionId, { case: 'trackChanged', value: { trackId, paused } });
    this.#quality.changed();
  }

  #pushAll(body: PushBody, except?: string): void {
    for (const { participantId, sessionId } of this.attendances)
      if (participantId !== except) this.#push(sessionId, body);
  }

  #ownTracks(): RoomTrack[] {
    return this.attendances.flatMap(({ tracks }) => [...tracks.values()]);
  }

  #joinedHere(): Person[] {
    return [...this.participants.values()].flatMap(({ attendance, seat }) =>
      attendance === undefined ? [] : [seat.person],
    );
  }

  #seatReports(): SeatReportInit[] {
    const scores = participantScores(this.#ownTracks().map(sentQuality));
    return [...this.participants.values()].map(({ id, attendance }) => ({
      participantId: id,
      joined: attendance !== undefined,
      connected: attendance?.connected ?? false,
      score: scores.get(id) ?? 0,
    }));
  }
}
