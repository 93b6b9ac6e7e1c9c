import { type Log, type PipeStatsInit, rtp, type TrackPipedInit, WeftError } from '@weft/proto';
import type { Consumer } from '../ports.ts';
import { answersOf, goneAs } from './gone.ts';
import type { Pipes } from './pipes.ts';
import { describeTrack, type RoomTrack } from './track.ts';

/** One copy of a track that is sent to another node. */
interface Outlet {
  readonly peerId: string;
  readonly trackId: string;
  /** Whose track it is; empty while that is not known. */
  participantId: string;
  /** Undefined while it is being made. */
  consumer: Consumer | undefined;
  reply: Promise<TrackPipedInit>;
}

export interface OutletsOptions {
  readonly pipes: Pipes;
  readonly log: Log;
  /** The track once its media is in this room; a gateway has to fetch it first. Throws TRACK_NOT_FOUND after a while. */
  readonly trackHere: (trackId: string) => Promise<RoomTrack>;
  /** Whether the hold keeps this participant's media from everybody. */
  readonly held: (participantId: string) => boolean;
  /** Other nodes take other tracks from here than before. */
  readonly changed: () => void;
  /** Nothing goes to this node any more. */
  readonly idle: (peerId: string) => void;
  /** Tells a node that the copy it takes has ended at this end. */
  readonly tellEnded: (peerId: string, trackId: string) => void;
}

const keyOf = (peerId: string, trackId: string): string => `${peerId} ${trackId}`;

/** The copies of tracks that leave one room for other nodes: at most one of each track to each node. */
export class Outlets {
  readonly #options: OutletsOptions;
  readonly #outlets = new Map<string, Outlet>();

  constructor(options: OutletsOptions) {
    this.#options = options;
  }

  /** Tracks that some node takes from here. */
  get trackIds(): ReadonlySet<string> {
    return new Set([...this.#outlets.values()].map((outlet) => outlet.trackId));
  }

  usesPipe(peerId: string): boolean {
    return [...this.#outlets.values()].some((outlet) => outlet.peerId === peerId);
  }

  /** Sends the track to the node; asked again it answers the same. Throws NOT_AVAILABLE without a pipe to that node. */
  serve(peerId: string, trackId: string): Promise<TrackPipedInit> {
    const key = keyOf(peerId, trackId);
    const standing = this.#outlets.get(key);
    if (standing !== undefined) return standing.reply;
    const made = Promise.withResolvers<TrackPipedInit>();
    const outlet: Outlet = {
      ...{ peerId, trackId, participantId: '', consumer: undefined, reply: made.promise },
    };
    this.#outlets.set(key, outlet);
    this.#make(outlet).then(made.resolve, (error: unknown) => {
      this.#forget(outlet);
      made.reject(error);
    });
    this.#options.changed();
    return outlet.reply;
  }

  /** The node no longer wants the track. */
  release(peerId: string, trackId: string): void {
    const outlet = this.#outlets.get(keyOf(peerId, trackId));
    if (outlet === undefined) return;
    this.#forget(outlet);
    this.#options.log.info({ trackId, peerNodeId: peerId }, 'track no longer piped out');
    if (!this.usesPipe(peerId)) this.#options.idle(peerId);
  }

  /**
   * The track's media is gone from this room. Of a track produced here the
   * others hear by news; of one that was only handed on they have to be told.
   */
  trackGone(track: RoomTrack): void {
    for (const outlet of [...this.#outlets.values()]) {
      if (outlet.trackId !== track.id || outlet.consumer === undefined) continue;
      this.#forget(outlet);
      if (track.origin !== 'here') this.#options.tellEnded(outlet.peerId, track.id);
      if (!this.usesPipe(outlet.peerId)) this.#options.idle(outlet.peerId);
    }
  }

  /** The pipe to this node is over. */
  pipeLost(peerId: string): void {
    for (const outlet of [...this.#outlets.values()]) if (outlet.peerId === peerId) this.#forget(outlet);
  }

  /** What is held is not forwarded to other nodes either: brings the copies to what the hold is now. */
  async followHold(): Promise<void> {
    await Promise.all(
      [...this.#outlets.values()].map(async ({ consumer, participantId }) => {
        if (this.#options.held(participantId)) await consumer?.pause();
        else await consumer?.resume();
      }),
    );
  }

  /** Asks the track's sender for a key frame. False when no node takes the track. */
  async requestKeyFrame(trackId: string): Promise<boolean> {
    const outlet = [...this.#outlets.values()].find((entry) => entry.trackId === trackId);
    if (outlet?.consumer === undefined) return false;
    await outlet.consumer.requestKeyFrame();
    return true;
  }

  close(): void {
    for (const outlet of this.#outlets.values()) outlet.consumer?.close();
    this.#outlets.clear();
  }

  /** What was sent so far, by the pipes' own count. */
  async stats(regionOf: (nodeId: string) => string): Promise<PipeStatsInit[]> {
    const sent = [...this.#outlets.values()].flatMap(({ consumer, trackId, peerId }) =>
      consumer === undefined ? [] : [{ consumer, trackId, peerId }],
    );
    return answersOf(
      sent.map(async ({ consumer, trackId, peerId }) => {
        const streams = (await consumer.getStats()).filter((stream) => stream.type === 'outbound-rtp');
        return {
          ...{ trackId, peerNodeId: peerId, peerRegion: regionOf(peerId), outgoing: true },
          bytes: streams.reduce((sum, stream) => sum + stream.byteCount, 0),
          packets: streams.reduce((sum, stream) => sum + stream.packetCount, 0),
        };
      }),
    );
  }

  async #make(outlet: Outlet): Promise<TrackPipedInit> {
    const { pipes, held, log, trackHere } = this.#options;
    const { peerId, trackId } = outlet;
    const pipe = pipes.get(peerId);
    if (pipe === undefined) throw new WeftError('NOT_AVAILABLE', 'open the pipe first');
    const [track, transport] = await Promise.all([trackHere(trackId), pipe.ready]);
    const consumer = await transport.consume({ producerId: trackId }).catch(goneAs('TRACK_NOT_FOUND'));
    if (this.#outlets.get(keyOf(peerId, trackId)) !== outlet) {
      consumer.close();
      throw new WeftError('TRACK_NOT_FOUND', 'the track was let go before it was piped');
    }
    outlet.consumer = consumer;
    outlet.participantId = track.participantId;
    consumer.on('producerclose', () => this.#forget(outlet));
    if (held(track.participantId)) await consumer.pause();
    log.info({ trackId, peerNodeId: peerId }, 'track piped out');
    return { track: describeTrack(track), rtp: rtp.parametersToWire(consumer.rtpParameters) };
  }

  #forget(outlet: Outlet): void {
    const key = keyOf(outlet.peerId, outlet.trackId);
    outlet.consumer?.close();
    if (this.#outlets.get(key) !== outlet) return;
    this.#outlets.delete(key);
    this.#options.changed();
  }
}
