import type { Bus, Clock, DeskRecord, Directory, Ids, Log, TimelineLog } from '@weft/proto';
import type { LiveCalls } from '../calls/live-calls.ts';
import type { Sessions } from '../calls/sessions.ts';
import type { Facts } from '../facts/facts.ts';
import type { Records } from '../registry/records.ts';
import type { RoutingRules } from '../routing/live-rules.ts';
import type { Store } from '../store/store.ts';
import type { AttachmentFolder } from './attachment-folder.ts';
import { Attachments } from './attachments.ts';
import { buyersOf } from './buyers.ts';
import type { ConversationContext } from './context.ts';
import { Conversations } from './conversations.ts';
import { earlierItemsOf } from './earlier-items.ts';
import type { Staff } from './followers.ts';
import { InvitationWords } from './invitation-words.ts';
import { KeptTimelines } from './kept-timelines.ts';
import type { Outgoing } from './outgoing.ts';
import { PartitionOwnership } from './ownership.ts';
import { ServiceTerms } from './service-terms.ts';
import { Sightings, type SightingsParts } from './sightings.ts';
import { EngineTextRouting } from './text-routing.ts';
import { VirtualAgent, type VirtualAgentParts } from './virtual-agent.ts';
import { EngineWaitingWork } from './waiting-work.ts';
import { WatchedAgents } from './watched-agents.ts';

/** What conversations are made of. */
export interface ConversationParts {
  readonly instanceId: string;
  readonly bus: Bus;
  readonly directory: Directory;
  readonly timeline: TimelineLog;
  readonly store: Store;
  readonly files: AttachmentFolder;
  readonly outgoing: Outgoing;
  readonly sessions: Sessions;
  readonly desks: Records<DeskRecord>;
  readonly live: LiveCalls;
  readonly staff: Staff;
  readonly maxAttachmentBytes: number;
  readonly routing: RoutingRules;
  readonly facts: Pick<Facts, 'tell'>;
  /** What the virtual agent works with; undefined = there is none. */
  readonly understanding: Pick<VirtualAgentParts, 'intents' | 'orders' | 'timeZone'> | undefined;
  /** Keeps an entry of the audit log; waits for nothing and throws nothing. */
  readonly tell: SightingsParts['tell'];
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

/** Conversations at one instance, running. */
export interface RunningConversations extends AsyncDisposable {
  readonly conversations: Conversations;
  readonly attachments: Attachments;
  readonly waitingWork: EngineWaitingWork;
  readonly ownership: PartitionOwnership;
}

/** Competes for the timeline's partitions and answers what pages ask. Throws UNAVAILABLE, TIMEOUT. */
export async function startConversations(parts: ConversationParts): Promise<RunningConversations> {
  const { directory, desks, live, store, routing, maxAttachmentBytes, understanding, tell, ...rest } = parts;
  const timelines = new KeptTimelines(store);
  const terms = new ServiceTerms(routing, parts.clock);
  await using owned = new AsyncDisposableStack();
  const virtualAgent =
    understanding === undefined
      ? undefined
      : owned.use(
          new VirtualAgent({
            ...{ ...rest, ...understanding },
            opening: (head) => terms.opening(head),
            ...{ buyerOf: buyersOf(store), earlierItems: earlierItemsOf(store) },
          }),
        );
  const agents = new WatchedAgents(desks, live);
  const context: ConversationContext = {
    ...rest,
    store: timelines,
    agents,
    routing: new EngineTextRouting(routing, parts.clock),
    terms,
    virtualAgent,
    invitations: owned.use(await InvitationWords.create(directory)),
    sightings: new Sightings({ tell, clock: parts.clock }),
  };
  const conversations = owned.use(new Conversations(context));
  const ownership = owned.use(await PartitionOwnership.create({ context, directory, live, store }));
  const { files: folder, clock, ids, log } = parts;
  const attachments = owned.use(
    new Attachments({ store: timelines, folder, maxBytes: maxAttachmentBytes, clock, ids, log }),
  );
  const waitingWork = new EngineWaitingWork({ live, agents, store: timelines, routing, clock, log });
  const running = owned.move();
  return {
    ...{ conversations, attachments, waitingWork, ownership },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
