import type { RosterTrack } from './roster.ts';
import type { InboundStats } from './stats.ts';

/**
 * The video tracks that should show something and have not shown a picture yet: a node forwards a picture
 * from its first key frame on, and the request for that may be lost between two nodes.
 *
 * @param received the browser's name of each received track, by track id
 * @param leastPackets what has to have come of one; 0 = it may be that nothing comes at all
 */
export function withoutPicture(
  tracks: Iterable<RosterTrack>,
  received: ReadonlyMap<string, Pick<MediaStreamTrack, 'id'>>,
  inbound: readonly InboundStats[],
  leastPackets: number,
): readonly string[] {
  const stats = new Map(inbound.map((entry) => [entry.mediaTrackId, entry]));
  return [...tracks]
    .filter(({ kind, paused }) => kind === 'video' && !paused)
    .filter(({ trackId }) => {
      const media = received.get(trackId);
      if (media === undefined) return false;
      const { packetsReceived = 0, framesDecoded = 0 } = stats.get(media.id) ?? {};
      return packetsReceived >= leastPackets && framesDecoded === 0;
    })
    .map(({ trackId }) => trackId);
}
