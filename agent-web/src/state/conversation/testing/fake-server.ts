import {
  type AuthorKind,
  Conversation,
  type ConversationChangedInit,
  type ConversationInit,
  Item,
  type ItemInit,
  type ItemStatus,
  type PostItem,
  type SyncConversation,
  type TimelineInit,
} from '@weft/proto';

/** A conversation as the server keeps it, with the pushes that each change gives. */
export class FakeServer {
  readonly conversationId: string;
  readonly pushes: ConversationChangedInit[] = [];
  items: Item[] = [];
  #head: ConversationInit;
  #revision = 0;

  constructor(conversationId = 'conversation-1') {
    this.conversationId = conversationId;
    this.#head = { conversationId, contactId: 'contact-1', state: 'waiting', channel: 'chat' };
  }

  get head(): Conversation {
    const lastSeq = this.items.length;
    return Conversation.create({ ...this.#head, lastSeq, revision: this.#revision });
  }

  append(kind: AuthorKind, body: NonNullable<ItemInit['body']>, clientId: string): Item {
    const known = this.items.find((item) => item.clientId === clientId);
    if (known !== undefined) return known;
    const { conversationId } = this;
    const author = { kind, id: kind, displayName: kind };
    const seq = this.items.length + 1;
    const revision = ++this.#revision;
    const atMs = 1_750_000_000_000 + seq * 1_000;
    const status = 'sent' as const;
    const item = Item.create({ conversationId, seq, revision, clientId, author, atMs, status, body });
    this.items.push(item);
    this.#push([item]);
    return item;
  }

  say(kind: AuthorKind, text: string): Item {
    return this.append(kind, { case: 'text', value: text }, `${kind}-${this.items.length + 1}`);
  }

  edit(seq: number, text: string): void {
    const deleted = text === '';
    this.#change(seq, deleted ? { deleted, body: undefined } : { body: { case: 'text', value: text } });
  }

  status(seq: number, status: ItemStatus): void {
    this.#change(seq, { status });
  }

  /** Only the head changes: its state, or somebody's mark of reading. */
  change(head: ConversationInit): void {
    this.#head = { ...this.#head, ...head };
    this.#revision += 1;
    this.#push([]);
  }

  sync({ sinceRevision, limit, beforeSeq }: SyncConversation): TimelineInit {
    const most = limit || 200;
    const conversation = this.head;
    if (sinceRevision > 0) {
      const changed = this.items
        .filter(({ revision }) => revision > sinceRevision)
        .sort((a, b) => a.revision - b.revision);
      const items = changed.slice(0, most);
      const more = changed.length > most;
      return { conversation, items, more, upToRevision: more ? items.at(-1)?.revision : this.#revision };
    }
    const below = this.items.filter(({ seq }) => beforeSeq === 0 || seq < beforeSeq);
    const upToRevision = beforeSeq === 0 ? this.#revision : 0;
    return { conversation, items: below.slice(-most), more: below.length > most, upToRevision };
  }

  post({ clientId, body }: PostItem): void {
    const text = body?.value ?? '';
    if (body?.case === 'text') this.append('customer', body, clientId);
    else
      this.append(
        'customer',
        { case: 'attachment', value: { attachmentId: text, fileName: 'a.png' } },
        clientId,
      );
  }

  #change(seq: number, change: ItemInit): void {
    const known = this.items[seq - 1];
    if (known === undefined) return;
    const item = Item.create({ ...known, ...change, revision: ++this.#revision });
    this.items[seq - 1] = item;
    this.#push([item]);
  }

  #push(items: readonly Item[]): void {
    const sinceRevision = this.#revision - 1;
    this.pushes.push({ conversation: this.head, items: [...items], sinceRevision });
  }
}
