import { type Conversation, type ConversationCounts, type Item, isOpen } from '@weft/proto';
import {
  attachmentOf,
  attachmentPosted,
  attachmentThumbnailKept,
  forgetUnposted,
  putAttachment,
} from '../store/attachments.ts';
import { callOffDeliveries, deliveryText } from '../store/deliveries.ts';
import { isTaken } from '../store/failure.ts';
import { conversationsFollowed, followersOfAll } from '../store/followers.ts';
import { Gathering } from '../store/gathering.ts';
import { headsOf, setDisposition } from '../store/heads.ts';
import { type ItemKey, itemKeyText, itemsAt, itemsBefore, itemsNamed, itemsSince } from '../store/items.ts';
import { putMatter } from '../store/matters.ts';
import { seeMentions } from '../store/mentions.ts';
import { positionOf } from '../store/positions.ts';
import { eraseComment, putRating, settleRating } from '../store/ratings.ts';
import { type KeptStep, type Step, takeSteps } from '../store/steps.ts';
import type { Sql, Store } from '../store/store.ts';
import type { Watcher as KeptWatcher } from '../store/tables.ts';
import { listHeads, listMine } from '../store/views.ts';
import { focusWatcher, unwatchBefore, unwatchSessions, watch, watchersOf } from '../store/watchers.ts';
import {
  countsFor,
  idleHeads,
  openCounts,
  overNaps,
  type Tallies,
  tallies,
  unansweredHeads,
  waitingHeads,
} from '../store/workload.ts';
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
  WaitingPlace,
  Watcher,
} from './timeline-store.ts';

/** Files forgotten in one go. */
const MAX_FORGOTTEN = 500;
/** Partitions whose batches are taken in one statement at most. */
const MAX_STEPS = 16;
/** Conversations asked for in one statement at most. */
const MAX_ASKED = 500;

/**
 * The TimelineStore over the database. What several partitions' owners and
 * pages want at the same moment goes in one statement.
 */
export class KeptTimelines implements TimelineStore {
  readonly #store: Store;
  readonly #steps: Gathering<Step, KeptStep>;
  readonly #heads: Gathering<string, Conversation | undefined>;
  readonly #items: Gathering<NamedRef, Item | undefined>;
  readonly #watchers: Gathering<string, readonly Watcher[]>;
  readonly #gone: Gathering<string, readonly string[]>;
  readonly #tallies: Gathering<undefined, Tallies>;
  readonly #firstPages: Gathering<ListQuestion, ListPage>;

