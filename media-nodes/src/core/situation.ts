import type { Members } from './members.ts';
import type { Neighbours } from './neighbours.ts';
import type { RoomTracks } from './room-tracks.ts';
import type { Place, Situation } from './subscribe.ts';

/** All that decides who gets what in a room, as it is now. */
export function situationOf(
  nodeId: string,
  { members, neighbours, tracks }: { members: Members; neighbours: Neighbours; tracks: RoomTracks },
): Situation {
  return {
    ...{ nodeId, downstream: neighbours.downstream, homeHere: members.homeHere },
    places: members.promoted ? asGateway(nodeId, neighbours.places) : neighbours.places,
    tracks: [
      ...tracks.own.map(({ id, participantId, source, standby }) => ({
        ...{ trackId: id, participantId, source, nodeId, standby },
      })),
      ...neighbours.tracks.filter(({ trackId }) => tracks.get(trackId)?.origin !== 'here'),
    ],
    receivers: members.attendances
      .filter(({ receiving }) => receiving)
      .map(({ participantId, leg, refused }) => ({
        ...{ participantId, standby: leg.standby, refused },
        mayHear: (speakerId) => leg.mayHear(speakerId),
      })),
  };
}

/**
 * Somebody was promoted here: the region's gateway may be what had to be left, so tracks are taken
 * from their origins, as they will be by the order that follows.
 */
function asGateway(nodeId: string, places: readonly Place[]): readonly Place[] {
  const region = places.find((place) => place.nodeId === nodeId)?.region;
  return places.map((place) =>
    place.region === region ? { ...place, gateway: place.nodeId === nodeId } : place,
  );
}
