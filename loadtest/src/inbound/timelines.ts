import {
  type Clock,
  type ControlRequestInit,
  type Conversation,
  type Item,
  sleep,
  WeftError,
} from '@weft/proto';
import type { EdgeClient } from '../wire/edge-client.ts';

/** What every message of the benchmark begins with. */
export const WORDS = '我的订单到哪了';

/** The largest pages that are given. */
const LISTED = 200;
const ITEMS = 500;
/** Timelines that are read at the same time. */
const AT_ONCE = 20;

/** How long a part that is busy, or a new store, may take to answer. */
const PATIENCE_MS = 120_000;

/** Reads timelines at an agent's desk; a mesh that is busy is asked again. */
export class Timelines {
  readonly #desk: EdgeClient;
  readonly #clock: Clock;

  constructor(desk: EdgeClient, clock: Clock) {
    this.#desk = desk;
    this.#clock = clock;
  }

  /** Resolves when conversations can be read: a store that is new takes a while to open. */
  async opened(): Promise<void> {
    await this.#page('');
  }

  /** Every text in the conversations of these people, by their names. */
  async texts(names: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const found = await this.items(names);
    return new Map([...found].map(([name, items]) => [name, items.map(textOf)]));
  }

  /** Every item with a text in the conversations of these people, by their names. */
  async items(names: readonly string[]): Promise<ReadonlyMap<string, readonly Item[]>> {
    const wanted = new Set(names);
    const found = new Map<string, Item[]>();
    const conversations = (await this.all()).filter(({ contactName }) => wanted.has(contactName));
    const left = conversations.values();
    const reading = Array.from({ length: AT_ONCE }, async () => {
      for (const { conversationId, contactName } of left) {
        const items = await this.#itemsOf(conversationId);
        found.set(contactName, [...(found.get(contactName) ?? []), ...items]);
      }
    });
    await Promise.all(reading);
    return found;
  }

  /** Every conversation. */
  async all(): Promise<readonly Conversation[]> {
    const all: Conversation[] = [];
    for (let cursor = ''; ; ) {
      const { conversations, cursor: next } = await this.#page(cursor);
      all.push(...conversations);
      if (next === '') return all;
      cursor = next;
    }
  }

  async #page(cursor: string) {
    const value = { view: 'all', cursor, limit: LISTED } as const;
    const reply = await this.#ask({ case: 'listConversations', value });
    if (reply.case !== 'conversations') throw new WeftError('INTERNAL', `answered with ${reply.case}`);
    return reply.value;
  }

  /** In order. */
  async #itemsOf(conversationId: string): Promise<readonly Item[]> {
    const found: Item[] = [];
    for (let beforeSeq = 0; ; ) {
      const reply = await this.#ask({
        case: 'syncConversation',
        value: { conversationId, beforeSeq, limit: ITEMS },
      });
      if (reply.case !== 'timeline') throw new WeftError('INTERNAL', `answered with ${reply.case}`);
      const { items, more } = reply.value;
      found.unshift(...items.filter(({ body }) => body?.case === 'text'));
      if (!more) return found;
      beforeSeq = items[0]?.seq ?? 0;
    }
  }

  async #ask(body: ControlRequestInit['body']) {
    const untilMs = this.#clock.monotonic() + PATIENCE_MS;
    for (;;) {
      try {
        return await this.#desk.control({ body });
      } catch (error) {
        const again = error instanceof WeftError && error.retryable && this.#clock.monotonic() < untilMs;
        if (!again) throw error;
      }
      await sleep(this.#clock, 200);
    }
  }
}

/** What an item says; empty = it has no text. */
export const textOf = ({ body }: Item): string => (body?.case === 'text' ? body.value : '');
