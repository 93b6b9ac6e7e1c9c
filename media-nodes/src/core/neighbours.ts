import {
  type Bus,
  type Clock,
  isId,
  type Log,
  MalformedMessage,
  type OpenPipe,
  type Participant,
  type ParticipantScore,
  type PipeOpenedInit,
  type PipeStatsInit,
  RoomNews,
  type RoomNewsInit,
  subjects,
  type TrackPipedInit,
  WeftError,
} from '@weft/proto';
import type { EngineRouter } from '../ports.ts';
import { Arrivals } from './arrivals.ts';
import type { Ask } from './ask.ts';
import { BOUNDS } from './bounds.ts';
import { FarSide, type Level } from './far.ts';
import { standing } from './fence.ts';
import { isParted, type RoomFrame } from './frame.ts';
import { Inlets } from './inlets.ts';
import { Leaving } from './leaving.ts';
import type { NodeIdentity } from './node.ts';
import { Outlets } from './outlets.ts';
import { Pipes } from './pipes.ts';
import type { RoomTracks } from './room-tracks.ts';
import { type CallTrack, type Place, type Plan, servesTo } from './subscribe.ts';
import { Sync } from './sync.ts';
import type { RoomTrack } from './track.ts';

export type NewsBody = NonNullable<RoomNews['body']>;
type NewsInit = NonNullable<RoomNewsInit['body']>;

export interface NeighboursOptions {
  readonly node: NodeIdentity;
  /** The room's frame as it is now. */
  readonly frame: RoomFrame;
  readonly router: EngineRouter;
  readonly bus: Bus;
  readonly ask: Ask;
  readonly clock: Clock;
  readonly log: Log;
  readonly tracks: RoomTracks;
  /** Another node told this, and it was kept. */
  readonly heard: (body: NewsBody) => void;
  /** Another node is at a later epoch. */
  readonly ahead: () => void;
  /** What the other nodes have, or take from here, is other than before. */
  readonly changed: () => void;
}

function decodeNews(data: Uint8Array): RoomNews | undefined {
  try {
    return data.length > BOUNDS.maxRequestBytes ? undefined : RoomNews.decode(data);
  } catch (error) {
    if (error instanceof MalformedMessage) return undefined;
    throw error;
  }
}

/** One room's side towards the call's other nodes: what they told, the pipes to them, and what goes over those. */
export class Neighbours {
  readonly #options: NeighboursOptions;
  readonly #far = new FarSide();
  readonly #arrivals: Arrivals;
  readonly #pipes: Pipes;
  readonly #inlets: Inlets;
  readonly #outlets: Outlets;
  readonly #sync: Sync;
  readonly #leaving: Leaving;
  readonly #news: Disposable;
  #silent = false;

