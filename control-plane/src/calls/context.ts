import type { Clock, Ids, Log, RtpCapabilities } from '@weft/proto';
import type { Facts } from '../facts/facts.ts';
import type { Placement, PlaceQuestion } from '../placement/place.ts';
import type { Queues } from './queues.ts';
import type { Rooms } from './rooms.ts';
import type { Sessions } from './sessions.ts';
import type { CallStore } from './store.ts';

/** What a call's owner acts through. */
export interface CallContext {
  readonly instanceId: string;
  readonly store: CallStore;
  readonly rooms: Rooms;
  readonly sessions: Sessions;
  readonly queues: Queues;
  readonly facts: Facts;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Places a participant on the nodes known now; the chosen node counts the participant from then on. */
  place(question: Omit<PlaceQuestion, 'nodes' | 'participantsPerWorker'>): Placement;
  /** Undefined when the node is not registered. */
  capabilitiesOf(nodeId: string): RtpCapabilities | undefined;
}
