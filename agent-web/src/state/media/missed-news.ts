import type { MediaPush, Rebound } from '@weft/proto';
import type { Received } from './received.ts';

type News = NonNullable<MediaPush['body']>;

/** What this side knows of a leg. */
export interface KnownOfLeg {
  readonly nodeId: string;
  /** The others' ids. */
  readonly present: Iterable<string>;
  /** By track id. */
  readonly received: ReadonlyMap<string, Received>;
}

/** What a node told while nobody heard it, as the pushes it would have been: the difference between what it told in all and what is known. */
export function missedNews({ participants, held, offers }: Rebound, known: KnownOfLeg): readonly News[] {
  const { nodeId, received } = known;
  const present = new Set(known.present);
  const there = new Set(participants.map(({ participantId }) => participantId));
  const consumers = new Set(offers.map(({ consumerId }) => consumerId));
  return [
    ...[...received].flatMap(([trackId, { consumerId }]): News[] =>
      consumers.has(consumerId) ? [] : [{ case: 'trackGone', value: { trackId, consumerId } }],
    ),
    ...participants.flatMap((participant): News[] =>
      present.has(participant.participantId) ? [] : [{ case: 'participantJoined', value: { participant } }],
    ),
    ...offers.flatMap((offer): News[] => {
      const { track, consumerId } = offer;
      const before = received.get(track?.trackId ?? '');
      if (track === undefined || before?.consumerId !== consumerId)
        return [{ case: 'trackOffered', value: offer }];
      const { trackId, participantId, paused, standby } = track;
      return [
        ...(paused === before.track.paused
          ? []
          : [{ case: 'trackChanged' as const, value: { trackId, paused } }]),
        ...(before.track.standby && !standby
          ? [{ case: 'participantMoved' as const, value: { participantId, nodeId } }]
          : []),
      ];
    }),
    ...[...present].flatMap((participantId): News[] =>
      there.has(participantId) ? [] : [{ case: 'participantLeft', value: { participantId } }],
    ),
    { case: 'held', value: { on: held } },
  ];
}
