import type { Joined, MediaKind, MediaPush, Participant, Role, Track, TrackSource } from '@weft/proto';
import type { QualityLevel, RemoteParticipant, RemoteTrack } from '../types.ts';
import { levelOfScore } from './quality.ts';
import type { Heard } from './received.ts';

/** A remote track as the call knows it. */
export interface RosterTrack {
  readonly trackId: string;
  readonly participantId: string;
  readonly kind: MediaKind;
  readonly source: TrackSource;
  readonly paused: boolean;
  readonly nodeId: string;
  readonly region: string;
  readonly stream: MediaStream;
}

/** The others in a call. Never changed in place. */
export interface Roster {
  readonly participants: ReadonlyMap<string, Participant>;
  readonly tracks: ReadonlyMap<string, RosterTrack>;
  /** 0 to 10, as the node sees what each sends; absent = not told yet. */
  readonly scores: ReadonlyMap<string, number>;
  /** Empty = nobody speaks. */
  readonly speakerId: string;
  /** The hold keeps this side from the others. */
  readonly held: boolean;
}

export const emptyRoster: Roster = {
  participants: new Map(),
  tracks: new Map(),
  scores: new Map(),
  speakerId: '',
  held: false,
};

/** More participants or tracks than a call has are not remembered. */
const MAX_ENTRIES = 64;

function withEntry<Value>(
  map: ReadonlyMap<string, Value>,
  key: string,
  value: Value,
): ReadonlyMap<string, Value> {
  if (!map.has(key) && map.size >= MAX_ENTRIES) return map;
  return new Map(map).set(key, value);
}

function without<Value>(map: ReadonlyMap<string, Value>, drop: (value: Value, key: string) => boolean) {
  return new Map([...map].filter(([key, value]) => !drop(value, key)));
}

export const withParticipants = (roster: Roster, participants: readonly Participant[]): Roster => ({
  ...roster,
  participants: participants.reduce(
    (map, participant) => withEntry(map, participant.participantId, participant),
    roster.participants,
  ),
});

/** What a node answers a join with takes the place of whoever was there before. */
export const withJoined = (roster: Roster, { participants, held }: Joined): Roster =>
  withParticipants({ ...roster, participants: new Map(), held }, participants);

/**
 * The others as another node tells of them, which this side goes on at. What is shown stays until the
 * same comes from there, unless its sender has left; it is paused when it is paused there.
 *
 * @param there what is received from that node
 */
export function takenOver(shown: Roster, told: Roster, there: readonly Heard[]): Roster {
  const tracks = [...shown.tracks]
    .filter(([, { participantId }]) => told.participants.has(participantId))
    .map(([trackId, track]): [string, RosterTrack] => {
      const same = there.find(
        ({ track: { participantId, source } }) =>
          participantId === track.participantId && source === track.source,
      );
      return [trackId, { ...track, paused: same?.track.paused ?? track.paused }];
    });
  return { ...told, tracks: new Map(tracks) };
}

/** The participant and everything they sent. */
export const withoutParticipant = (roster: Roster, participantId: string): Roster => ({
  ...roster,
  participants: without(roster.participants, (_, key) => key === participantId),
  tracks: without(roster.tracks, (track) => track.participantId === participantId),
  scores: without(roster.scores, (_, key) => key === participantId),
  speakerId: roster.speakerId === participantId ? '' : roster.speakerId,
});

export const withTrack = (
  roster: Roster,
  { trackId, participantId, kind, source, paused }: Track,
  place: Pick<RosterTrack, 'nodeId' | 'region' | 'stream'>,
): Roster => ({
  ...roster,
  tracks: withEntry(roster.tracks, trackId, { trackId, participantId, kind, source, paused, ...place }),
});

export const withoutTrack = (roster: Roster, trackId: string): Roster => ({
  ...roster,
  tracks: without(roster.tracks, (_, key) => key === trackId),
});

/** A track that is not known stays so: its offer, which says whether it is paused, is still to come. */
export function withPaused(roster: Roster, trackId: string, paused: boolean): Roster {
  const track = roster.tracks.get(trackId);
  if (track === undefined || track.paused === paused) return roster;
  return { ...roster, tracks: withEntry(roster.tracks, trackId, { ...track, paused }) };
}

export const withScores = (
  roster: Roster,
  scores: readonly { readonly participantId: string; readonly score: number }[],
): Roster => ({
  ...roster,
  scores: scores.reduce(
    (map, { participantId, score }) => withEntry(map, participantId, score),
    roster.scores,
  ),
});

export const withSpeaker = (roster: Roster, speakerId: string): Roster =>
  speakerId === roster.speakerId ? roster : { ...roster, speakerId };

/** What a push says of the others, tracks that come and go excepted. */
export function withNews(roster: Roster, body: MediaPush['body']): Roster {
  switch (body?.case) {
    case 'trackChanged':
      return withPaused(roster, body.value.trackId, body.value.paused);
    case 'participantJoined':
      return body.value.participant === undefined
        ? roster
        : withParticipants(roster, [body.value.participant]);
    case 'participantLeft':
      return withoutParticipant(roster, body.value.participantId);
    case 'speaker':
      return withSpeaker(roster, body.value.participantId);
    case 'scores':
      return withScores(roster, body.value.scores);
    case 'held':
      return body.value.on === roster.held ? roster : { ...roster, held: body.value.on };
    default:
      return roster;
  }
}

/**
 * What the pages show of the others. A participant whose track came before the news of them is shown
 * as soon as that news is there.
 *
 * @param selfId this side's participant id: left out
 * @param held whether the hold keeps those of a role away: everything of theirs shows as paused
 */
export function remotesOf(
  roster: Roster,
  selfId: string,
  held: (role: Role) => boolean,
): readonly RemoteParticipant[] {
  return [...roster.participants.values()]
    .filter(({ participantId }) => participantId !== selfId)
    .map(({ participantId, role, displayName, region }) => {
      const track = (source: TrackSource): RemoteTrack | undefined => {
        const found = [...roster.tracks.values()].findLast(
          (entry) => entry.participantId === participantId && entry.source === source,
        );
        if (found === undefined) return undefined;
        const { trackId, stream, paused, nodeId, region: nodeRegion } = found;
        return { trackId, stream, paused: paused || held(role), nodeId, region: nodeRegion };
      };
      const quality: QualityLevel = levelOfScore(roster.scores.get(participantId));
      return {
        participantId,
        role,
        displayName,
        region,
        speaking: roster.speakerId === participantId,
        microphone: track('microphone'),
        camera: track('camera'),
        screen: track('screen'),
        screenAudio: track('screen-audio'),
        quality,
      };
    });
}

/** Whether anything of this source of a participant's comes. */
export const hasTrackOf = (roster: Roster, participantId: string, source: TrackSource): boolean =>
  [...roster.tracks.values()].some((one) => one.participantId === participantId && one.source === source);
