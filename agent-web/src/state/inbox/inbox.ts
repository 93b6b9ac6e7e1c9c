import {
  type Clock,
  type Conversation,
  type ConversationCounts,
  type ConversationFilter,
  type ConversationList,
  followerIn,
  isOpen,
  type Log,
  OPEN_FILTER,
  type Timer,
  WeftError,
} from '@weft/proto';
import { backoffMs, type Random } from '../../link/index.ts';
import type { Ask } from '../ask.ts';
import { type Cell, createListCell } from '../cell.ts';
import { problemOf } from '../problem.ts';
import type { Inbox, InboxSnapshot, InboxView, Problem } from '../types.ts';
import { belongs, type Rows, withFirstPage, withHead, withoutRow, withPage } from './rows.ts';
import { isToRead, unreadFor } from './unread.ts';

/** Asked for at once: what a screen shows a few times over. */
const PAGE = 100;
/** Rows kept of one view; beyond, no further page is asked for: who looks for something older searches. */
const MAX_ROWS = 20_000;
const MAX_SEARCH = 100;
/** The views whose messages are the agent's to read. */
const TO_READ = ['mine', 'followed'] as const;
/** Typing pauses this long before its words are looked for. */
const SEARCH_AFTER_MS = 250;
/** Counts that change many times within this cause one asking. */
const REFRESH_AFTER_MS = 300;
/**
 * So long a view that cannot be had yet is loading, and failed only then: a new embedded store opens in seconds, and
 * whoever starts a mesh is told at the same time that its store does not open.
 */
const PATIENCE_MS = 20_000;

export interface InboxParts {
  readonly ask: Ask;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: Random;
  readonly agentId: () => string;
}

/** A first page that has not come yet. */
interface Pending {
  attempt: number;
  /** Why not, as far as it is known. */
  problem: Problem | undefined;
  readonly patientUntilMs: number;
  readonly patience: Timer;
}

const EMPTY: InboxSnapshot = {
  view: 'mine',
  choices: 0,
  search: '',
  filter: OPEN_FILTER,
  rows: [],
  loading: 'none',
  more: false,
  counts: undefined,
  unread: 0,
  problem: undefined,
};

/** The agent's list of conversations: one view at a time, page by page, kept up by what the mesh tells. */
export class AgentInbox implements Inbox {
  readonly #parts: InboxParts;
  readonly #cell: Cell<InboxSnapshot> = createListCell(EMPTY);
  #cursor = '';
  /** Unread messages of the agent's own conversations and of those they follow, where there are some; by the view that counts them. */
  readonly #unread = { mine: new Map<string, number>(), followed: new Map<string, number>() };
  /** What is unread of what the agent follows is not known yet; whether they follow anything is told with the first page. */
  #isUncounted = false;
  /**
   * The mesh has told the counts in this session, and tells each change of them. It does not tell what it told last,
   * so what a list says in between would stay.
   */
  #isTold = false;
  /** Raised whenever other rows are wanted: an answer to an earlier wish is dropped. */
  #wish = 0;
  /** Something changed while the first page was asked for: its answer may be older than that. */
  #overtaken = false;
  #pending: Pending | undefined;
  #again: Timer | undefined;
  #typing: Timer | undefined;
  #recount: Timer | undefined;

  constructor(parts: InboxParts) {
    this.#parts = parts;
  }

  readonly get = (): InboxSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  choose(view: InboxView): void {
    this.#chosen();
    if (view === this.get().view && isOpen(this.get().filter)) return;
    this.#change({ view, search: '', filter: OPEN_FILTER });
    this.#begin();
  }

  narrow(filter: ConversationFilter): void {
    this.#chosen();
    this.#change({ filter });
    this.#begin();
  }

  show(view: InboxView, filter: ConversationFilter): void {
    this.#chosen();
    this.#change({ view, filter, search: '' });
    this.#begin();
  }

