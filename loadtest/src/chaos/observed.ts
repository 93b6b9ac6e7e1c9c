/** One end of a call, as its page tells. */
export interface ObservedEnd {
  readonly name: string;
  readonly callId: string;
  readonly epoch: number;
  readonly nodeId: string;
  /** Why it is not where it should be, seeing and hearing; undefined = it is. */
  readonly notLive: string | undefined;
}

/** A call that is to be alive, as its pages tell. */
export interface ObservedCall {
  readonly callId: string;
  /** Who waits in the queue has media with nobody. */
  readonly stage: 'active' | 'queued';
  readonly ends: readonly ObservedEnd[];
}

/** A participant, as its call's record tells. */
export interface ObservedLeg {
  readonly participantId: string;
  readonly nodeId: string;
  /** Empty = none. */
  readonly standbyNodeId: string;
}

/** A record of a call that is not over. */
export interface ObservedRecord {
  readonly callId: string;
  readonly stage: string;
  readonly epoch: number;
  readonly legs: readonly ObservedLeg[];
}

/** Somebody who is joined in a room. */
export interface ObservedSeat {
  readonly participantId: string;
  readonly standby: boolean;
  /** Both transports are. */
  readonly connected: boolean;
}

/** What a room reports of itself. */
export interface ObservedRoom {
  readonly callId: string;
  readonly nodeId: string;
  readonly epoch: number;
  /** Those who are joined. */
  readonly seats: readonly ObservedSeat[];
}

/** What a media node counts, and what its processes hold. */
export interface ObservedNode {
  readonly nodeId: string;
  readonly rooms: number;
  readonly participants: number;
  readonly pipes: number;
  readonly transports: number;
  readonly workers: number;
  /** UDP ports that its workers have beside the one for clients. */
  readonly extraPorts: number;
}

/** Everything that the invariants are about, at one moment. */
export interface Observed {
  readonly calls: readonly ObservedCall[];
  readonly records: readonly ObservedRecord[];
  /** Calls that have an owner. */
  readonly owned: readonly string[];
  /** Calls that a customer's key names. */
  readonly customers: readonly string[];
  readonly rooms: readonly ObservedRoom[];
  readonly nodes: readonly ObservedNode[];
  /** Nodes and edges that are registered. */
  readonly registered: readonly string[];
  /** Nodes and edges that there are. */
  readonly expected: readonly string[];
  /** Processes of the stack that no service has: their command lines. */
  readonly strays: readonly string[];
  readonly workersPerNode: number;
}
