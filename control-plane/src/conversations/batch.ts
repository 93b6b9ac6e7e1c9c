import type { Conversation, ErrorCode, Item, TimelineEvent } from '@weft/proto';
import { apply, type ItemRef, refOf } from './apply.ts';
import type { ChangeRecord } from './change.ts';
import type { Terms } from './promises.ts';
import type { ConversationChange, NamedRef } from './timeline-store.ts';

/** What became of one event of a batch; no code = it holds. */
export interface EventOutcome {
  readonly event: TimelineEvent;
  readonly code?: ErrorCode;
  /** Another conversation's owner says what became of it. */
  readonly forwarded?: true;
}

export interface BatchResult {
  readonly changes: readonly ConversationChange[];
  readonly outcomes: readonly EventOutcome[];
  /** What other conversations are to be told, in this order. */
  readonly forwards: readonly TimelineEvent[];
}

/** Bodies whose items are new but for the rare one that is sent again long after. */
const NEARLY_ALWAYS_NEW: ReadonlySet<string> = new Set(['itemPosted', 'botSpoke']);

/**
 * What must be read from the store before a batch can be applied. Unless
 * `careful`, what is nearly always new is not asked for: the store refuses it
 * if it is there.
 */
export function needsOf(
  events: readonly TimelineEvent[],
  careful: boolean,
): {
  readonly conversationIds: readonly string[];
  readonly refs: readonly NamedRef[];
} {
  const conversationIds = new Set<string>();
  const refs: NamedRef[] = [];
  for (const event of events) {
    const { conversationId, body } = event;
    if (conversationId === '') continue;
    conversationIds.add(conversationId);
    if (!careful && NEARLY_ALWAYS_NEW.has(body?.case ?? '')) continue;
    const ref = refOf(event);
    if (ref !== undefined) refs.push({ conversationId, ref });
  }
  return { conversationIds: [...conversationIds], refs };
}

const authorKey = (kind: string, id: string, clientId: string): string => `${kind} ${id} ${clientId}`;

/** One conversation while a batch is applied. */
class Draft {
  readonly before: Conversation | undefined;
  readonly changed = new Map<number, Item>();
  readonly records: ChangeRecord[] = [];
  readonly #bySeq = new Map<number, Item>();
  readonly #byAuthor = new Map<string, Item>();
  head: Conversation | undefined;

  constructor(head: Conversation | undefined) {
    this.head = head;
    this.before = head;
  }

  learn(item: Item): void {
    this.#bySeq.set(item.seq, item);
    const { author, clientId } = item;
    this.#byAuthor.set(authorKey(author?.kind ?? 'unspecified', author?.id ?? '', clientId), item);
  }

  find(ref: ItemRef | undefined): Item | undefined {
    if (ref === undefined) return undefined;
    return 'seq' in ref
      ? this.#bySeq.get(ref.seq)
      : this.#byAuthor.get(authorKey(ref.authorKind, ref.authorId, ref.clientId));
  }

  keep(head: Conversation, items: readonly Item[], record: ChangeRecord): void {
    this.head = head;
    for (const item of items) {
      this.learn(item);
      this.changed.set(item.seq, item);
    }
    if (Object.keys(record).length > 0) this.records.push(record);
  }
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Applies events in their order to what the store has: pure.
 * @param taken ids of edits whose words a carrier is being given as they were
 */
export function applyAll(
  events: readonly TimelineEvent[],
  heads: ReadonlyMap<string, Conversation>,
  known: readonly Item[],
  terms?: Terms,
  taken: ReadonlySet<string> = NONE,
): BatchResult {
  const drafts = new Map<string, Draft>();
  const draftOf = (conversationId: string): Draft => {
    const draft = drafts.get(conversationId) ?? new Draft(heads.get(conversationId));
    drafts.set(conversationId, draft);
    return draft;
  };
  for (const item of known) draftOf(item.conversationId).learn(item);
  const forwards: TimelineEvent[] = [];
  const outcomes = events.map((event): EventOutcome => {
    if (event.conversationId === '') return { event, code: 'BAD_REQUEST' };
    if (taken.has(event.eventId)) return { event, code: 'NOT_AVAILABLE' };
    const draft = draftOf(event.conversationId);
    const outcome = apply(draft.head, event, draft.find(refOf(event)), terms);
    if (outcome.is === 'refused') return { event, code: outcome.code };
    if (outcome.is === 'forwarded') {
      forwards.push(outcome.event);
      return { event, forwarded: true };
    }
    if (outcome.is === 'changed') {
      draft.keep(outcome.head, outcome.items, outcome.record);
      forwards.push(...(outcome.forwards ?? []));
    }
    return { event };
  });
  const changes = [...drafts.values()].flatMap(({ head, before, changed, records }) => {
    if (head === undefined || head.revision === before?.revision) return [];
    const items = [...changed.values()].sort((a, b) => a.revision - b.revision || a.seq - b.seq);
    return [{ head, before, items, records }];
  });
  return { changes, outcomes, forwards };
}
