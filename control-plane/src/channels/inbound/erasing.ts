import type { Clock, Log, TimelineLog, Timer } from '@weft/proto';
import { dropErasure, type Erasure, erasuresToDo, itemsToErase } from '../../store/erasures.ts';
import { itemsAt } from '../../store/items.ts';
import type { Store } from '../../store/store.ts';

const LOOK_INTERVAL_MS = 10_000;
/** Contacts, and items of each, that are looked at at a time. */
const MAX_CONTACTS = 50;
const MAX_ITEMS = 200;
/** What a contact wrote just before may not be in the store yet: it is looked again for so long. */
const LATE_MS = 10 * 60_000;

export interface ErasingContext {
  readonly store: Store;
  readonly timeline: TimelineLog;
  readonly clock: Clock;
  readonly log: Log;
}

/** Erases from the timelines what those wrote whose platform asks for it: from store, stream and files, as when they delete it. */
export class Erasing implements AsyncDisposable {
  readonly #context: ErasingContext;
  readonly #timer: Timer;
  #looking: Promise<void> | undefined;

  constructor(context: ErasingContext) {
    this.#context = context;
    this.#timer = context.clock.every(LOOK_INTERVAL_MS, () => this.#look());
    this.#look();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#timer.cancel();
    await this.#looking;
  }

  #look(): void {
    this.#looking ??= this.#eraseAll()
      .catch((error: unknown) => {
        this.#context.log.info({ error: String(error) }, 'what is to be erased was not looked through');
      })
      .finally(() => {
        this.#looking = undefined;
      });
  }

  async #eraseAll(): Promise<void> {
    const { store } = this.#context;
    let afterId = '';
    for (;;) {
      const page = await store.read((sql) => erasuresToDo(sql, afterId, MAX_CONTACTS));
      const last = page.at(-1);
      if (last === undefined) return;
      for (const one of page) await this.#erase(one);
      afterId = last.contactId;
    }
  }

  /** Appended again while it is not applied, under the same key. */
  async #erase(erasure: Erasure): Promise<void> {
    const { store, timeline, clock } = this.#context;
    const nowMs = clock.now();
    const items = await store.read(async (sql) => itemsAt(sql, await itemsToErase(sql, erasure, MAX_ITEMS)));
    if (items.length === 0 && nowMs - erasure.atMs > LATE_MS)
      await store.write((sql) => dropErasure(sql, erasure));
    for (const { conversationId, seq, author } of items) {
      const eventId = `${conversationId} ${seq} erased`;
      const body = { case: 'itemEdited', value: { seq, text: '', forget: true } } as const;
      await timeline.append({ eventId, conversationId, atMs: nowMs, author, body }, eventId);
    }
  }
}