  constructor(options: NeighboursOptions) {
    this.#options = options;
    const { node, frame, router, bus, ask, clock, log, changed, tracks } = options;
    const idle = (peerId: string): void => {
      if (!this.#inlets.usesPipe(peerId) && !this.#outlets.usesPipe(peerId)) this.#pipes.drop(peerId);
    };
    this.#arrivals = new Arrivals(clock);
    this.#pipes = new Pipes({
      ...{ nodeId: node.nodeId, region: node.region, listenIp: node.listenIp, address: node.pipeAddress },
      ...{ frame, router, ask, log },
      onClosed: (peerId) => {
        this.#outlets.pipeLost(peerId);
        this.#inlets.pipeLost(peerId);
      },
    });
    this.#inlets = new Inlets({
      ...{ nodeId: node.nodeId, frame, pipes: this.#pipes, ask, clock, log, idle },
      describe: (trackId) => this.#describe(trackId),
      arrived: (track) => {
        tracks.add(track);
        this.#arrivals.tell(track);
      },
      gone: (track) => {
        this.#outlets.trackGone(track);
        tracks.remove([track]);
      },
    });
    this.#outlets = new Outlets({
      ...{ pipes: this.#pipes, log, idle, changed },
      trackHere: async (trackId) => tracks.get(trackId) ?? this.#arrivals.wait(trackId),
      held: (participantId) => isParted(frame, participantId),
      tellEnded: (peerId, trackId) => this.#tellEnded(peerId, trackId),
    });
    this.#leaving = new Leaving(clock, () => {
      this.#keepOnlyPlaces();
      changed();
    });
    this.#sync = new Sync({ frame, far: this.#far, ask, clock, log, learned: () => this.#learned() });
    this.#news = bus.subscribe(subjects.roomNews(frame.callId), ({ data }) => this.#hear(data));
  }

  /** The call's nodes, with those that have just left. */
  get places(): readonly Place[] {
    return [...this.#options.frame.places, ...this.#leaving.places];
  }

  /** What the other nodes' participants send. */
  get tracks(): CallTrack[] {
    return [...this.#far.views].flatMap(([nodeId, view]) =>
      [...view.tracks.values()]
        .filter(({ standby }) => !standby)
        .map(({ trackId, participantId, source }) => ({
          ...{ trackId, participantId, source, nodeId },
          standby: false,
        })),
    );
  }

  /** Audio tracks of the other nodes that are not paused. */
  get audioTracks(): number {
    return [...this.#far.views.values()]
      .flatMap((view) => [...view.tracks.values()])
      .filter((track) => track.kind === 'audio' && !track.paused).length;
  }

  get participants(): Participant[] {
    return [...this.#far.views.values()].flatMap((view) => [...view.participants.values()]);
  }

  get levels(): Level[] {
    return [...this.#far.views.values()].flatMap((view) => view.level ?? []);
  }

  get scores(): ParticipantScore[] {
    return [...this.#far.views.values()].flatMap((view) => view.scores);
  }

  /** Tracks that other nodes take from here. */
  get downstream(): ReadonlySet<string> {
    return this.#outlets.trackIds;
  }

  /** Pipes to other nodes. */
  get pipes(): number {
    return this.#pipes.size;
  }

  /** Whether a track is paused, as its origin last told: the engine follows a little later. */
  isPaused({ id, producer }: RoomTrack): boolean {
    return this.#describe(id)?.track.paused ?? producer.paused;
  }

  /** Brings what is piped here to what is wanted here. */
  want(pulls: Plan['pulls']): void {
    this.#inlets.want(pulls);
  }

  /** A track of this room is over. */
  trackGone(track: RoomTrack): void {
    this.#outlets.trackGone(track);
  }

  /** Tells the call's other nodes. */
  tell(body: NewsInit): void {
    const { frame, node, bus } = this.#options;
    if (frame.places.length < 2 || this.#silent) return;
    const { callId, epoch } = frame;
    bus.publish(subjects.roomNews(callId), RoomNews.encode({ callId, epoch, fromNodeId: node.nodeId, body }));
  }

  /** Nothing more is told: the call's owner tells the other nodes. */
  silence(): void {
    this.#silent = true;
  }

  /** After a new frame, and with `undefined` also after news may have been lost: forgets nodes that left, in a moment if there is a pipe to them, and asks those that are new, or all of them at a new epoch. */
  follow(before: RoomFrame | undefined): void {
    const { frame, node } = this.#options;
    const others = frame.places.map((place) => place.nodeId).filter((nodeId) => nodeId !== node.nodeId);
    for (const place of before?.places ?? [])
      if (this.#pipes.get(place.nodeId) !== undefined && !others.includes(place.nodeId))
        this.#leaving.left(place);
    for (const nodeId of others) this.#leaving.back(nodeId);
    this.#keepOnlyPlaces();
    const known = before?.epoch === frame.epoch ? before.places.map((place) => place.nodeId) : [];
    for (const nodeId of others) if (!known.includes(nodeId)) this.#sync.with(nodeId);
  }

  /** Another node has opened the room or come to its epoch: it may tell and send now what it could not, or no longer what it did. */
  peerOpened(): void {
    this.#sync.peerOpened();
    this.#inlets.poke();
    this.#inlets.verify();
  }

  async openPipe(request: OpenPipe): Promise<PipeOpenedInit> {
    this.#requirePlace(request.fromNodeId);
    return this.#pipes.accept(request);
  }

  /** Throws TRACK_NOT_FOUND when the track is none of the call's, or has to be taken from another node. */
  async pipeTrack(peerId: string, trackId: string): Promise<TrackPipedInit> {
    this.#requirePlace(peerId);
    const { node, frame, tracks } = this.#options;
    const standing = tracks.get(trackId);
    const origin = standing?.origin === 'here' ? node.nodeId : this.#describe(trackId)?.nodeId;
    if (origin === undefined || standing?.standby)
      throw new WeftError('TRACK_NOT_FOUND', 'no such track in this call');
    // Who asks the origin itself knows of a gateway that is about to go.
    if (origin !== node.nodeId && !servesTo(origin, node.nodeId, peerId, frame.places))
      throw new WeftError('TRACK_NOT_FOUND', 'the track has to be taken from another node');
    return this.#outlets.serve(peerId, trackId);
  }

  /** Either end of a copy says that it is over. */
  unpipeTrack(peerId: string, trackId: string): void {
    this.#outlets.release(peerId, trackId);
    this.#inlets.ended(peerId, trackId);
  }

  /**
   * Asks the track's origin for a key frame beside the request that goes back
   * through the pipe: that one is a single datagram, and is sent again only after a second.
   */
  wantKeyFrame(track: RoomTrack): void {
    if (track.origin === 'here' || track.kind !== 'video') return;
    const { ask, frame, log } = this.#options;
    const request = { callId: frame.callId, trackId: track.id };
    ask(track.origin.nodeId, { case: 'requestKeyFrame', value: request }).catch((error: unknown) =>
      log.debug({ trackId: track.id, error: String(error) }, 'origin not asked for a key frame'),
    );
  }

  /** False when nobody takes the track from here. */
  requestKeyFrame(trackId: string): Promise<boolean> {
    return this.#outlets.requestKeyFrame(trackId);
  }

  /** The hold is another one than before. */
  async followHold(): Promise<void> {
    await this.#outlets.followHold();
  }

  /** The copies that come and go, by the pipes' own count. */
  async stats(): Promise<PipeStatsInit[]> {
    const { places } = this.#options.frame;
    const regionOf = (nodeId: string): string =>
      places.find((place) => place.nodeId === nodeId)?.region ?? '';
    const [coming, going] = await Promise.all([this.#inlets.stats(regionOf), this.#outlets.stats(regionOf)]);
    return [...going, ...coming];
  }

  /** Ends the news, then what is asked of others, then the copies, then the pipes. */
  close(): void {
    this.#news[Symbol.dispose]();
    this.#sync.close();
    this.#leaving.close();
    this.#inlets.close();
    this.#outlets.close();
    this.#pipes.close();
    this.#far.clear();
  }

  #keepOnlyPlaces(): void {
    const kept = new Set(this.places.map(({ nodeId }) => nodeId));
    this.#far.keepOnly(kept);
    this.#pipes.keepOnly(kept);
  }

  #describe(trackId: string): ReturnType<ConstructorParameters<typeof Inlets>[0]['describe']> {
    for (const [nodeId, view] of this.#far.views) {
      const track = view.tracks.get(trackId);
      if (track !== undefined) return { track, nodeId };
    }
    return undefined;
  }

  #requirePlace(nodeId: string): void {
    const { frame, node } = this.#options;
    if (nodeId === node.nodeId || !frame.places.some((place) => place.nodeId === nodeId))
      throw new WeftError('NODE_NOT_FOUND', 'that node is not of this call');
  }

  #hear(data: Uint8Array): void {
    const { node, frame, clock, log, heard } = this.#options;
    const news = decodeNews(data);
    if (news === undefined) {
      log.debug({ bytes: data.length }, 'news that is none');
      return;
    }
    if (news.fromNodeId === node.nodeId || news.body === undefined || !isId(news.fromNodeId)) return;
    const at = standing(frame.epoch, news.epoch);
    if (at !== 'same') {
      // Of the past: has no effect. Of the future: asked for when this room gets there.
      log.debug({ peerNodeId: news.fromNodeId, newsEpoch: news.epoch, at }, 'news of another epoch');
      if (at === 'ahead') this.#options.ahead();
      return;
    }
    if (!this.#far.hear(news.fromNodeId, news.body, clock.monotonic())) {
      log.warn({ peerNodeId: news.fromNodeId }, 'news not kept: too many nodes');
      return;
    }
    if (news.body.case === 'trackChanged') this.#applyPause(news.body.value.trackId);
    if (news.body.case === 'trackAdded') this.#applyPause(news.body.value.track?.trackId ?? '');
    heard(news.body);
  }

  #learned(): void {
    for (const { trackId } of this.tracks) this.#applyPause(trackId);
    this.#options.changed();
  }

  /** A piped track pauses where its origin paused. */
  #applyPause(trackId: string): void {
    const told = this.#describe(trackId)?.track;
    const track = this.#options.tracks.get(trackId);
    if (told === undefined || track === undefined || track.origin === 'here') return;
    if (track.producer.paused === told.paused) return;
    const done = told.paused ? track.producer.pause() : track.producer.resume();
    done.catch((error: unknown) =>
      this.#options.log.debug({ trackId, error: String(error) }, 'track gone while pausing'),
    );
  }

  #tellEnded(peerId: string, trackId: string): void {
    const { ask, frame, node, log } = this.#options;
    const { callId, epoch } = frame;
    ask(peerId, { case: 'unpipeTrack', value: { callId, epoch, fromNodeId: node.nodeId, trackId } }).catch(
      (error: unknown) =>
        log.debug({ trackId, peerNodeId: peerId, error: String(error) }, 'other end not told'),
    );
  }
}
