import type { Participant, ParticipantScore, RoomNews, RoomState, Track } from '@weft/proto';
import { BOUNDS } from './bounds.ts';

/** The loudest participant at a node. dBov, -127 (silence) to 0. */
export interface Level {
  readonly participantId: string;
  readonly dbov: number;
  /** When it was told, in the clock's monotonic milliseconds. */
  readonly atMs: number;
}

/** What one other node of the call has told of itself. */
export interface FarView {
  readonly tracks: ReadonlyMap<string, Track>;
  readonly participants: ReadonlyMap<string, Participant>;
  readonly level: Level | undefined;
  readonly scores: readonly ParticipantScore[];
}

type NewsBody = NonNullable<RoomNews['body']>;
/** News with the time it was heard. */
interface Heard {
  readonly body: NewsBody;
  readonly atMs: number;
}

export const EMPTY_VIEW: FarView = {
  tracks: new Map(),
  participants: new Map(),
  level: undefined,
  scores: [],
};

const withEntry = <Value>(map: ReadonlyMap<string, Value>, key: string, value: Value): Map<string, Value> =>
  new Map(map).set(key, value);

const without = <Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> => {
  if (!map.has(key)) return map;
  const copy = new Map(map);
  copy.delete(key);
  return copy;
};

/** The view after a piece of news. News told twice, or of what is gone, changes nothing. */
export function fold(view: FarView, { body, atMs }: Heard): FarView {
  switch (body.case) {
    case 'trackAdded': {
      const { track } = body.value;
      if (track === undefined) return view;
      if (!view.tracks.has(track.trackId) && view.tracks.size >= BOUNDS.maxFarTracks) return view;
      return { ...view, tracks: withEntry(view.tracks, track.trackId, track) };
    }
    case 'trackRemoved':
      return { ...view, tracks: without(view.tracks, body.value.trackId) };
    case 'trackChanged': {
      const track = view.tracks.get(body.value.trackId);
      if (track === undefined) return view;
      const changed = { ...track, paused: body.value.paused };
      return { ...view, tracks: withEntry(view.tracks, track.trackId, changed) };
    }
    case 'participantJoined': {
      const { participant } = body.value;
      if (participant === undefined || view.participants.size >= BOUNDS.maxSeats) return view;
      return { ...view, participants: withEntry(view.participants, participant.participantId, participant) };
    }
    case 'participantLeft':
      return { ...view, participants: without(view.participants, body.value.participantId) };
    case 'participantMoved':
    case 'roomLost':
      return view;
    case 'speakerLevel':
      return { ...view, level: { ...body.value, atMs } };
    case 'scores':
      return { ...view, scores: body.value.scores.slice(0, BOUNDS.maxSeats) };
  }
}

/**
 * The view after a snapshot. News that came while the snapshot was on its way
 * may be older or newer than it, so all of it is told again on top: what the
 * snapshot held already changes nothing, what came after it is kept.
 */
export function rebase(view: FarView, snapshot: RoomState, window: readonly Heard[]): FarView {
  const base: FarView = {
    ...view,
    tracks: new Map(snapshot.tracks.slice(0, BOUNDS.maxFarTracks).map((track) => [track.trackId, track])),
    participants: new Map(
      snapshot.participants.slice(0, BOUNDS.maxSeats).map((person) => [person.participantId, person]),
    ),
  };
  return window.reduce(fold, base);
}

/** A snapshot that has been asked for. */
export interface Window {
  /** False when more news came than is kept: ask again. */
  finish(snapshot: RoomState): boolean;
  /** There will be no snapshot. */
  abandon(): void;
}

/** What the call's other nodes have told, by node. */
export class FarSide {
  readonly #views = new Map<string, FarView>();
  readonly #windows = new Map<string, Set<Heard[]>>();

  get views(): ReadonlyMap<string, FarView> {
    return this.#views;
  }

  /** Also of a node that is not in the call's places yet: the order to add it may come later. False = not kept. */
  hear(nodeId: string, body: NewsBody, atMs: number): boolean {
    if (!this.#views.has(nodeId) && this.#views.size >= BOUNDS.maxFarNodes) return false;
    const heard = { body, atMs };
    for (const window of this.#windows.get(nodeId) ?? [])
      if (window.length <= BOUNDS.maxWindowNews) window.push(heard);
    this.#views.set(nodeId, fold(this.#views.get(nodeId) ?? EMPTY_VIEW, heard));
    return true;
  }

  /** Call when asking a node for a snapshot. */
  openWindow(nodeId: string): Window {
    const window: Heard[] = [];
    const windows = this.#windows.get(nodeId) ?? new Set();
    this.#windows.set(nodeId, windows.add(window));
    const abandon = (): void => {
      windows.delete(window);
      if (windows.size === 0 && this.#windows.get(nodeId) === windows) this.#windows.delete(nodeId);
    };
    return {
      abandon,
      finish: (snapshot) => {
        abandon();
        if (window.length > BOUNDS.maxWindowNews) return false;
        this.#views.set(nodeId, rebase(this.#views.get(nodeId) ?? EMPTY_VIEW, snapshot, window));
        return true;
      },
    };
  }

  /** Forgets every node but these. */
  keepOnly(nodeIds: ReadonlySet<string>): void {
    for (const nodeId of this.#views.keys()) if (!nodeIds.has(nodeId)) this.#views.delete(nodeId);
  }

  clear(): void {
    this.#views.clear();
    this.#windows.clear();
  }
}
