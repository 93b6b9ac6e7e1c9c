import {
  type ErrorCode,
  type TimelineEntry,
  type TimelineEvent,
  type TimelineReader,
  toFault,
  WeftError,
} from '@weft/proto';
import { Following } from '../following.ts';
import { applyAll, type BatchResult, needsOf } from './batch.ts';
import type { ConversationContext } from './context.ts';
import { HeldHeads } from './held-heads.ts';
import { tellOutcome } from './outcomes.ts';
import type { Terms } from './promises.ts';
import { tellChanges, tellWaits } from './telling.ts';
import type { Position } from './timeline-store.ts';

/** Events applied in one transaction at most. */
const MAX_BATCH = 200;
/** The store is away. */
const PASSING: ReadonlySet<ErrorCode> = new Set(['UNAVAILABLE']);

/**
 * Applies one partition's events to the store in the stream's order, and tells
 * whoever watches. The store's position is the fence, so a second owner for a
 * moment does no harm; what it holds of conversations is as the store has it
 * for as long as nobody else moves that position, and forgotten when it begins anew.
 */
export class PartitionOwner implements AsyncDisposable {
  readonly #context: ConversationContext;
  readonly #partition: number;
  readonly #terms: Terms;
  readonly #heads = new HeldHeads();
  readonly #following: Following<readonly TimelineEntry[]>;
  #position: Position = { streamId: '', at: 0 };

