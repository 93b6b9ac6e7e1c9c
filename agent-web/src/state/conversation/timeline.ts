import type { Conversation, ConversationChanged, Item, Timeline as TimelineAnswer } from '@weft/proto';

/**
 * What a page knows of one conversation. Never changed in place. Items are merged one by one, the higher
 * revision wins, so that news may come twice, late or in any order; `revision` says how far nothing is missing.
 */
export interface Timeline {
  readonly head: Conversation | undefined;
  /** By seq, from `fromSeq` on. */
  readonly items: readonly Item[];
  /** Older items are not held; 1 = all are. */
  readonly fromSeq: number;
  /** Every change of the held stretch up to here is in `items`. */
  readonly revision: number;
  /** The newest change that has been heard of; above `revision`, something is missing. */
  readonly heardRevision: number;
}

export const EMPTY_TIMELINE: Timeline = {
  head: undefined,
  items: [],
  fromSeq: 1,
  revision: 0,
  heardRevision: 0,
};

/** Items held at once; beyond, the oldest are let go and can be asked for again. */
export const MAX_ITEMS = 60_000;

/** Whether the server knows of changes that are not here: ask since `revision`. */
export const isBehind = ({ revision, heardRevision }: Timeline): boolean => revision < heardRevision;

/** Whether there are older items to ask for, below `fromSeq`. */
export const hasOlder = ({ fromSeq }: Timeline): boolean => fromSeq > 1;

/** The answer to "the newest, please": where a timeline begins. */
export function applyNewest(
  timeline: Timeline,
  { conversation, items, more, upToRevision }: TimelineAnswer,
): Timeline {
  if (conversation === undefined) return timeline;
  const fromSeq = more ? (items[0]?.seq ?? conversation.lastSeq + 1) : 1;
  return bounded({
    head: newerHead(timeline.head, conversation),
    items: merge([], items, fromSeq),
    fromSeq,
    revision: upToRevision,
    heardRevision: Math.max(timeline.heardRevision, conversation.revision),
  });
}

/** The answer to "what is below `fromSeq`?". */
export function applyOlder(timeline: Timeline, { conversation, items, more }: TimelineAnswer): Timeline {
  if (conversation === undefined) return timeline;
  const fromSeq = more ? Math.min(timeline.fromSeq, items[0]?.seq ?? timeline.fromSeq) : 1;
  return {
    ...timeline,
    head: newerHead(timeline.head, conversation),
    items: merge(timeline.items, items, fromSeq),
    fromSeq,
    // These items are as new as their answer, which changes that are known already may have overtaken.
    revision: Math.min(timeline.revision, conversation.revision),
    heardRevision: Math.max(timeline.heardRevision, conversation.revision),
  };
}

/** The answer to "what changed since?". @param since the revision that was asked since */
export function applySince(
  timeline: Timeline,
  since: number,
  { conversation, items, upToRevision }: TimelineAnswer,
): Timeline {
  if (conversation === undefined) return timeline;
  return bounded({
    ...timeline,
    head: newerHead(timeline.head, conversation),
    items: merge(timeline.items, items, timeline.fromSeq),
    // An older stretch that came meanwhile may have taken the revision below what was asked since.
    revision: since <= timeline.revision ? Math.max(timeline.revision, upToRevision) : timeline.revision,
    heardRevision: Math.max(timeline.heardRevision, conversation.revision),
  });
}

/** A push. What it brings is shown at once; that nothing is missing before it is believed only when it follows on. */
export function applyChanged(
  timeline: Timeline,
  { conversation, items, sinceRevision }: ConversationChanged,
): Timeline {
  if (conversation === undefined) return timeline;
  const { revision } = conversation;
  const heardRevision = Math.max(timeline.heardRevision, revision);
  if (timeline.head === undefined) return { ...timeline, heardRevision };
  return bounded({
    ...timeline,
    head: newerHead(timeline.head, conversation),
    items: merge(timeline.items, items, timeline.fromSeq),
    revision: sinceRevision <= timeline.revision ? Math.max(timeline.revision, revision) : timeline.revision,
    heardRevision,
  });
}

/** The newer of two heads. */
const newerHead = (known: Conversation | undefined, news: Conversation): Conversation =>
  known === undefined || news.revision >= known.revision ? news : known;

/** Where an item of this seq stands, or would. */
function placeOf(items: readonly Item[], seq: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((items[middle]?.seq ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

function merge(items: readonly Item[], news: readonly Item[], fromSeq: number): readonly Item[] {
  const fresh = news.filter(({ seq, revision }) => {
    if (seq < fromSeq) return false;
    const known = items[placeOf(items, seq)];
    return known?.seq !== seq || known.revision < revision;
  });
  if (fresh.length === 0) return items;
  const bySeq = new Map<number, Item>();
  for (const item of fresh)
    if ((bySeq.get(item.seq)?.revision ?? 0) < item.revision) bySeq.set(item.seq, item);
  const sorted = [...bySeq.values()].sort((a, b) => a.seq - b.seq);
  const first = placeOf(items, sorted[0]?.seq ?? 0);
  // Most news are at the end: what stands before the first of them is taken as it is.
  const merged = items.slice(0, first);
  const rest = items.slice(first);
  let next = 0;
  for (const item of sorted) {
    for (let old = rest[next]; old !== undefined && old.seq <= item.seq; old = rest[++next])
      if (old.seq < item.seq) merged.push(old);
    merged.push(item);
  }
  for (; next < rest.length; next += 1) {
    const old = rest[next];
    if (old !== undefined) merged.push(old);
  }
  return merged;
}

function bounded(timeline: Timeline): Timeline {
  if (timeline.items.length <= MAX_ITEMS) return timeline;
  const items = timeline.items.slice(-MAX_ITEMS);
  return { ...timeline, items, fromSeq: items[0]?.seq ?? timeline.fromSeq };
}
