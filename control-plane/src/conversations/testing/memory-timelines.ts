import { type Conversation, type ConversationCounts, followerIn, type Item, WeftError } from '@weft/proto';
import type { ItemRef } from '../apply.ts';
import type {
  AgentLoad,
  Applied,
  ConversationChange,
  ListPage,
  ListQuestion,
  NamedRef,
  Position,
  TimelineStore,
  UploadedAttachment,
  Watcher,
} from '../timeline-store.ts';

/** A TimelineStore in memory, by the same rules as the real one: for tests of what stands on it. */
export class MemoryTimelines implements TimelineStore {
  readonly headsById = new Map<string, Conversation>();
  readonly #items = new Map<string, Map<number, Item>>();
  readonly #positions = new Map<string, number>();
  readonly #attachments = new Map<string, UploadedAttachment>();
  #watchers: (Watcher & { readonly atMs: number })[] = [];
  /** While set, every call throws UNAVAILABLE. */
  away = false;

  position(streamId: string, partition: number): Promise<Position> {
    return this.#do(() => ({ streamId, at: this.#positions.get(`${streamId} ${partition}`) ?? 0 }));
  }

  apply(
    partition: number,
    from: Position,
    to: Position,
    changes: readonly ConversationChange[],
  ): Promise<Applied> {
    return this.#do((): Applied => {
      const key = `${from.streamId} ${partition}`;
      if ((this.#positions.get(key) ?? 0) !== from.at) return { is: 'superseded' };
      if (changes.some((change) => this.#hasKnown(change))) return { is: 'known-item' };
      this.#positions.set(key, to.at);
      for (const { head, items } of changes) {
        this.headsById.set(head.conversationId, head);
        const kept = this.#of(head.conversationId);
        for (const item of items) kept.set(item.seq, item);
      }
      return { is: 'kept', changes };
    });
  }

  heads(conversationIds: readonly string[]): Promise<ReadonlyMap<string, Conversation>> {
    return this.#do(() => {
      const found = conversationIds.flatMap((id) => this.headsById.get(id) ?? []);
      return new Map(found.map((head) => [head.conversationId, head]));
    });
  }

