import type { TrackSource } from '@weft/proto';
import { BOUNDS } from './bounds.ts';

/** A node of the call. */
export interface Place {
  readonly nodeId: string;
  readonly region: string;
  readonly gateway: boolean;
}

/** A track of the call and the node it is produced at. */
export interface CallTrack {
  readonly trackId: string;
  readonly participantId: string;
  readonly source: TrackSource;
  readonly nodeId: string;
  /** Sent on a standby leg: nobody at another node takes it. */
  readonly standby: boolean;
}

/** A participant here that can receive. */
export interface Receiver {
  readonly participantId: string;
  /** Its leg here is the one that is ready, not the one that carries. */
  readonly standby: boolean;
  /** Tracks its browser cannot decode. */
  readonly refused: ReadonlySet<string>;
  /** Whether another participant's media may reach it. */
  readonly mayHear: (participantId: string) => boolean;
}

export type Upstream =
  | { readonly kind: 'here' }
  /** `reason`: why from there. */
  | {
      readonly kind: 'node';
      readonly nodeId: string;
      readonly reason: 'same-region' | 'gateway' | 'via-gateway';
    }
  | { readonly kind: 'none'; readonly reason: 'origin-not-in-call' | 'node-not-in-call' };

/**
 * The node that takes tracks in for a region: the one marked so; with several
 * marks, or none, the one of lowest id, so that all nodes agree.
 */
export function gatewayOf(region: string, places: readonly Place[]): string | undefined {
  const inRegion = places.filter((place) => place.region === region);
  const marked = inRegion.filter((place) => place.gateway);
  const ids = (marked.length > 0 ? marked : inRegion).map((place) => place.nodeId).sort();
  return ids[0];
}

/** Where a node takes a track from: so that each region takes one copy of it from the track's origin. */
export function upstreamOf(origin: string, nodeId: string, places: readonly Place[]): Upstream {
  if (origin === nodeId) return { kind: 'here' };
  const from = places.find((place) => place.nodeId === origin);
  if (from === undefined) return { kind: 'none', reason: 'origin-not-in-call' };
  const self = places.find((place) => place.nodeId === nodeId);
  if (self === undefined) return { kind: 'none', reason: 'node-not-in-call' };
  if (from.region === self.region) return { kind: 'node', nodeId: origin, reason: 'same-region' };
  const gateway = gatewayOf(self.region, places);
  return gateway === undefined || gateway === nodeId
    ? { kind: 'node', nodeId: origin, reason: 'gateway' }
    : { kind: 'node', nodeId: gateway, reason: 'via-gateway' };
}

/** Whether this node is the one that the asking node has to take the track from. */
export function servesTo(origin: string, nodeId: string, asking: string, places: readonly Place[]): boolean {
  const upstream = upstreamOf(origin, asking, places);
  return upstream.kind === 'node' && upstream.nodeId === nodeId;
}

export type Skipped =
  | 'own-track'
  /** The control plane keeps it from this receiver: a supervisor who listens, or whispers to somebody else. */
  | 'not-for-them'
  | 'cannot-decode'
  | 'too-many'
  /** A standby leg gets what is produced here only. */
  | 'not-produced-here'
  /** The participant has moved here a while ago and sends the same source here. */
  | 'moved-here';

export interface Plan {
  /** Which tracks each receiver is to consume. */
  readonly offers: ReadonlyMap<string, ReadonlySet<string>>;
  /** Which tracks have to be piped here, and from where. */
  readonly pulls: ReadonlyMap<string, Upstream & { readonly kind: 'node' }>;
  /** What a receiver does not get, and why. */
  readonly skipped: readonly {
    readonly participantId: string;
    readonly trackId: string;
    readonly reason: Skipped;
  }[];
}

export interface Situation {
  readonly nodeId: string;
  readonly places: readonly Place[];
  readonly tracks: readonly CallTrack[];
  readonly receivers: readonly Receiver[];
  /** Participants whose home is here by the control plane's word. */
  readonly homeHere: ReadonlySet<string>;
  /** Tracks that other nodes take from this one. */
  readonly downstream: ReadonlySet<string>;
}

/**
 * Who is to consume what, and what has to be piped here for it. A home leg gets
 * what everybody else sends that it may hear, a standby leg the part of it that is produced here;
 * both also get the standby tracks produced here, so that a move finds its consumers made.
 *
 * @param ended tracks that nobody is to take any more
 */
export function planSubscriptions(situation: Situation, ended: ReadonlySet<string>): Plan {
  const { nodeId, places, receivers, downstream } = situation;
  // What carries the call comes before what is only ready to, should the bound be met.
  const tracks = situation.tracks.toSorted((a, b) => Number(a.standby) - Number(b.standby));
  const offers = new Map<string, Set<string>>();
  const skipped: Plan['skipped'][number][] = [];
  const wanted = new Set(downstream);
  for (const receiver of receivers) {
    const { participantId } = receiver;
    const offered = new Set<string>();
    offers.set(participantId, offered);
    for (const track of tracks) {
      const reason = ended.has(track.trackId)
        ? 'moved-here'
        : whySkipped(track, track.nodeId === nodeId, receiver, offered.size);
      if (reason === undefined) {
        offered.add(track.trackId);
        wanted.add(track.trackId);
      } else skipped.push({ participantId, trackId: track.trackId, reason });
    }
  }
  const pulls = new Map<string, Upstream & { readonly kind: 'node' }>();
  for (const track of tracks) {
    if (!wanted.has(track.trackId) || track.standby || ended.has(track.trackId)) continue;
    const upstream = upstreamOf(track.nodeId, nodeId, places);
    if (upstream.kind === 'node') pulls.set(track.trackId, upstream);
  }
  return { offers, pulls, skipped };
}

/** Tracks of other nodes whose participant lives here now and sends the same here: the old home is dead, or has not heard. */
export function supersededBy({ nodeId, tracks, homeHere }: Situation): ReadonlySet<string> {
  const keyOf = ({ participantId, source }: CallTrack): string => `${participantId} ${source}`;
  const here = new Set(
    tracks
      .filter((track) => track.nodeId === nodeId && !track.standby && homeHere.has(track.participantId))
      .map(keyOf),
  );
  return new Set(
    tracks.filter((track) => track.nodeId !== nodeId && here.has(keyOf(track))).map(({ trackId }) => trackId),
  );
}

function whySkipped(
  track: CallTrack,
  here: boolean,
  receiver: Receiver,
  offered: number,
): Skipped | undefined {
  if (track.participantId === receiver.participantId) return 'own-track';
  if (!receiver.mayHear(track.participantId)) return 'not-for-them';
  if (!here && (track.standby || receiver.standby)) return 'not-produced-here';
  if (receiver.refused.has(track.trackId)) return 'cannot-decode';
  return offered >= BOUNDS.maxConsumersPerParticipant ? 'too-many' : undefined;
}
