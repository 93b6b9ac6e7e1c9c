import type { Bus, Clock, Directory, Ids, Log } from '@weft/proto';
import type { LiveCalls } from '../calls/live-calls.ts';
import type { Sessions } from '../calls/sessions.ts';
import type { Facts } from '../facts/facts.ts';
import type { CallHistory } from '../facts/history.ts';
import type { RoutingRules } from './live-rules.ts';
import type { QueueRules } from './queue.ts';
import type { TextLoads } from './text-loads.ts';

/** What a queue's owner acts through. */
export interface QueueContext {
  readonly queueId: string;
  readonly rules: QueueRules;
  readonly routing: RoutingRules;
  /** What agents have besides calls. */
  readonly texts: TextLoads;
  readonly bus: Bus;
  readonly directory: Directory;
  readonly live: LiveCalls;
  readonly sessions: Sessions;
  readonly facts: Facts;
  readonly history: CallHistory;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Gets a new owner for a call whose owner does not answer. Never throws. */
  adopt(callId: string): Promise<void>;
  /** An offer was settled: for the metrics. */
  settled(outcome: string): void;
}
