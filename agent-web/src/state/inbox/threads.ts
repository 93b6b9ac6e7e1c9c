import type { Log } from '@weft/proto';
import type { Ask } from '../ask.ts';
import { type Cell, createListCell } from '../cell.ts';
import type { LiveConversation, Thread, ThreadRefusal, Threads } from '../types.ts';
import type { Drafts } from './drafts.ts';
import { AgentThread, type ThreadParts } from './thread.ts';

export interface ThreadsParts {
  readonly openLive: (conversationId: string) => LiveConversation;
  readonly drafts: Drafts;
  readonly onDraft: () => void;
  readonly crm: ThreadParts['crm'];
  readonly ask: Ask;
  readonly log: Log;
}

/** The conversation in the middle of the desk, and that the mesh knows which it is. */
export class AgentThreads implements Threads {
  readonly #parts: ThreadsParts;
  readonly #cell: Cell<AgentThread | undefined> = createListCell<AgentThread | undefined>(undefined);

  readonly #refusal: Cell<ThreadRefusal | undefined> = createListCell<ThreadRefusal | undefined>(undefined);
  readonly refusal = this.#refusal;

  constructor(parts: ThreadsParts) {
    this.#parts = parts;
  }

  readonly get = (): Thread | undefined => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  readonly draftOf = (conversationId: string): string => {
    const { reply, note } = this.#parts.drafts.of(conversationId);
    return reply || note;
  };

  open(conversationId: string): void {
    if (this.#cell.get()?.get().conversationId === conversationId) return;
    this.#left();
    const { openLive, drafts, onDraft, crm, ask, log } = this.#parts;
    const live = openLive(conversationId);
    const thread: AgentThread = new AgentThread({
      ...{ conversationId, live, drafts, onDraft, crm, ask, log },
      onRefused: (problem) => {
        if (this.#cell.get() === thread) return;
        this.#refusal.set({ conversationId, name: live.get().head?.contactName ?? '', problem });
      },
    });
    this.#cell.set(thread);
    this.#focus(conversationId);
  }

  liveOf(conversationId: string): LiveConversation {
    return this.#parts.openLive(conversationId);
  }

  leave(): void {
    if (this.#cell.get() === undefined) return;
    this.#left();
    this.#cell.set(undefined);
    this.#focus('');
  }

  /** A new session: the mesh does not know what this agent looks at. */
  renew(): void {
    const open = this.#cell.get();
    if (open !== undefined) this.#focus(open.get().conversationId);
  }

  /** Signed out. */
  clear(): void {
    this.#left();
    this.#cell.set(undefined);
    this.#refusal.set(undefined);
  }

  /** Who else looks at a conversation. */
  seenBy(conversationId: string, viewers: readonly string[]): void {
    const open = this.#cell.get();
    if (open?.get().conversationId === conversationId) open.seenBy(viewers);
  }

  /** Drafts were written, sent or emptied at another machine. */
  draftsChanged(conversationIds: readonly string[]): void {
    const open = this.#cell.get();
    if (open !== undefined && conversationIds.includes(open.get().conversationId)) open.draftChanged();
  }

  #left(): void {
    const open = this.#cell.get();
    open?.live.type(false);
    open?.live.look(false);
  }

  #focus(conversationId: string): void {
    this.#parts.ask
      .control('accepted', { case: 'focusConversation', value: { conversationId } })
      .catch((error: unknown) => this.#parts.log.debug({ error: String(error) }, 'focus not told'));
  }
}
