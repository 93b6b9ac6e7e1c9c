import { type Conversation, type ConversationCounts, type Item, WeftError } from '@weft/proto';
import { attachmentOf, attachmentPosted, forgetUnposted, putAttachment } from '../store/attachments.ts';
import { ensureContact } from '../store/contacts.ts';
import { headsOf, putHeads, setDisposition } from '../store/heads.ts';
import { type ItemKey, itemsAt, itemsBefore, itemsNamed, itemsSince, putItems } from '../store/items.ts';
import { putMentions, seeMentions } from '../store/mentions.ts';
import { advance, positionOf } from '../store/positions.ts';
import type { Sql, Store } from '../store/store.ts';
import { listHeads } from '../store/views.ts';
import { focusWatcher, unwatchBefore, unwatchSession, watch, watchersOf } from '../store/watchers.ts';
import { countsOf, openCounts, unansweredHeads, waitingHeads } from '../store/workload.ts';
import type {
  AgentLoad,
  ConversationChange,
  ListPage,
  ListQuestion,
  NamedRef,
  Position,
  TimelineStore,
  UploadedAttachment,
  Watcher,
} from './timeline-store.ts';

/** Files forgotten in one go. */
const MAX_FORGOTTEN = 500;

/** The TimelineStore over the database. */
export class KeptTimelines implements TimelineStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async position(streamId: string, partition: number): Promise<Position> {
    return { streamId, at: await this.#store.read((sql) => positionOf(sql, streamId, partition)) };
  }

  async apply(
    partition: number,
    from: Position,
    to: Position,
    changes: readonly ConversationChange[],
  ): Promise<boolean> {
    try {
      await this.#store.write(async (sql) => {
        await advance(sql, { stream: from.streamId, partition, from: from.at, to: to.at });
        await keep(sql, changes);
      });
      return true;
    } catch (error) {
      if (error instanceof WeftError && error.code === 'CONFLICT') return false;
      throw error;
    }
  }

  heads(conversationIds: readonly string[]): Promise<ReadonlyMap<string, Conversation>> {
    return this.#store.read((sql) => headsOf(sql, conversationIds));
  }

  known(refs: readonly NamedRef[]): Promise<readonly Item[]> {
    const named: ItemKey[] = [];
    const placed: { readonly conversationId: string; readonly seq: number }[] = [];
    for (const { conversationId, ref } of refs) {
      if ('seq' in ref) placed.push({ conversationId, seq: ref.seq });
      else named.push({ conversationId, ...ref });
    }
    return this.#store.read(async (sql) => [
      ...(await itemsNamed(sql, named)),
      ...(await itemsAt(sql, placed)),
    ]);
  }

  itemsSince(conversationId: string, sinceRevision: number, limit: number): Promise<readonly Item[]> {
    return this.#store.read((sql) => itemsSince(sql, { conversationId, sinceRevision, limit, notes: true }));
  }

  itemsBefore(conversationId: string, beforeSeq: number, limit: number): Promise<readonly Item[]> {
    return this.#store.read((sql) => itemsBefore(sql, { conversationId, beforeSeq, limit, notes: true }));
  }

  list(question: ListQuestion): Promise<ListPage> {
    return this.#store.read((sql) => listHeads(sql, question));
  }

  counts(agentIds: readonly string[]): Promise<ReadonlyMap<string, ConversationCounts>> {
    return this.#store.read((sql) => countsOf(sql, agentIds));
  }

  waiting(limit: number): Promise<readonly Conversation[]> {
    return this.#store.read((sql) => waitingHeads(sql, limit));
  }

  async loads(agentIds: readonly string[]): Promise<readonly AgentLoad[]> {
    const open = await this.#store.read((sql) => openCounts(sql));
    return agentIds.map((agentId) => ({ agentId, open: open.get(agentId) ?? 0 }));
  }

  unanswered(exceptAgentIds: readonly string[], limit: number): Promise<readonly Conversation[]> {
    return this.#store.read((sql) => unansweredHeads(sql, exceptAgentIds, limit));
  }

  watch(watcher: Omit<Watcher, 'focused'>, atMs: number, most: number): Promise<void> {
    return this.#store.write((sql) => watch(sql, { ...watcher, sinceMs: Math.round(atMs) }, most));
  }

  watchers(conversationIds: readonly string[]): Promise<readonly Watcher[]> {
    return this.#store.read(async (sql) =>
      (await watchersOf(sql, conversationIds)).map(({ role, ...rest }) => ({
        ...rest,
        role: role === 'agent' ? 'agent' : 'customer',
      })),
    );
  }

  focus(watcher: Omit<Watcher, 'focused'>, atMs: number): Promise<readonly string[]> {
    return this.#store.write((sql) => focusWatcher(sql, { ...watcher, sinceMs: Math.round(atMs) }));
  }

  forget(sessionId: string): Promise<readonly string[]> {
    return this.#store.write((sql) => unwatchSession(sql, sessionId));
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
}

async function keep(sql: Sql, changes: readonly ConversationChange[]): Promise<void> {
  const opened = changes.filter(({ before }) => before === undefined);
  for (const { head } of opened) await openContact(sql, head);
  await putHeads(
    sql,
    changes.map(({ head }) => head),
  );
  const items = changes.flatMap((change) => change.items);
  await putItems(sql, items);
  await putMentions(
    sql,
    items.flatMap(({ conversationId, seq, atMs, mentions }) =>
      [...new Set(mentions)].map((agentId) => ({ agentId, conversationId, seq, atMs: Math.round(atMs) })),
    ),
  );
  for (const { body } of items) {
    if (body?.case === 'attachment') await attachmentPosted(sql, body.value.attachmentId);
  }
  for (const change of changes) await keepRecords(sql, change);
}

/** Who writes for the first time is a contact from then on. */
async function openContact(sql: Sql, { contactId, contactName, openedAtMs }: Conversation): Promise<void> {
  await ensureContact(sql, contactId, contactName, Math.round(openedAtMs));
}

async function keepRecords(sql: Sql, { head, records }: ConversationChange): Promise<void> {
  const { conversationId } = head;
  const atMs = Math.round(head.changedAtMs);
  for (const { rating, disposition, removedAttachmentId } of records) {
    if (removedAttachmentId !== undefined) {
      await sql.deleteFrom('attachments').where('attachmentId', '=', removedAttachmentId).execute();
    }
    if (disposition !== undefined) await setDisposition(sql, conversationId, disposition);
    if (rating === undefined) continue;
    await sql
      .insertInto('ratings')
      .values({ conversationId, ...rating, atMs })
      .onConflict((conflict) => conflict.column('conversationId').doUpdateSet({ ...rating, atMs }))
      .execute();
  }
}