  constructor(store: Store) {
    this.#store = store;
    this.#steps = new Gathering((steps) => store.change((sql) => takeSteps(sql, steps)), MAX_STEPS);
    this.#heads = new Gathering(async (ids) => {
      const heads = await store.read((sql) => headsOf(sql, ids));
      return ids.map((id) => heads.get(id));
    }, MAX_ASKED);
    this.#items = new Gathering((refs) => store.read((sql) => itemsOf(sql, refs)), MAX_ASKED);
    this.#watchers = new Gathering(async (ids): Promise<readonly (readonly Watcher[])[]> => {
      const found = await store.read((sql) => watchersOf(sql, ids));
      const byId = Map.groupBy(found.map(toWatcher), ({ conversationId }) => conversationId);
      return ids.map((id) => byId.get(id) ?? []);
    }, MAX_ASKED);
    this.#gone = new Gathering((ids) => store.change((sql) => unwatchSessions(sql, ids)), MAX_ASKED);
    this.#tallies = new Gathering(async (asked) => {
      const all = await store.read((sql) => tallies(sql));
      return asked.map(() => all);
    }, MAX_ASKED);
    this.#firstPages = new Gathering((questions) => this.#readOnce(questions), MAX_ASKED);
  }

  async position(streamId: string, partition: number): Promise<Position> {
    return { streamId, at: await this.#store.read((sql) => positionOf(sql, streamId, partition)) };
  }

  async apply(
    partition: number,
    from: Position,
    to: Position,
    changes: readonly ConversationChange[],
  ): Promise<Applied> {
    const heads = changes.map(({ head }) => head);
    const opened = changes.flatMap(({ head, before }) => (before === undefined ? head : []));
    const items = changes.flatMap((change) => change.items);
    const step = { stream: from.streamId, partition, from: from.at, to: to.at, heads, opened, items };
    try {
      const contacts = await (changes.some(hasMore)
        ? this.#takeWithMore(step, changes)
        : this.#steps.ask(step));
      if (contacts === undefined) return { is: 'superseded' };
      return {
        is: 'kept',
        changes: changes.map((change) => {
          const contact = contacts.get(change.head.conversationId);
          return contact === undefined ? change : { ...change, head: { ...change.head, ...contact } };
        }),
      };
    } catch (error) {
      if (isTaken(error)) return { is: 'known-item' };
      if (error instanceof WithCarrier) return { is: 'taken', eventIds: error.eventIds };
      throw error;
    }
  }

  async heads(conversationIds: readonly string[]): Promise<ReadonlyMap<string, Conversation>> {
    const heads = await Promise.all(conversationIds.map((id) => this.#heads.ask(id)));
    return new Map(heads.flatMap((head) => (head === undefined ? [] : [[head.conversationId, head]])));
  }

  async known(refs: readonly NamedRef[]): Promise<readonly Item[]> {
    const items = await Promise.all(refs.map((ref) => this.#items.ask(ref)));
    return items.flatMap((item) => item ?? []);
  }

  itemsSince(conversationId: string, sinceRevision: number, limit: number): Promise<readonly Item[]> {
    return this.#store.read((sql) => itemsSince(sql, { conversationId, sinceRevision, limit, notes: true }));
  }

  itemsBefore(conversationId: string, beforeSeq: number, limit: number): Promise<readonly Item[]> {
    return this.#store.read((sql) => itemsBefore(sql, { conversationId, beforeSeq, limit, notes: true }));
  }

  list(question: ListQuestion): Promise<ListPage> {
    const { cursor, contactId, search, tags, filter } = question;
    // What desks turn to all the time; nobody waits for somebody else's search.
    return cursor === '' && contactId === '' && search === '' && tags.length === 0 && isOpen(filter)
      ? this.#firstPages.ask(question)
      : this.#store.read((sql) => listHeads(sql, question));
  }

  async counts(agentIds: readonly string[]): Promise<ReadonlyMap<string, ConversationCounts>> {
    const all = await this.#tallies.ask(undefined);
    return new Map(agentIds.map((agentId) => [agentId, countsFor(all, agentId)]));
  }

  waiting(limit: number, after?: WaitingPlace): Promise<readonly Conversation[]> {
    return this.#store.read((sql) => waitingHeads(sql, limit, after));
  }

  async loads(agentIds: readonly string[]): Promise<readonly AgentLoad[]> {
    const open = await this.#store.read((sql) => openCounts(sql));
    return agentIds.map((agentId) => ({ agentId, open: open.get(agentId) ?? 0 }));
  }

  unanswered(exceptAgentIds: readonly string[], limit: number): Promise<readonly Conversation[]> {
    return this.#store.read((sql) => unansweredHeads(sql, exceptAgentIds, limit));
  }

  idle(queueId: string, beforeMs: number, limit: number): Promise<readonly Conversation[]> {
    return this.#store.read((sql) => idleHeads(sql, queueId, beforeMs, limit));
  }

  overNaps(nowMs: number, limit: number): Promise<readonly Conversation[]> {
    return this.#store.read((sql) => overNaps(sql, nowMs, limit));
  }

  followers(): Promise<readonly string[]> {
    return this.#store.read((sql) => followersOfAll(sql));
  }

  followedBy(agentId: string, afterId: string, limit: number): Promise<readonly string[]> {
    return this.#store.read((sql) => conversationsFollowed(sql, { agentId, afterId, limit }));
  }

  watch(watcher: Omit<Watcher, 'focused'>, atMs: number, most: number): Promise<void> {
    return this.#store.write((sql) => watch(sql, { ...watcher, sinceMs: Math.round(atMs) }, most));
  }

  async watchers(conversationIds: readonly string[]): Promise<readonly Watcher[]> {
    return (await Promise.all(conversationIds.map((id) => this.#watchers.ask(id)))).flat();
  }

  focus(watcher: Omit<Watcher, 'focused'>, atMs: number): Promise<readonly string[]> {
    return this.#store.write((sql) => focusWatcher(sql, { ...watcher, sinceMs: Math.round(atMs) }));
  }

  forget(sessionId: string): Promise<readonly string[]> {
    return this.#gone.ask(sessionId);
  }

  forgetBefore(atMs: number): Promise<void> {
    return this.#store.write((sql) => unwatchBefore(sql, atMs));
  }

  sawMentions(agentId: string, conversationId: string, upToSeq: number, atMs: number): Promise<boolean> {
    return this.#store.write((sql) =>
      seeMentions(sql, { agentId, conversationId, upToSeq, atMs: Math.round(atMs) }),
    );
  }

  addAttachment(
    { attachment, conversationId, authorId, sha256 }: UploadedAttachment,
    atMs: number,
  ): Promise<void> {
    const { attachmentId, fileName, mediaType, bytes, width, height, thumbnail } = attachment;
    return this.#store.write((sql) =>
      putAttachment(sql, {
        ...{ attachmentId, conversationId, fileName, mediaType, bytes, width, height, thumbnail, sha256 },
        ...{ authorKind: 'customer', authorId, atMs: Math.round(atMs), posted: false },
      }),
    );
  }

  thumbnailKept(attachmentId: string): Promise<void> {
    return this.#store.write((sql) => attachmentThumbnailKept(sql, attachmentId));
  }

  forgetUnposted(beforeMs: number): Promise<readonly string[]> {
    return this.#store.write((sql) => forgetUnposted(sql, Math.round(beforeMs), MAX_FORGOTTEN));
  }

  async attachment(attachmentId: string): Promise<UploadedAttachment | undefined> {
    const found = await this.#store.read((sql) => attachmentOf(sql, attachmentId));
    if (found === undefined) return undefined;
    const { conversationId, authorId, sha256, fileName, mediaType, bytes, width, height, thumbnail } = found;
    const attachment = { attachmentId, fileName, mediaType, bytes, width, height, thumbnail };
    return { attachment, conversationId, authorId, sha256 };
  }

  #takeWithMore(step: Step, changes: readonly ConversationChange[]): Promise<KeptStep> {
    return this.#store.write(async (sql) => {
      const [contacts] = await takeSteps(sql, [step]);
      if (contacts === undefined) return undefined;
      await callOff(sql, changes);
      for (const { body, originalId } of step.items) {
        if (body?.case === 'attachment') await attachmentPosted(sql, body.value.attachmentId);
        if (originalId !== '') await attachmentPosted(sql, originalId);
      }
      for (const change of changes) await keepRecords(sql, change);
      return contacts;
    });
  }

  /** First pages of lists: what several ask for is read once for all of them, and what each has alone in one statement. */
  async #readOnce(questions: readonly ListQuestion[]): Promise<readonly ListPage[]> {
    const asked = new Map(questions.map((question) => [sameList(question), question]));
    const [own, others] = [new Map<number, ListQuestion[]>(), [] as ListQuestion[]];
    for (const question of asked.values()) {
      const those = own.get(question.limit);
      if (question.view !== 'mine') others.push(question);
      else if (those === undefined) own.set(question.limit, [question]);
      else those.push(question);
    }
    const pages = new Map<string, ListPage>();
    await Promise.all([
      ...others.map(async (question) => {
        pages.set(sameList(question), await this.#store.read((sql) => listHeads(sql, question)));
      }),
      ...[...own].map(async ([limit, those]) => {
        const agentIds = those.map(({ agentId }) => agentId);
        const found = await this.#store.read((sql) => listMine(sql, agentIds, limit));
        for (const [at, question] of those.entries())
          pages.set(sameList(question), found[at] ?? { conversations: [], cursor: '' });
      }),
    ]);
    return questions.map((question) => pages.get(sameList(question)) ?? { conversations: [], cursor: '' });
  }
}

/** In the order of the references. */
async function itemsOf(sql: Sql, refs: readonly NamedRef[]): Promise<readonly (Item | undefined)[]> {
  const named: ItemKey[] = [];
  const placed: { readonly conversationId: string; readonly seq: number }[] = [];
  for (const { conversationId, ref } of refs) {
    if ('seq' in ref) placed.push({ conversationId, seq: ref.seq });
    else named.push({ conversationId, ...ref });
  }
  const byKey = new Map<string, Item>();
  for (const item of await itemsNamed(sql, named)) {
    const { conversationId, author, clientId } = item;
    const [authorKind, authorId] = [author?.kind ?? 'unspecified', author?.id ?? ''];
    byKey.set(itemKeyText({ conversationId, authorKind, authorId, clientId }), item);
  }
  for (const item of await itemsAt(sql, placed)) byKey.set(`${item.conversationId}\n${item.seq}`, item);
  return refs.map(({ conversationId, ref }) =>
    byKey.get('seq' in ref ? `${conversationId}\n${ref.seq}` : itemKeyText({ conversationId, ...ref })),
  );
}

/** Views that show each agent something else. */
const OF_ONE: ReadonlySet<ListQuestion['view']> = new Set(['mine', 'mentions', 'followed', 'snoozed']);

/** The same for those who see the same first page: whose it is matters to some views only. */
const sameList = ({ view, agentId, limit }: ListQuestion): string =>
  JSON.stringify([view, OF_ONE.has(view) ? agentId : '', limit]);

const toWatcher = ({ role, ...rest }: KeptWatcher): Watcher => ({
  ...rest,
  role: role === 'agent' ? 'agent' : 'customer',
});

/** Edits came too late: the transaction around them is taken back. */
class WithCarrier extends Error {
  readonly eventIds: readonly string[];

  constructor(eventIds: readonly string[]) {
    super('a carrier is given the words as they were');
    this.eventIds = eventIds;
  }
}

/** Sees to it that words which were edited do not go as they were. Throws WithCarrier where they do. */
async function callOff(sql: Sql, changes: readonly ConversationChange[]): Promise<void> {
  const edits = changes.flatMap(({ head, records }) =>
    records.flatMap(({ mended }) =>
      mended === undefined
        ? []
        : [{ ...mended, conversationId: head.conversationId, atMs: head.changedAtMs }],
    ),
  );
  const [first] = edits;
  if (first === undefined) return;
  const off = new Set((await callOffDeliveries(sql, edits, first.atMs)).map(deliveryText));
  const late = edits.filter((edit) => !off.has(deliveryText(edit)));
  if (late.length > 0) throw new WithCarrier(late.map(({ eventId }) => eventId));
}

/** There is more to keep of it than heads, items and mentions: a file, a rating, what it was closed as, an edit. */
const hasMore = ({ items, records }: ConversationChange): boolean =>
  records.some(
    ({ rating, closing, removedAttachmentId, erasedComment, mended }) =>
      rating ?? closing ?? removedAttachmentId ?? erasedComment ?? mended,
  ) || items.some(({ body, originalId }) => body?.case === 'attachment' || originalId !== '');

async function keepRecords(sql: Sql, { head, records }: ConversationChange): Promise<void> {
  const { conversationId } = head;
  const atMs = Math.round(head.changedAtMs);
  for (const { rating, closing, removedAttachmentId, erasedComment } of records) {
    if (removedAttachmentId !== undefined) {
      await sql.deleteFrom('attachments').where('attachmentId', '=', removedAttachmentId).execute();
    }
    if (closing !== undefined) {
      await setDisposition(sql, conversationId, closing.disposition);
      await putMatter(sql, closing);
      await settleRating(sql, conversationId, closing.toSeq);
    }
    if (rating !== undefined) await putRating(sql, { conversationId, ...rating, atMs });
    if (erasedComment !== undefined) await eraseComment(sql, conversationId, erasedComment);
  }
}
