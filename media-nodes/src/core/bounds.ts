/** Every bound of the media node in one place; what happens at each is said here. */
export const BOUNDS = {
  /** A larger request is answered FRAME_TOO_LARGE unread. */
  maxRequestBytes: 65_536,
  /** Rooms on the node; the next OpenRoom is answered NO_MEDIA_NODE. */
  maxRooms: 4_000,
  /** Seats of a room; an OpenRoom with more is answered BAD_REQUEST. */
  maxSeats: 64,
  /** Nodes of a room; an OpenRoom with more is answered BAD_REQUEST. */
  maxPlaces: 32,
  /** Tracks a participant sends; the next is answered TOO_MANY_TRACKS. */
  maxTracksPerParticipant: 8,
  /** Tracks a participant receives; further ones are not offered. */
  maxConsumersPerParticipant: 64,
  /** Requests a participant may make at once, and per second for long; further ones are answered RATE_LIMITED. */
  requestBurst: 100,
  requestsPerSecond: 50,
  /** Requests of one participant that wait for their turn; further ones are answered RATE_LIMITED. */
  maxWaitingRequests: 32,
  /** Replies kept for a request that is asked again; the oldest is forgotten. */
  maxKeptReplies: 32,
  /** Tracks kept of what one other node told; news of further ones is dropped. */
  maxFarTracks: 512,
  /** Nodes whose news is kept; news of further ones is dropped. */
  maxFarNodes: 32,
  /** News kept while a snapshot is on its way; with more the snapshot is asked for again. */
  maxWindowNews: 1_024,
  /** Rooms remembered as lost with their worker; the oldest is forgotten. */
  maxLostRooms: 1_000,
  /** Sessions whose pushes are counted; the one told longest ago is forgotten, and counted from 1 again. */
  maxPushedSessions: 20_000,
  /** Sessions remembered as gone, for joins that were under way; the oldest is forgotten. */
  maxGoneSessions: 1_000,
} as const;
