import type { Conversation, ConversationChanged, Item, Timeline } from '@weft/proto';

/**
 * A conversation as a page has it: everything up to `revision` of the items
 * from the oldest it has read on. The rules of the contract in their shortest
 * form; the pages have theirs.
 */
export interface TimelineModel {
  /** Undefined while there is none yet, or it was never asked for. */
  readonly head: Conversation | undefined;
  /** By seq. */
  readonly items: readonly Item[];
  /** What to ask since. 0 = ask for the newest. */
  readonly revision: number;
  /** There are older items than these. */
  readonly older: boolean;
}

/** A model after something was heard. */
interface TimelineStep {
  readonly model: TimelineModel;
  /** Something is missing: SyncConversation with `since_revision` = the model's revision. */
  readonly ask: boolean;
}

export const emptyTimeline: TimelineModel = { head: undefined, items: [], revision: 0, older: false };

/** A push was heard. One that follows on nothing the page has changes nothing, and says that the page must ask. */
export function toldOf(model: TimelineModel, change: ConversationChanged): TimelineStep {
  const head = change.conversation;
  if (head === undefined || (model.head !== undefined && head.revision <= model.revision)) {
    return { model, ask: false };
  }
  // A page that has nothing knows all there is of a conversation that just began.
  if (change.sinceRevision > model.revision) return { model, ask: true };
  const items = merged(model.items, change.items, oldestOf(model));
  return { model: { ...model, head, items, revision: head.revision }, ask: false };
}

/** The answer to SyncConversation since the model's revision was heard. */
export function answered(model: TimelineModel, timeline: Timeline): TimelineStep {
  const head = timeline.conversation;
  if (head === undefined) return { model, ask: false };
  const isFirst = model.revision === 0;
  const items = merged(model.items, timeline.items, isFirst ? 0 : oldestOf(model));
  return {
    model: {
      head: newer(model.head, head),
      items,
      revision: Math.max(model.revision, timeline.upToRevision),
      older: isFirst ? timeline.more : model.older,
    },
    ask: !isFirst && timeline.more,
  };
}

const newer = (known: Conversation | undefined, head: Conversation): Conversation =>
  known !== undefined && known.revision > head.revision ? known : head;

/** What is older than all the page has read comes when it reads on. */
const oldestOf = ({ items, older }: TimelineModel): number => (older ? (items[0]?.seq ?? 0) : 0);

function merged(known: readonly Item[], heard: readonly Item[], from: number): readonly Item[] {
  const news = heard.filter(({ seq }) => seq >= from);
  if (news.length === 0) return known;
  const last = known.at(-1);
  const [only] = news;
  // Nearly always one item more at the end.
  if (news.length === 1 && only !== undefined && (last === undefined || only.seq > last.seq))
    return [...known, only];
  const bySeq = new Map(known.map((item) => [item.seq, item]));
  for (const item of news) {
    const before = bySeq.get(item.seq);
    if (before === undefined || before.revision < item.revision) bySeq.set(item.seq, item);
  }
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}
