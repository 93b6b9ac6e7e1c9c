import type { RoomFrame } from './frame.ts';
import type { Members } from './members.ts';
import type { Neighbours } from './neighbours.ts';
import type { RoomTracks } from './roomTracks.ts';
import type { Situation } from './subscribe.ts';

/** All that decides who gets what in a room, as it is now. */
export function situationOf(
  nodeId: string,
  frame: RoomFrame,
  { members, neighbours, tracks }: { members: Members; neighbours: Neighbours; tracks: RoomTracks },
): Situation {
  return {
    ...{ nodeId, places: frame.places, downstream: neighbours.downstream, homeHere: members.homeHere },
    tracks: [
      ...tracks.own.map(({ id, participantId, source, standby }) => ({
        ...{ trackId: id, participantId, source, nodeId, standby },
      })),
      ...neighbours.tracks.filter(({ trackId }) => tracks.get(trackId)?.origin !== 'here'),
    ],
    receivers: members.attendances
      .filter(({ receiving }) => receiving)
      .map(({ participantId, leg, refused }) => ({ participantId, standby: leg.standby, refused })),
  };
}
