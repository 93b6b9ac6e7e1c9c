import {
  type Bus,
  type Clock,
  type EndCause,
  type Log,
  type Participant as Person,
  type RoomStateInit,
  subjects,
} from '@weft/proto';
import type { EngineRouter } from '../ports.ts';
import type { Ask } from './ask.ts';
import type { Attendance, OwnSeat } from './attendance.ts';
import { requireNotStale } from './fence.ts';
import { holdsBack, isParted, liveFrame, type RoomFrame, sameHold, samePlaces } from './frame.ts';
import { Heartbeat } from './heartbeat.ts';
import { Members } from './members.ts';
import { Moves, type TellOwner } from './moves.ts';
import { Neighbours, type NewsBody } from './neighbours.ts';
import type { NodeIdentity } from './node.ts';
import { Offers } from './offers.ts';
import { Overlap } from './overlap.ts';
import type { Participant } from './participant.ts';
import type { Pulse } from './pulse.ts';
import { type Push, pushOver } from './push.ts';
import { participantScores, Quality, reachingQuality, sentQuality } from './quality.ts';
import { Reporter } from './report.ts';
import { RoomTracks } from './room-tracks.ts';
import { Roster } from './roster.ts';
import { Rounds } from './rounds.ts';
import type { Sessions } from './sessions.ts';
import { situationOf } from './situation.ts';
import { SpeakerWatch } from './speaker.ts';
import { planSubscriptions, supersededBy } from './subscribe.ts';
import { describeTrack, type RoomTrack } from './track.ts';

export interface RoomOptions {
  readonly node: NodeIdentity;
  readonly frame: RoomFrame;
  readonly router: EngineRouter;
  readonly bus: Bus;
  readonly ask: Ask;
  readonly tellOwner: TellOwner;
  readonly sessions: Sessions;
  readonly pulse: Pulse;
  readonly clock: Clock;
  readonly log: Log;
}

/** Whether a receiver may be told of this participant; of itself it may. */
const mayKnow = ({ participantId, leg }: Attendance, speakerId: string): boolean =>
  speakerId === participantId || leg.mayHear(speakerId);

/** Who closes a room: its owner, who tells everybody else; or the node, which has to tell them. */
export type ClosedBy = 'owner' | 'node' | 'death';

/** One call's media on this node: wires the parts, and settles who gets what. What it does, in which order: SPEC.md. */
export class Room {
  readonly callId: string;
  readonly router: EngineRouter;
  readonly tracks: RoomTracks;
  readonly members: Members;
  readonly neighbours: Neighbours;
  readonly moves: Moves;
  readonly heartbeat: Heartbeat;
  /** The call may have gone on without this room: somebody knows a later epoch, or the bus was away. */
  doubted = false;
  readonly #nodeId: string;
  readonly #log: Log;
  readonly #push: Push;
  readonly #offers: Offers;
  readonly #overlap: Overlap;
  readonly #roster = new Roster();
  readonly #speaker: SpeakerWatch;
  readonly #quality: Quality<Attendance>;
  readonly #reporter: Reporter;
  #frame: RoomFrame;
  readonly #rounds = new Rounds(() => this.#settleOnce());
  #closed = false;

