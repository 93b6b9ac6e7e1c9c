import type { Bus, Clock, Ids, Log, TimelineLog } from '@weft/proto';
import type { Sessions } from '../calls/sessions.ts';
import type { Facts } from '../facts/facts.ts';
import type { Agents } from './agents.ts';
import type { Staff } from './followers.ts';
import type { InvitationWords } from './invitation-words.ts';
import type { Outgoing } from './outgoing.ts';
import type { ServiceTerms } from './service-terms.ts';
import type { Sightings } from './sightings.ts';
import type { TextRouting } from './text-routing.ts';
import type { TimelineStore } from './timeline-store.ts';
import type { VirtualAgent } from './virtual-agent.ts';

/** What conversations are kept, changed and told through. */
export interface ConversationContext {
  readonly instanceId: string;
  readonly timeline: TimelineLog;
  readonly store: TimelineStore;
  readonly agents: Agents;
  readonly staff: Staff;
  readonly routing: TextRouting;
  /** Where attachments' bytes are. */
  readonly files: { remove(attachmentId: string): Promise<void> };
  /** The way out, for items of channels that have carriers. */
  readonly outgoing: Outgoing;
  /** What customers who write are promised. */
  readonly terms: Pick<ServiceTerms, 'queueOf' | 'hasQueue' | 'dueAtMs' | 'idle'>;
  readonly facts: Pick<Facts, 'tell'>;
  /** Answers what it can; undefined = there is none. */
  readonly virtualAgent?: Pick<VirtualAgent, 'holdMs' | 'consider'> | undefined;
  /** What invitations said that customers answer. */
  readonly invitations: Pick<InvitationWords, 'of'>;
  /** Told which agent reads which conversation. */
  readonly sightings: Pick<Sightings, 'saw'>;
  readonly sessions: Sessions;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}
