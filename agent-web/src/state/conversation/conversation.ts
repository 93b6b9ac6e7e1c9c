import type { Author, ConversationChanged, Item } from '@weft/proto';
import { Listeners } from '../../link/index.ts';
import { problemOf } from '../problem.ts';
import type {
  ChosenFile,
  ConversationFreshness,
  ConversationSnapshot,
  LiveConversation,
  OutgoingBody,
  PostOptions,
  Problem,
} from '../types.ts';
import { KeptOutbox } from './kept-outbox.ts';
import { type Marks, marksToTell, type Reader, unreadOf } from './marks.ts';
import { ConversationModel } from './model.ts';
import type { ConversationParts } from './parts.ts';
import { Sending } from './sending.ts';
import { Syncing } from './syncing.ts';
import { applyChanged, isBehind } from './timeline.ts';
import { OthersTyping, OwnTyping, tellTyping } from './typing.ts';

const NOTHING_SHOWN = { earlier: [], items: [], all: [] };

/** One conversation of a page: what is known of it, what is written here, and the talk with the server about both. */
export class PageConversation implements LiveConversation {
  readonly #parts: ConversationParts;
  readonly #model: ConversationModel;
  readonly #kept: KeptOutbox;
  readonly #syncing: Syncing;
  readonly #sending: Sending;
  readonly #others: OthersTyping;
  readonly #own: OwnTyping;
  readonly #listeners = new Listeners<void>();
  #snapshot: ConversationSnapshot;
  #looking = false;
  #online = false;
  #marks: Marks = { deliveredSeq: 0, readSeq: 0 };
  /** The conversation that the marks are of. */
  #marked = '';
  #marking = false;
  #shown: { earlier: readonly Item[]; items: readonly Item[]; all: readonly Item[] } = NOTHING_SHOWN;
  #refused: Problem | undefined;