  constructor(context: ConversationContext, partition: number) {
    const { virtualAgent, terms } = context;
    this.#context = context;
    this.#terms = {
      holdMs: virtualAgent?.holdMs ?? 0,
      dueAtMs: (head) => terms.dueAtMs(head),
      queueOf: (head) => terms.queueOf(head),
    };
    this.#partition = partition;
    this.#following = new Following({
      ...{ clock: context.clock, passing: PASSING, begin: () => this.#begin() },
      each: async (batch) => {
        this.#position = await this.#apply(this.#position, batch);
      },
      failed: (error) =>
        context.log.warn({ partition, error: String(error) }, 'timeline is not followed now'),
    });
  }

  /** Applies no more; what is under way is finished. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#following[Symbol.asyncDispose]();
  }

  async #begin(): Promise<TimelineReader> {
    this.#heads.clear();
    this.#position = await this.#readOnAt();
    // What an owner before committed and did not live to hand over.
    await this.#context.outgoing.sweep(this.#partition);
    return this.#context.timeline.follow(this.#partition, this.#position.at, MAX_BATCH);
  }

  /** Where to read on. A stream that began anew, or has lost its newest entries, is read from where it is. */
  async #readOnAt(): Promise<Position> {
    const { store, timeline } = this.#context;
    const { streamId, last } = await timeline.extent();
    const position = await store.position(streamId, this.#partition);
    if (position.at <= last) return position;
    const back = { streamId, at: last };
    if ((await store.apply(this.#partition, position, back, [])).is !== 'kept') throw superseded();
    return back;
  }

  async #apply(from: Position, batch: readonly TimelineEntry[]): Promise<Position> {
    const { bus, log } = this.#context;
    const to = { streamId: from.streamId, at: batch.at(-1)?.position ?? from.at };
    let result: BatchResult;
    try {
      result = await this.#commit(from, to, batch);
    } catch (error) {
      if (error instanceof WeftError) throw error;
      if (batch.length > 1) return this.#applyOneByOne(from, batch);
      // A defect of ours must not stop the partition for good: this one event has no effect.
      log.error({ partition: this.#partition, position: to.at, error: describe(error) }, 'event left out');
      result = await this.#leaveOut(from, to, batch);
    }
    for (const { event, code, forwarded } of result.outcomes) {
      if (event.askedBy === '' || forwarded) continue;
      tellOutcome(
        bus,
        event.askedBy,
        event.eventId,
        code === undefined ? undefined : toFault(new WeftError(code)),
      );
    }
    await this.#following.persist(() => tellChanges(this.#context, result.changes));
    await this.#following.persist(() =>
      this.#context.outgoing.hand(result.changes.flatMap(({ items }) => items)),
    );
    tellWaits(this.#context, result.changes);
    for (const change of result.changes) this.#context.virtualAgent?.consider(change);
    await this.#erase(result, to);
    return to;
  }

  /** What was deleted or edited is gone from the store: now from the stream and the files, too. */
  async #erase({ changes, outcomes }: BatchResult, applied: Position): Promise<void> {
    const { files, timeline, log } = this.#context;
    const elsewhere = outcomes.filter(
      ({ event, forwarded }) => forwarded && event.body?.case === 'itemPosted',
    );
    // Deleted there, words must not be left here.
    for (const conversationId of new Set(elsewhere.map(({ event }) => event.conversationId)))
      await timeline.forget(conversationId, applied.at).catch((error: unknown) => {
        log.error(
          { conversationId, error: String(error) },
          'words that went elsewhere are in the stream twice',
        );
      });
    for (const { head, records } of changes) {
      const { conversationId } = head;
      try {
        // Its entries are all applied, so that nothing but their words is lost.
        if (records.some(({ redacted }) => redacted)) await timeline.forget(conversationId, applied.at);
        for (const { removedAttachmentId: id } of records) if (id !== undefined) await files.remove(id);
      } catch (error) {
        // Nobody can ask for it any more, and the stream forgets it in a week: operators are told.
        log.error({ conversationId, error: String(error) }, 'what was deleted is not gone everywhere yet');
      }
    }
  }

  async #applyOneByOne(from: Position, batch: readonly TimelineEntry[]): Promise<Position> {
    let position = from;
    for (const entry of batch) position = await this.#apply(position, [entry]);
    return position;
  }

  async #leaveOut(from: Position, to: Position, batch: readonly TimelineEntry[]): Promise<BatchResult> {
    const applied = await this.#following.persist(() =>
      this.#context.store.apply(this.#partition, from, to, []),
    );
    if (applied.is !== 'kept') throw superseded();
    return {
      changes: [],
      outcomes: batch.map(({ event }) => ({ event, code: 'INTERNAL' })),
      forwards: [],
    };
  }

  #commit(from: Position, to: Position, batch: readonly TimelineEntry[]): Promise<BatchResult> {
    const { store } = this.#context;
    const events = batch.map(({ event }) => event);
    let careful = false;
    const taken = new Set<string>();
    let tried: BatchResult | undefined;
    return this.#following.persist(async () => {
      for (;;) {
        const { conversationIds, refs } = needsOf(events, careful);
        const [heads, known] = await Promise.all([
          this.#heads.of(conversationIds, (ids) => store.heads(ids)),
          refs.length === 0 ? [] : store.known(refs),
        ]);
        const before = tried;
        tried = applyAll(events, heads, known, this.#terms, taken);
        if (tried.forwards.length > 0) {
          // What is here already must not be said there once more.
          if (!careful) {
            careful = true;
            tried = undefined;
            continue;
          }
          await this.#forward(from, tried.forwards);
        }
        const applied = await store.apply(this.#partition, from, to, tried.changes);
        if (applied.is === 'kept') {
          this.#heads.keep(applied.changes.map(({ head }) => head));
          return { ...tried, changes: applied.changes };
        }
        if (applied.is === 'taken') {
          for (const eventId of applied.eventIds) taken.add(eventId);
          continue;
        }
        if (applied.is === 'known-item') {
          if (careful) throw new Error('an item is there that was not found');
          careful = true;
          continue;
        }
        this.#heads.clear();
        const { at } = await store.position(to.streamId, this.#partition);
        // It was our own transaction, whose answer was lost.
        if (before !== undefined && at === to.at) return before;
        throw superseded();
      }
    });
  }

  /**
   * Tells other conversations, before this partition moves on: whoever dies in between tells them the same again, and
   * what is told twice has no effect. Nothing when somebody else has moved on: then what was read is not as of here.
   */
  async #forward(from: Position, forwards: readonly TimelineEvent[]): Promise<void> {
    const { store, timeline } = this.#context;
    const { at } = await store.position(from.streamId, this.#partition);
    if (at !== from.at) return;
    for (const event of forwards)
      await timeline.append(event, `${event.conversationId} from ${event.eventId} ${event.body?.case}`);
  }
}

const superseded = (): WeftError => new WeftError('CONFLICT', 'another owner has applied these events');

const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