  search(words: string): void {
    this.#chosen();
    const search = words.slice(0, MAX_SEARCH);
    if (search === this.get().search) return;
    this.#change({ search });
    this.#typing?.cancel();
    this.#typing = this.#parts.clock.after(SEARCH_AFTER_MS, () => this.#begin());
  }

  more(): void {
    const { more, loading, problem } = this.get();
    if (!more || loading !== 'none' || problem !== undefined) return;
    this.#change({ loading: 'more' });
    void this.#load(this.#cursor, (rows, page) => withPage(rows, page.conversations));
  }

  retry(): void {
    if (this.get().problem === undefined) return;
    if (this.get().rows.length === 0) this.#begin();
    else {
      this.#change({ problem: undefined });
      this.more();
    }
  }

  /** A new session: whatever was known may be out of date. */
  renew(): void {
    this.#isTold = false;
    if (this.get().rows.length === 0) this.#begin();
    else this.#refresh();
    if (!this.#isWhole('mine')) void this.#countOf('mine');
    this.#isUncounted = true;
  }

  /** Signed out: nothing of the agent's stays. */
  clear(): void {
    this.#wish += 1;
    this.#typing?.cancel();
    this.#recount?.cancel();
    this.#settled();
    this.#cursor = '';
    for (const view of TO_READ) this.#unread[view].clear();
    this.#cell.set(EMPTY);
  }

  /** A conversation's newer head. */
  told(head: Conversation): void {
    this.#count([head]);
    if (this.#pending !== undefined) this.#overtaken = true;
    const { rows, view, search, filter } = this.get();
    const known = rows.some(({ conversationId }) => conversationId === head.conversationId);
    const shown = belongs(head, view, filter, this.#parts.agentId());
    if (shown === false) this.#change({ rows: withoutRow(rows, head.conversationId) });
    else if (known || (shown === true && search === '')) this.#change({ rows: withHead(rows, head) });
  }

  /** New counts: a conversation may have come that nobody told this page of. */
  counted(counts: ConversationCounts): void {
    this.#isTold = true;
    this.#change({ counts });
    this.#recount?.cancel();
    this.#recount = this.#parts.clock.after(REFRESH_AFTER_MS, () => this.#refresh());
  }

  /** All of this view is what is listed. */
  #isWhole(view: InboxView): boolean {
    const { view: shown, search, filter } = this.get();
    return view === shown && search === '' && isOpen(filter);
  }

  #chosen(): void {
    this.#change({ choices: this.get().choices + 1 });
  }

  /** Another view, other words: what was shown is none of it. */
  #begin(): void {
    this.#typing?.cancel();
    this.#cursor = '';
    this.#wish += 1;
    this.#overtaken = false;
    this.#change({ rows: [], loading: 'first', more: false, problem: undefined });
    this.#settled();
    const { clock } = this.#parts;
    const patience = clock.after(PATIENCE_MS, () => this.#tellPending());
    this.#pending = {
      ...{ attempt: 0, problem: undefined },
      ...{ patientUntilMs: clock.monotonic() + PATIENCE_MS, patience },
    };
    this.#loadFirst();
  }

