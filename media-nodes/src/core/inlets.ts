import {
  type Clock,
  type Log,
  type PipeStatsInit,
  type RtpParameters,
  rtp,
  type Timer,
  type Track,
  type TrackPiped,
  WeftError,
} from '@weft/proto';
import { type Ask, expectCase } from './ask.ts';
import { answersOf } from './gone.ts';
import { checkParameters } from './negotiate.ts';
import type { Pipes } from './pipes.ts';
import type { RoomTrack } from './track.ts';

/** First pause before a track is asked for again; doubles up to the last. */
const FIRST_RETRY_MS = 200;
const LAST_RETRY_MS = 4_000;
/** A gateway has to ask the track's origin first, so this is more than one request's time. */
const PIPE_TIMEOUT_MS = 4_000;
/** How often the upstream node is told that a track is no longer wanted. */
const RELEASE_TRIES = 3;

/** One track that is wanted here from another node. */
interface Inlet {
  readonly trackId: string;
  readonly from: string;
  state:
    | { readonly is: 'asking' }
    | { readonly is: 'waiting'; readonly timer: Timer }
    | ({ readonly is: 'here' } & Arrived);
  failures: number;
}

/** A track that is here, with what tells this copy of it from another. */
interface Arrived {
  readonly track: RoomTrack;
  readonly copyId: string;
}

/** Every copy has SSRCs of its own. */
const copyIdOf = (rtpParameters: RtpParameters | undefined): string =>
  (rtpParameters?.encodings ?? []).map(({ ssrc }) => ssrc).join();

export interface InletsOptions {
  readonly nodeId: string;
  readonly frame: { readonly callId: string; readonly epoch: number };
  readonly pipes: Pipes;
  readonly ask: Ask;
  readonly clock: Clock;
  readonly log: Log;
  /** The track as its origin last told of it. */
  readonly describe: (trackId: string) => { readonly track: Track; readonly nodeId: string } | undefined;
  readonly arrived: (track: RoomTrack) => void;
  readonly gone: (track: RoomTrack) => void;
  /** Nothing is wanted from this node any more. */
  readonly idle: (peerId: string) => void;
}

/** The tracks that are piped into one room: what is wanted is kept coming, what is not is let go. */
export class Inlets {
  readonly #options: InletsOptions;
  readonly #inlets = new Map<string, Inlet>();

  constructor(options: InletsOptions) {
    this.#options = options;
  }