  known(refs: readonly NamedRef[]): Promise<readonly Item[]> {
    return this.#do(() =>
      refs.flatMap(
        ({ conversationId, ref }) => this.allOf(conversationId).find((item) => isMeant(item, ref)) ?? [],
      ),
    );
  }

  itemsSince(conversationId: string, revision: number, limit: number): Promise<readonly Item[]> {
    return this.#do(() =>
      this.allOf(conversationId)
        .filter((item) => item.revision > revision)
        .toSorted((a, b) => a.revision - b.revision || a.seq - b.seq)
        .slice(0, limit),
    );
  }

  itemsBefore(conversationId: string, seq: number, limit: number): Promise<readonly Item[]> {
    return this.#do(() =>
      this.allOf(conversationId)
        .filter((item) => seq === 0 || item.seq < seq)
        .slice(-limit),
    );
  }

  list({ view, agentId, limit }: ListQuestion): Promise<ListPage> {
    return this.#do(() => {
      const conversations = [...this.headsById.values()]
        .filter((head) => isIn(head, view, agentId))
        .slice(0, limit);
      return { conversations, cursor: '' };
    });
  }

  counts(agentIds: readonly string[]): Promise<ReadonlyMap<string, ConversationCounts>> {
    return this.#do(() => {
      const count = (view: ListQuestion['view'], agentId: string): number =>
        [...this.headsById.values()].filter((head) => isIn(head, view, agentId)).length;
      return new Map(
        agentIds.map((id) => [
          id,
          {
            mine: count('mine', id),
            unassigned: count('unassigned', id),
            all: count('all', id),
            mentions: 0,
            ...{ snoozed: count('snoozed', id), followed: count('followed', id) },
          },
        ]),
      );
    });
  }

  waiting(limit: number, after?: Conversation): Promise<readonly Conversation[]> {
    const before = (a: Conversation, b: Conversation): number =>
      b.priority - a.priority ||
      a.waitingSinceMs - b.waitingSinceMs ||
      (a.conversationId < b.conversationId ? -1 : 1);
    return this.#do(() =>
      [...this.headsById.values()]
        .filter(
          (head) =>
            head.state === 'waiting' &&
            head.waitingSinceMs > 0 &&
            head.callId === '' &&
            (after === undefined ||
              (head.conversationId !== after.conversationId && before(after, head) < 0)),
        )
        .toSorted(before)
        .slice(0, limit),
    );
  }

  loads(agentIds: readonly string[]): Promise<readonly AgentLoad[]> {
    return this.#do(() =>
      agentIds.map((agentId) => ({
        agentId,
        open: [...this.headsById.values()].filter((head) => isIn(head, 'mine', agentId)).length,
      })),
    );
  }

  unanswered(exceptAgentIds: readonly string[], limit: number): Promise<readonly Conversation[]> {
    return this.#do(() =>
      [...this.headsById.values()]
        .filter(({ state, waitingSinceMs }) => state === 'assigned' && waitingSinceMs > 0)
        .filter(({ agentId }) => !exceptAgentIds.includes(agentId))
        .slice(0, limit),
    );
  }

  idle(queueId: string, beforeMs: number, limit: number): Promise<readonly Conversation[]> {
    return this.#do(() =>
      [...this.headsById.values()]
        .filter(
          ({ state, waitingSinceMs, callId }) =>
            state === 'assigned' && waitingSinceMs === 0 && callId === '',
        )
        .filter(({ routedQueueId, changedAtMs }) => routedQueueId === queueId && changedAtMs < beforeMs)
        .slice(0, limit),
    );
  }

  overNaps(nowMs: number, limit: number): Promise<readonly Conversation[]> {
    return this.#do(() =>
      [...this.headsById.values()]
        .filter(({ state, snoozedUntilMs: at }) => state === 'snoozed' && at > 0 && at <= nowMs)
        .slice(0, limit),
    );
  }

  followers(): Promise<readonly string[]> {
    return this.#do(() => [
      ...new Set(
        [...this.headsById.values()].flatMap((head) => head.followers.map(({ agentId }) => agentId)),
      ),
    ]);
  }

  followedBy(agentId: string, afterId: string, limit: number): Promise<readonly string[]> {
    return this.#do(() =>
      [...this.headsById.values()]
        .filter((head) => head.conversationId > afterId && followerIn(head, agentId) !== undefined)
        .map(({ conversationId }) => conversationId)
        .sort()
        .slice(0, limit),
    );
  }

  watch(watcher: Omit<Watcher, 'focused'>, atMs: number, most: number): Promise<void> {
    return this.#do(() => {
      const before = this.#watchers.find((known) => isSame(known, watcher));
      this.#watchers = this.#watchers.filter((known) => !isSame(known, watcher));
      this.#watchers.push({ ...watcher, focused: before?.focused ?? false, atMs });
      const ofIt = this.#watchers.filter(({ conversationId }) => conversationId === watcher.conversationId);
      const tooMany = new Set(ofIt.slice(0, Math.max(0, ofIt.length - most)));
      this.#watchers = this.#watchers.filter((known) => !tooMany.has(known));
    });
  }

  watchers(conversationIds: readonly string[]): Promise<readonly Watcher[]> {
    return this.#do(() =>
      this.#watchers.filter(({ conversationId }) => conversationIds.includes(conversationId)),
    );
  }

  focus(watcher: Omit<Watcher, 'focused'>, atMs: number): Promise<readonly string[]> {
    return this.#do(() => {
      const { sessionId, conversationId } = watcher;
      const before = this.#watchers.filter((known) => known.sessionId === sessionId && known.focused);
      this.#watchers = this.#watchers
        .filter((known) => !isSame(known, watcher))
        .map((known) => (known.sessionId === sessionId ? { ...known, focused: false } : known));
      if (conversationId !== '') this.#watchers.push({ ...watcher, focused: true, atMs });
      return before.map((known) => known.conversationId);
    });
  }

  forget(sessionId: string): Promise<readonly string[]> {
    return this.#do(() => {
      const its = this.#watchers.filter((known) => known.sessionId === sessionId);
      this.#watchers = this.#watchers.filter((known) => known.sessionId !== sessionId);
      return its.filter(({ focused }) => focused).map(({ conversationId }) => conversationId);
    });
  }

  forgetBefore(atMs: number): Promise<void> {
    return this.#do(() => {
      this.#watchers = this.#watchers.filter((known) => known.atMs >= atMs);
    });
  }

  sawMentions(): Promise<boolean> {
    return this.#do(() => false);
  }

  addAttachment(uploaded: UploadedAttachment): Promise<void> {
    return this.#do(() => void this.#attachments.set(uploaded.attachment.attachmentId, uploaded));
  }

  attachment(attachmentId: string): Promise<UploadedAttachment | undefined> {
    return this.#do(() => this.#attachments.get(attachmentId));
  }

  thumbnailKept(attachmentId: string): Promise<void> {
    return this.#do(() => {
      const kept = this.#attachments.get(attachmentId);
      if (kept === undefined) return;
      this.#attachments.set(attachmentId, { ...kept, attachment: { ...kept.attachment, thumbnail: true } });
    });
  }

  forgetUnposted(): Promise<readonly string[]> {
    return this.#do(() => []);
  }

  /** Every item of a conversation, by seq. */
  allOf(conversationId: string): readonly Item[] {
    return [...this.#of(conversationId).values()].sort((a, b) => a.seq - b.seq);
  }

  /** The same author's same id under another seq. */
  #hasKnown({ head, items }: ConversationChange): boolean {
    return this.allOf(head.conversationId).some(({ seq, author, clientId }) =>
      items.some(
        (item) =>
          item.seq !== seq &&
          item.clientId === clientId &&
          item.author?.kind === author?.kind &&
          item.author?.id === author?.id,
      ),
    );
  }

  #of(conversationId: string): Map<number, Item> {
    const items = this.#items.get(conversationId) ?? new Map<number, Item>();
    this.#items.set(conversationId, items);
    return items;
  }

  async #do<T>(run: () => T): Promise<T> {
    if (this.away) throw new WeftError('UNAVAILABLE');
    return Promise.resolve(run());
  }
}

const isMeant = (item: Item, ref: ItemRef): boolean =>
  'seq' in ref
    ? item.seq === ref.seq
    : item.clientId === ref.clientId &&
      item.author?.kind === ref.authorKind &&
      item.author.id === ref.authorId;

const isSame = (a: Omit<Watcher, 'focused'>, b: Omit<Watcher, 'focused'>): boolean =>
  a.sessionId === b.sessionId && a.conversationId === b.conversationId;

function isIn(head: Conversation, view: ListQuestion['view'], agentId: string): boolean {
  switch (view) {
    case 'mine':
      return head.state === 'assigned' && head.agentId === agentId;
    case 'snoozed':
      return head.state === 'snoozed' && head.agentId === agentId;
    case 'unassigned':
      return head.state === 'waiting';
    case 'all':
      return head.state !== 'closed';
    case 'closed':
      return head.state === 'closed';
    case 'followed':
      return head.state !== 'closed' && followerIn(head, agentId) !== undefined;
    case 'mentions':
      return false;
  }
}
