import type { Clock, CustomerProfile, Ids, Log, RtpCapabilities } from '@weft/proto';
import type { Facts } from '../facts/facts.ts';
import type { Placement, PlaceQuestion } from '../placement/place.ts';
import type { Queues } from './queues.ts';
import type { Outlook } from './repair.ts';
import type { Rooms } from './rooms.ts';
import type { Sessions } from './sessions.ts';
import type { SpotAnswer, SpotQuestion } from './spots.ts';
import type { CallStore } from './store.ts';
import type { Supervision } from './supervision.ts';

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
  /** A node for a participant in mid-call; the chosen one counts it from then on. */
  findSpot(question: SpotQuestion): SpotAnswer;
  /** What the nodes are to a call. */
  readonly outlook: Omit<Outlook, 'mayLeave' | 'avoided' | 'keeps'> & {
    /** Whether a node that is "dead" is so with certainty, and not only silent to the cluster. */
    surelyDead(nodeId: string): boolean;
    /** A node that is silent to the cluster is heard by pages. */
    cutOff(nodeId: string): void;
    /** Undefined when the node is not registered. */
    regionOf(nodeId: string): string | undefined;
    /** Whether any node may still live. */
    anyLeft(): boolean;
  };
  /** Whether the participant's leg at a node is connected; undefined = nothing heard of it lately. */
  connectedAt(callId: string, participantId: string, nodeId: string): boolean | undefined;
  /** Whether one more call may leave a draining node now; true holds for a few seconds. */
  drainPermit(callId: string): boolean;
  /** Who may come into others' calls, and that it is written down. */
  readonly supervision: Supervision;
  /** How customers are called back. */
  readonly callbacks: {
    /** How long a page rings for an answer. */
    readonly ringMs: number;
    /** Before the second try; twice as long before the third. */
    readonly pauseMs: number;
  };
  /** What the company's records say of the customer whose session has this subject; undefined = nothing, or not soon enough. Never throws. */
  profileOf(subjectId: string): Promise<CustomerProfile | undefined>;
  /** Whether calls of this queue send audio on both legs. */
  hotAudio(queueId: string): boolean;
}