  constructor(options: RoomOptions) {
    const { frame, router, bus, clock, node, ask, sessions } = options;
    const log = options.log.child({ callId: frame.callId });
    const live = liveFrame(() => this.#frame);
    const changed = (): void => this.settle();
    const scoreChanged = (): void => this.#quality.changed();
    this.#frame = frame;
    this.callId = frame.callId;
    this.router = router;
    this.#nodeId = node.nodeId;
    this.#log = log;
    this.#push = pushOver(bus, sessions, node.pushSource, live);
    this.#overlap = new Overlap(clock, changed);
    this.heartbeat = new Heartbeat(router, options.pulse);
    this.tracks = new RoomTracks({ changed });
    this.neighbours = new Neighbours({
      ...{ node, frame: live, router, bus, ask, clock, log, tracks: this.tracks, changed },
      heard: (body) => this.#heard(body),
      ahead: () => {
        this.doubted = true;
      },
    });
    this.members = new Members({
      ...{ tracks: this.tracks, sessions, push: this.#push, clock, log, changed, scoreChanged },
      tell: (news) => this.neighbours.tell(news),
      moved: () => this.#reporter.changed(),
      trackGone: (track) => this.neighbours.trackGone(track),
      isHeardElsewhere: (id) => this.neighbours.tracks.some(({ participantId }) => participantId === id),
    });
    this.moves = new Moves({
      ...{ nodeId: node.nodeId, frame: live, members: this.members, clock, log },
      tellOwner: options.tellOwner,
      tell: (news) => this.neighbours.tell(news),
      trackGone: (track) => this.neighbours.trackGone(track),
      wantKeyFrame: (track) => this.neighbours.wantKeyFrame(track),
      changed: () => {
        this.settle();
        this.#reporter.changed();
      },
    });
    this.#offers = new Offers({
      ...{ router, push: this.#push, clock, log, changed, scoreChanged },
      held: (listenerId, speakerId) => holdsBack(this.#frame, listenerId, speakerId),
      hot: () => this.#frame.hot,
      paused: (track) => this.neighbours.isPaused(track),
    });
    this.#speaker = new SpeakerWatch({
      ...{ router, clock, log },
      speakerOf: (trackId) => this.tracks.get(trackId)?.participantId,
      farLevels: () => this.neighbours.levels,
      tell: (value) => this.neighbours.tell({ case: 'speakerLevel', value }),
      changed: () => {
        for (const attendance of this.members.attendances) this.#pushSpeaker(attendance);
      },
    });
    this.#quality = new Quality<Attendance>({
      clock,
      own: () => participantScores(this.tracks.home.map(sentQuality)),
      far: () => this.neighbours.scores,
      receivers: () => this.members.attendances,
      reaching: ({ subscriptions }) =>
        participantScores(
          [...subscriptions.values()].filter(({ track }) => !track.standby).map(reachingQuality),
        ),
      push: (receiver, all) => {
        const scores = all.filter(({ participantId }) => mayKnow(receiver, participantId));
        this.#push(receiver.sessionId, { case: 'scores', value: { scores } });
      },
      tell: (scores) => this.neighbours.tell({ case: 'scores', value: { scores } }),
    });
    this.#reporter = new Reporter({
      ...{ clock, frame: live, nodeId: node.nodeId },
      seats: () => this.members.reports,
      pipes: () => this.neighbours.stats(),
      publish: (report) => bus.publish(subjects.roomReport(frame.callId), report),
    });
    this.members.seat(frame.seats, frame.epoch);
    this.neighbours.follow(undefined);
  }

  get epoch(): number {
    return this.#frame.epoch;
  }

  /** Whether the hold keeps this participant from the others. */
  heldFor(participantId: string): boolean {
    return isParted(this.#frame, participantId);
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Everybody who has joined the call, wherever, of whom this one may know. */
  others(selfId: string, seat: OwnSeat): readonly Person[] {
    return this.#roster.participants.filter(
      ({ participantId }) => participantId !== selfId && seat.mayHear(participantId),
    );
  }

  /** What another node has to know of this one. */
  get state(): RoomStateInit {
    return { tracks: this.tracks.home.map(describeTrack), participants: this.members.joined };
  }

  /** Brings the room to a new frame. Throws STALE_EPOCH for an older one. */
  update(frame: RoomFrame): void {
    requireNotStale(this.#frame.epoch, frame.epoch);
    const before = this.#frame;
    this.#frame = frame;
    this.doubted = false;
    const roles = this.members.seat(frame.seats, frame.epoch);
    if (before.epoch !== frame.epoch || !samePlaces(before, frame)) {
      this.#log.info(
        { epoch: frame.epoch, places: frame.places.map(({ nodeId }) => nodeId) },
        'room moved on',
      );
      this.neighbours.follow(before);
      this.#announce();
    }
    this.moves.ordered(roles);
    if (!sameHold(before, frame)) this.#followHold(before);
    this.settle();
    this.#reporter.changed();
  }

  /** News may have been lost while the bus was away: tells and asks anew. */
  resync(): void {
    this.doubted = true;
    this.#announce();
    this.neighbours.follow(undefined);
    this.#reporter.changed();
  }

  /** A join takes effect. Call when its reply is on its way: pushes follow from here on. */
  enter(participant: Participant, attendance: Attendance): void {
    attendance.roster.update(this.others(attendance.participantId, attendance.leg));
    this.members.enter(participant, attendance);
    if (this.#speaker.speaker !== '') this.#pushSpeaker(attendance);
  }

  /** A participant here pauses a track or goes on with it. */
  async pauseTrack(track: RoomTrack, paused: boolean): Promise<void> {
    await (paused ? track.producer.pause() : track.producer.resume());
    if (!track.standby) this.neighbours.tell({ case: 'trackChanged', value: { trackId: track.id, paused } });
    this.#trackChanged();
  }

  /** Asks whoever sends the track for a key frame. Nobody receives it: nothing happens. */
  async requestKeyFrame(trackId: string): Promise<void> {
    if (await this.neighbours.requestKeyFrame(trackId)) return;
    const flowing = this.members.attendances
      .flatMap(({ subscriptions }) => subscriptions.get(trackId) ?? [])
      .find((subscription) => subscription.flowing);
    await flowing?.requestKeyFrame();
  }

  /** The closing order of SPEC.md (MED21). Closed by the node itself, the owner and the other nodes are told. */
  close(cause: EndCause, by: ClosedBy): void {
    if (this.#closed) return;
    if (by === 'death')
      this.neighbours.tell({ case: 'roomLost', value: { participantIds: this.members.atHome } });
    this.members.pushAll({ case: 'roomClosed', value: { cause } });
    this.#closed = true;
    this.moves.close();
    this.#overlap.close();
    this.#speaker.close();
    this.#quality.close();
    if (by === 'owner') this.neighbours.silence();
    this.members.close();
    this.neighbours.close();
    this.tracks.close();
    this.router.close();
    this.#reporter.close(by !== 'owner');
    this.#log.info({ epoch: this.epoch, cause, by }, 'room closed');
  }

  /** Brings who gets what to what there is. Called after every change; does nothing when nothing changed. */
  settle(): void {
    if (this.#closed) return;
    this.#rounds.run();
  }

  #settleOnce(): void {
    const { members, neighbours, tracks } = this;
    const situation = situationOf(this.#nodeId, this);
    const plan = planSubscriptions(situation, this.#overlap.ended(supersededBy(situation)));
    this.#roster.update(members.joined, neighbours.participants);
    const changes = members.attendances.map((attendance) => ({
      ...attendance.roster.update(this.others(attendance.participantId, attendance.leg)),
      sessionId: attendance.sessionId,
    }));
    for (const { sessionId, joined } of changes)
      for (const participant of joined)
        this.#push(sessionId, { case: 'participantJoined', value: { participant } });
    for (const attendance of members.attendances) {
      const trackIds = plan.offers.get(attendance.participantId);
      if (trackIds === undefined) continue;
      this.#offers.bring(
        attendance,
        [...trackIds].flatMap((trackId) => tracks.get(trackId) ?? []),
      );
    }
    for (const { sessionId, left } of changes)
      for (const participantId of left)
        this.#push(sessionId, { case: 'participantLeft', value: { participantId } });
    // After the consumers: a copy that nobody takes any more ends after those who took it.
    neighbours.want(plan.pulls);
    const audible = tracks.home.filter(({ kind, producer }) => kind === 'audio' && !producer.paused);
    this.#speaker.observe(new Set(audible.map(({ id }) => id)), audible.length + neighbours.audioTracks);
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
        this.#trackChanged();
        return;
      case 'participantMoved':
        this.members.pushAbout(body.value.participantId, body);
        return;
      case 'roomLost':
        // Their pages hear of it as well, and ask for the same a little later.
        for (const participant of this.members.standingBy(body.value.participantIds))
          this.moves.promote(participant, this.epoch, { cause: 'worker-died', silentMs: 0 });
        return;
      case 'trackAdded':
      case 'trackRemoved':
      case 'participantJoined':
      case 'participantLeft':
        this.settle();
    }
  }

  #trackChanged(): void {
    this.#quality.changed();
    this.settle();
  }

  /** Tells the other nodes all that is here, whatever they knew. */
  #announce(): void {
    for (const participant of this.members.joined)
      this.neighbours.tell({ case: 'participantJoined', value: { participant } });
    for (const track of this.tracks.home)
      this.neighbours.tell({ case: 'trackAdded', value: { track: describeTrack(track) } });
  }

  #pushSpeaker(attendance: Attendance): void {
    const { speaker } = this.#speaker;
    const participantId = mayKnow(attendance, speaker) ? speaker : '';
    this.#push(attendance.sessionId, { case: 'speaker', value: { participantId } });
  }

  #followHold(before: RoomFrame): void {
    const frame = this.#frame;
    const { attendances } = this.members;
    const barred = attendances.flatMap(({ participantId, subscriptions }) =>
      [...subscriptions.values()].map((subscription) =>
        subscription.bar('held', holdsBack(frame, participantId, subscription.track.participantId)),
      ),
    );
    Promise.all([this.neighbours.followHold(), ...barred]).catch((error: unknown) =>
      this.#log.debug({ error: String(error) }, 'a consumer closed while the call was held'),
    );
    for (const { participantId, sessionId } of attendances) {
      const on = isParted(frame, participantId);
      if (on !== isParted(before, participantId)) this.#push(sessionId, { case: 'held', value: { on } });
    }
    this.#log.info({ on: frame.held, parted: frame.parted }, 'room held');
  }
}