  /** Brings the inlets to what is wanted: track ids with the node each is to come from. */
  want(pulls: ReadonlyMap<string, { readonly nodeId: string }>): void {
    for (const inlet of [...this.#inlets.values()])
      if (pulls.get(inlet.trackId)?.nodeId !== inlet.from) this.#drop(inlet);
    for (const [trackId, { nodeId }] of pulls) {
      if (this.#inlets.has(trackId)) continue;
      const inlet: Inlet = { trackId, from: nodeId, state: { is: 'asking' }, failures: 0 };
      this.#inlets.set(trackId, inlet);
      void this.#pull(inlet);
    }
  }

  /** Asks again now for what waits to be asked for: a node may have become able to answer. */
  poke(): void {
    for (const inlet of this.#inlets.values()) if (inlet.state.is === 'waiting') this.#again(inlet);
  }

  /**
   * Asks the upstream nodes whether they still send what is here. A node whose
   * room was opened anew sends nothing, and could not say so before.
   */
  verify(): void {
    for (const inlet of this.#inlets.values())
      if (inlet.state.is === 'here') void this.#verify(inlet, inlet.state);
  }

  /** The pipe to this node is over; what came by it is asked for again over a new one. */
  pipeLost(peerId: string): void {
    for (const inlet of this.#inlets.values()) if (inlet.from === peerId) this.#lose(inlet);
  }

  /** The node that sent this track says that its copy has ended; it is asked for again. */
  ended(peerId: string, trackId: string): void {
    const inlet = this.#inlets.get(trackId);
    if (inlet?.from === peerId) this.#lose(inlet);
  }

  usesPipe(peerId: string): boolean {
    return [...this.#inlets.values()].some((inlet) => inlet.from === peerId);
  }

  close(): void {
    for (const inlet of this.#inlets.values()) if (inlet.state.is === 'waiting') inlet.state.timer.cancel();
    this.#inlets.clear();
  }

  /** What arrived so far, by the pipes' own count. */
  async stats(regionOf: (nodeId: string) => string): Promise<PipeStatsInit[]> {
    const here = [...this.#inlets.values()].flatMap((inlet) =>
      inlet.state.is === 'here' ? [{ inlet, track: inlet.state.track }] : [],
    );
    return answersOf(
      here.map(async ({ inlet, track }) => {
        const streams = await track.producer.getStats();
        return {
          trackId: inlet.trackId,
          peerNodeId: inlet.from,
          peerRegion: regionOf(inlet.from),
          outgoing: false,
          bytes: streams.reduce((sum, stream) => sum + stream.byteCount, 0),
          packets: streams.reduce((sum, stream) => sum + stream.packetCount, 0),
        };
      }),
    );
  }

  async #pull(inlet: Inlet): Promise<void> {
    const { pipes, log } = this.#options;
    try {
      const arrived = await this.#fetch(inlet);
      const { track } = arrived;
      if (this.#inlets.get(inlet.trackId) !== inlet) {
        track.producer.close();
        return;
      }
      inlet.state = { is: 'here', ...arrived };
      inlet.failures = 0;
      log.info({ trackId: inlet.trackId, peerNodeId: inlet.from }, 'track piped in');
      this.#options.arrived(track);
    } catch (error) {
      if (this.#inlets.get(inlet.trackId) !== inlet) return;
      log.debug(
        { trackId: inlet.trackId, peerNodeId: inlet.from, error: String(error) },
        'track not piped yet',
      );
      // The other end has no pipe: this end is the rest of an earlier one.
      if (error instanceof WeftError && error.code === 'NOT_AVAILABLE') pipes.drop(inlet.from);
      this.#retryLater(inlet);
    }
  }

  async #fetch(inlet: Inlet): Promise<Arrived> {
    const { pipes, describe } = this.#options;
    const { trackId, from } = inlet;
    const pipe = pipes.to(from);
    await pipe.known;
    // Both questions are under way at once: one round trip, not two.
    const [piped, transport] = await Promise.all([this.#askFor(inlet), pipe.ready]);
    const told = describe(trackId);
    const track = told?.track ?? piped.track;
    if (
      track === undefined ||
      track.trackId !== trackId ||
      track.kind === 'unspecified' ||
      piped.rtp === undefined
    )
      throw new WeftError('TRACK_NOT_FOUND', `${from} described another track`);
    checkParameters(track.kind, piped.rtp);
    const producer = await transport.produce({
      id: trackId,
      kind: track.kind,
      rtpParameters: rtp.parametersFromWire(piped.rtp),
      paused: describe(trackId)?.track.paused ?? track.paused,
    });
    const origin = { nodeId: told?.nodeId ?? from };
    const { participantId, kind, source } = track;
    return {
      track: { id: trackId, participantId, kind, source, producer, origin, standby: false },
      copyId: copyIdOf(piped.rtp),
    };
  }

  /** Asked again it changes nothing upstream and answers the same. */
  async #askFor({ trackId, from }: Inlet): Promise<TrackPiped> {
    const { ask, frame, nodeId } = this.#options;
    const request = { callId: frame.callId, epoch: frame.epoch, fromNodeId: nodeId, trackId };
    return expectCase(await ask(from, { case: 'pipeTrack', value: request }, PIPE_TIMEOUT_MS), 'trackPiped');
  }

  async #verify(inlet: Inlet, arrived: Arrived): Promise<void> {
    const standing = await this.#askFor(inlet).then(
      (piped) => (copyIdOf(piped.rtp) === arrived.copyId ? 'same' : 'other'),
      (error: unknown) => (error instanceof WeftError ? error.code : 'INTERNAL'),
    );
    // What is no clear answer changes nothing: media may flow all the same.
    if (standing !== 'other' && standing !== 'NOT_AVAILABLE' && standing !== 'TRACK_NOT_FOUND') return;
    if (this.#inlets.get(inlet.trackId) !== inlet) return;
    if (inlet.state.is !== 'here' || inlet.state.copyId !== arrived.copyId) return;
    this.#options.log.info(
      { trackId: inlet.trackId, peerNodeId: inlet.from, standing },
      'copy lost upstream',
    );
    this.#lose(inlet);
    // The other end has no pipe: what is left of it here is of no use to any track.
    if (standing === 'NOT_AVAILABLE') this.#options.pipes.drop(inlet.from);
  }

  #lose(inlet: Inlet): void {
    if (inlet.state.is !== 'here') return;
    const { track } = inlet.state;
    this.#retryLater(inlet);
    this.#options.gone(track);
  }

  #retryLater(inlet: Inlet): void {
    const delayMs = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** inlet.failures);
    inlet.failures += 1;
    inlet.state = { is: 'waiting', timer: this.#options.clock.after(delayMs, () => this.#again(inlet)) };
  }

  #again(inlet: Inlet): void {
    if (this.#inlets.get(inlet.trackId) !== inlet || inlet.state.is !== 'waiting') return;
    inlet.state.timer.cancel();
    inlet.state = { is: 'asking' };
    void this.#pull(inlet);
  }

  #drop(inlet: Inlet): void {
    this.#inlets.delete(inlet.trackId);
    const { state } = inlet;
    if (state.is === 'waiting') state.timer.cancel();
    if (state.is === 'here') {
      this.#options.gone(state.track);
      this.#options.log.info({ trackId: inlet.trackId, peerNodeId: inlet.from }, 'track no longer piped in');
    }
    // A track that its origin took away is let go by everybody who heard so.
    if (this.#options.describe(inlet.trackId) !== undefined) void this.#release(inlet);
    if (!this.usesPipe(inlet.from)) this.#options.idle(inlet.from);
  }

  async #release(inlet: Inlet): Promise<void> {
    const { ask, frame, nodeId, log } = this.#options;
    const { trackId, from } = inlet;
    for (let tries = 0; tries < RELEASE_TRIES; tries += 1) {
      if (this.#inlets.get(trackId)?.from === from) return;
      try {
        const request = { callId: frame.callId, epoch: frame.epoch, fromNodeId: nodeId, trackId };
        await ask(from, { case: 'unpipeTrack', value: request });
        return;
      } catch (error) {
        // Only what may succeed later is tried again; a node that knows no such track has nothing to let go.
        if (!(error instanceof WeftError) || (error.code !== 'TIMEOUT' && error.code !== 'UNAVAILABLE'))
          return;
        log.debug({ trackId, peerNodeId: from, error: error.code }, 'upstream not told yet');
      }
    }
  }
}
