import type { RosterTrack } from './roster.ts';
import type { InboundStats } from './stats.ts';

/**
 * The video tracks that should show something and have not shown a picture yet: a node forwards a picture
 * from its first key frame on, and the request for that may be lost between two nodes.
 *
 * @param received the browser's name of each received track, by track id
 */
export function withoutPicture(
  tracks: Iterable<RosterTrack>,
  received: ReadonlyMap<string, Pick<MediaStreamTrack, 'id'>>,
  inbound: readonly InboundStats[],
): readonly string[] {
  const decoded = new Map(inbound.map((entry) => [entry.mediaTrackId, entry.framesDecoded]));
  return [...tracks]
    .filter(({ kind, paused }) => kind === 'video' && !paused)
    .filter(({ trackId }) => {
      const media = received.get(trackId);
      return media !== undefined && (decoded.get(media.id) ?? 0) === 0;
    })
    .map(({ trackId }) => trackId);
}
