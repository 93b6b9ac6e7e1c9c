import type { Conversation } from '@weft/proto';

/** Conversations of one partition that are held at a time; beyond, the one that changed longest ago is read again. */
const MAX_HEADS = 1_000;

/** The heads that a partition's owner wrote last: nobody else writes them while it is the owner. */
export class HeldHeads {
  readonly #byId = new Map<string, Conversation>();

  /** These heads, read where they are not held; those that do not exist are missing. */
  async of(
    conversationIds: readonly string[],
    read: (conversationIds: readonly string[]) => Promise<ReadonlyMap<string, Conversation>>,
  ): Promise<ReadonlyMap<string, Conversation>> {
    const missing = conversationIds.filter((id) => !this.#byId.has(id));
    const found = missing.length === 0 ? new Map<string, Conversation>() : await read(missing);
    const heads = conversationIds.flatMap((id) => this.#byId.get(id) ?? found.get(id) ?? []);
    return new Map(heads.map((head) => [head.conversationId, head]));
  }

  /** They are in the store as they are here. */
  keep(heads: readonly Conversation[]): void {
    for (const head of heads) {
      this.#byId.delete(head.conversationId);
      this.#byId.set(head.conversationId, head);
    }
    for (const oldest of this.#byId.keys()) {
      if (this.#byId.size <= MAX_HEADS) break;
      this.#byId.delete(oldest);
    }
  }

  clear(): void {
    this.#byId.clear();
  }
}