  #loadFirst(): void {
    void this.#load('', (_rows, page) => page.conversations);
  }

  /** The first page is there, is not to be had, or is not wanted any more. */
  #settled(): void {
    this.#pending?.patience.cancel();
    this.#pending = undefined;
    this.#again?.cancel();
  }

  /** It lasts: the agent is told, and it is asked for again all the same. */
  #tellPending(): void {
    const problem = this.#pending?.problem;
    if (problem !== undefined) this.#change({ loading: 'none', problem });
  }

  /** The first page again, under what was scrolled to. */
  #refresh(): void {
    if (this.#pending !== undefined) {
      this.#overtaken = true;
      return;
    }
    const scrolled = this.get().rows.length > PAGE;
    const { more } = this.get();
    const cursor = this.#cursor;
    void this.#load(
      '',
      (rows, page) => withFirstPage(rows, page.conversations, page.cursor === ''),
      // Whoever has scrolled on goes on from there.
      () => {
        if (scrolled) {
          this.#cursor = cursor;
          this.#change({ more });
        }
      },
    );
  }

  async #load(
    cursor: string,
    join: (rows: Rows, page: ConversationList) => Rows,
    joined: () => void = () => undefined,
  ): Promise<void> {
    const wish = this.#wish;
    const { view, search, filter } = this.get();
    const narrowed = isOpen(filter) ? {} : { filter };
    const value = { view, search: search.trim(), ...narrowed, cursor, limit: PAGE };
    try {
      const page = await this.#parts.ask.control('conversations', { case: 'listConversations', value });
      if (wish !== this.#wish) return;
      this.#settled();
      const rows = join(this.get().rows, page);
      const counted = cursor === '' ? TO_READ.find((one) => this.#isWhole(one)) : undefined;
      if (counted === undefined) this.#count(page.conversations);
      else this.#countAnew(counted, page);
      this.#cursor = page.cursor;
      const more = page.cursor !== '' && rows.length < MAX_ROWS;
      const counts = (this.#isTold ? undefined : page.counts) ?? this.get().counts;
      this.#change({ rows, more, counts, loading: 'none', problem: undefined });
      this.#countFollowed(counts);
      joined();
      if (this.#overtaken) {
        this.#overtaken = false;
        this.#refresh();
      }
    } catch (error) {
      if (wish !== this.#wish) return;
      this.#parts.log.warn({ error: String(error) }, 'conversations not listed');
      if (this.#pending === undefined || !(error instanceof WeftError) || !error.retryable) {
        this.#settled();
        this.#change({ loading: 'none', problem: problemOf(error) });
      } else this.#loadAgain(this.#pending, error);
    }
  }

  #loadAgain(pending: Pending, error: WeftError): void {
    const { clock, random } = this.#parts;
    pending.attempt += 1;
    pending.problem = problemOf(error);
    if (clock.monotonic() >= pending.patientUntilMs) this.#tellPending();
    this.#again = clock.after(backoffMs(pending.attempt, error.retryAfterMs, random), () =>
      this.#loadFirst(),
    );
  }

  #countFollowed(counts: ConversationCounts | undefined): void {
    if (!this.#isUncounted || counts === undefined) return;
    this.#isUncounted = false;
    if (counts.followed === 0) this.#countAnew('followed', { conversations: [], cursor: '' });
    else if (!this.#isWhole('followed')) void this.#countOf('followed');
  }

  /** What is unread in a view, while another one is shown. */
  async #countOf(view: (typeof TO_READ)[number]): Promise<void> {
    const value = { view, search: '', cursor: '', limit: PAGE } as const;
    try {
      const page = await this.#parts.ask.control('conversations', { case: 'listConversations', value });
      this.#countAnew(view, page);
    } catch (error) {
      this.#parts.log.debug({ error: String(error) }, 'unread not counted');
    }
  }

  /** By the first page of a view: what it does not hold, when it is all there is, is in it no more. */
  #countAnew(
    view: (typeof TO_READ)[number],
    { conversations, cursor }: Pick<ConversationList, 'conversations' | 'cursor'>,
  ): void {
    if (cursor === '') this.#unread[view].clear();
    this.#count(conversations);
  }

  /** Each once: what the agent follows and has as their own counts as followed. */
  #count(heads: readonly Conversation[]): void {
    const agentId = this.#parts.agentId();
    for (const head of heads) {
      const { conversationId } = head;
      for (const view of TO_READ) this.#unread[view].delete(conversationId);
      const unread = isToRead(head, agentId) ? unreadFor(head, agentId) : 0;
      const view = followerIn(head, agentId) === undefined ? 'mine' : 'followed';
      if (unread > 0) this.#unread[view].set(conversationId, unread);
    }
    const counts = TO_READ.flatMap((view) => [...this.#unread[view].values()]);
    this.#change({ unread: counts.reduce((sum, one) => sum + one, 0) });
  }

  #change(changes: Partial<InboxSnapshot>): void {
    this.#cell.set({ ...this.get(), ...changes });
  }
}