  /** @param conversationId empty = the customer's own */
  constructor(conversationId: string, parts: ConversationParts) {
    this.#parts = parts;
    const changed = (): void => this.#changed();
    this.#kept = new KeptOutbox(parts.store, parts.owner(), conversationId || 'own');
    this.#model = new ConversationModel(conversationId, this.#kept.read(), changed);
    this.#syncing = new Syncing({ model: this.#model, parts, changed });
    this.#sending = new Sending(this.#model, parts, () => this.#syncing.want());
    this.#others = new OthersTyping(parts.clock, changed);
    this.#own = new OwnTyping(parts.clock, (on) => {
      const { conversationId: id } = this.#model;
      if (this.#online && id !== '') tellTyping(parts.ask, id, on);
    });
    this.#snapshot = this.#compose();
  }

  readonly get = (): ConversationSnapshot => this.#snapshot;
  readonly subscribe = (listener: () => void): (() => void) => this.#listeners.add(listener);

  get looking(): boolean {
    return this.#looking;
  }

  post(text: string, options: PostOptions = {}): boolean {
    if (text.trim() === '') return false;
    return this.#write({ kind: 'text', text }, options) !== undefined;
  }

  attach(file: ChosenFile, options: PostOptions = {}): boolean {
    const { name: fileName, type: mediaType, size: bytes } = file;
    const clientId = this.#write(
      { kind: 'file', fileName, mediaType, bytes, attachmentId: '' },
      options,
      file,
    );
    return clientId !== undefined;
  }

  resend(clientId: string): void {
    const item = this.#model.outbox.find((one) => one.clientId === clientId);
    if (item?.state.name !== 'failed') return;
    const { body } = item;
    const uploads = body.kind === 'file' && body.attachmentId === '';
    this.#model.become(clientId, uploads ? { name: 'uploading', share: 0 } : { name: 'waiting' });
    this.#sending.pump();
  }

  discard(clientId: string): void {
    const state = this.#model.outbox.find((one) => one.clientId === clientId)?.state.name;
    // What is on its way may be with the server already.
    if (state === undefined || state === 'sending' || state === 'posted') return;
    this.#sending.drop(clientId);
    this.#model.remove(clientId);
    // It may have held up files behind it.
    this.#sending.pump();
  }

  async edit(seq: number, text: string): Promise<boolean> {
    const { conversationId } = this.#model;
    const value = { conversationId, seq, clientId: this.#parts.ids.next('edit'), text };
    return await this.#act(() => this.#parts.ask.control('posted', { case: 'editItem', value }));
  }

  rate(stars: number, comment: string): void {
    const { conversationId } = this.#model;
    const value = { conversationId, stars, comment };
    void this.#act(() => this.#parts.ask.control('accepted', { case: 'rateConversation', value }));
  }

  dismiss(): void {
    this.#refused = undefined;
    this.#changed();
  }

  retry(): void {
    this.#syncing.want();
  }

  loadOlder(): void {
    this.#syncing.wantOlder();
  }

  reach(seq: number): void {
    this.#syncing.reach(seq);
  }

  look(looking: boolean): void {
    if (looking === this.#looking) return;
    this.#looking = looking;
    this.#syncing.look(looking);
    this.#mark();
    this.#changed();
  }

  type(typing: boolean): void {
    if (typing) this.#own.key();
    else this.#own.over();
  }

  /** The link is ready. @param fresh the session is new */
  connected(fresh: boolean): void {
    this.#online = true;
    this.#syncing.connected(fresh);
    this.#sending.connected();
    this.#mark();
  }

  disconnected(): void {
    this.#online = false;
    this.#syncing.disconnected();
    this.#sending.disconnected();
    this.#others.clear();
  }

  told(push: ConversationChanged): void {
    const conversationId = push.conversation?.conversationId ?? '';
    const own = this.#model.conversationId;
    // A customer's present conversation has become another one, or an earlier one moved: the server says which.
    const goesOn = this.#parts.side === 'customer' && (push.conversation?.continuedIn ?? '') !== '';
    if ((own !== '' && conversationId !== own) || goesOn) {
      this.#syncing.want();
      return;
    }
    this.#model.name(conversationId);
    this.#model.update((timeline) => applyChanged(timeline, push));
    for (const { author } of push.items) if (author !== undefined) this.#others.spoke(author);
    this.#syncing.wantIfBehind();
  }

  toldTyping(author: Author, on: boolean): void {
    this.#others.told(author, on);
  }

  dispose(): void {
    this.#own.over();
    this.#others.clear();
    this.#syncing.dispose();
    this.#sending.dispose();
  }

  #write(body: OutgoingBody, options: PostOptions, file?: ChosenFile): string | undefined {
    const { ids, clock } = this.#parts;
    const clientId = ids.next('item');
    if (file !== undefined) this.#sending.hold(clientId, file);
    if (!this.#model.write({ ...options, clientId, body, atMs: clock.now() })) {
      this.#sending.drop(clientId);
      return undefined;
    }
    this.#own.sent();
    this.#sending.pump();
    return clientId;
  }

  async #act(ask: () => Promise<unknown>): Promise<boolean> {
    this.#refused = undefined;
    try {
      await ask();
    } catch (error) {
      this.#refused = problemOf(error);
    }
    this.#changed();
    return this.#refused === undefined;
  }

  #reader(): Reader {
    const { side, owner } = this.#parts;
    return { side, id: owner() };
  }

  /** Tells how far this side has got, one telling at a time, again when there is more by then. */
  #mark(): void {
    const { head, items } = this.#model.timeline;
    if (this.#marking || !this.#online || head === undefined) return;
    if (this.#marked !== head.conversationId) this.#marks = { deliveredSeq: 0, readSeq: 0 };
    this.#marked = head.conversationId;
    const marks = marksToTell(head, items, this.#reader(), this.#looking, this.#marks);
    if (marks === undefined) return;
    const before = this.#marks;
    this.#marks = marks;
    this.#marking = true;
    const value = { conversationId: head.conversationId, ...marks };
    this.#parts.ask
      .control('accepted', { case: 'markSeen', value })
      .catch((error: unknown) => {
        // Told again with the next news, or when the connection is back.
        this.#marks = before;
        this.#parts.log.debug({ error: String(error) }, 'reading not told');
        return 'failed';
      })
      .then((result) => {
        this.#marking = false;
        if (result !== 'failed') this.#mark();
      })
      .catch(() => undefined);
  }

  #changed(): void {
    this.#kept.write(this.#model.outbox);
    this.#mark();
    this.#snapshot = this.#compose();
    this.#listeners.tell();
  }

  #compose(): ConversationSnapshot {
    const { conversationId, timeline, earlier, outbox } = this.#model;
    const { head, items } = timeline;
    return {
      conversationId,
      head,
      items: this.#all(earlier?.timeline.items ?? [], items),
      earlier: earlier?.timeline.head,
      older: this.#syncing.loadingOlder ? 'loading' : this.#syncing.hasOlder ? 'available' : 'none',
      outgoing: outbox,
      freshness: this.#freshness(),
      typing: this.#others.authors.filter((author) => author.kind !== this.#parts.side),
      unread: unreadOf(head, items, this.#reader(), this.#marks),
      refused: this.#refused,
    };
  }

  /** What was said before it went on here, above what is said here; the same list as before where neither has changed. */
  #all(earlier: readonly Item[], items: readonly Item[]): readonly Item[] {
    if (earlier.length === 0) return items;
    if (this.#shown.earlier !== earlier || this.#shown.items !== items)
      this.#shown = { earlier, items, all: [...earlier, ...items] };
    return this.#shown.all;
  }

  #freshness(): ConversationFreshness {
    const { problem, loaded } = this.#syncing;
    if (problem !== undefined) return { name: 'failed', problem };
    if (!loaded) return { name: 'loading' };
    return { name: isBehind(this.#model.timeline) ? 'behind' : 'current' };
  }
}
