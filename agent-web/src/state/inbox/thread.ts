import type { Channel, ControlRequestInit, Log } from '@weft/proto';
import type { Ask } from '../ask.ts';
import { type Cell, createCell } from '../cell.ts';
import { charactersOver } from '../conversation/text-limit.ts';
import type { Crm } from '../crm/crm.ts';
import { problemOf } from '../problem.ts';
import type {
  Draft,
  FieldWish,
  LiveConversation,
  Problem,
  Thread,
  ThreadSnapshot,
  ThreadStep,
  TransferTarget,
} from '../types.ts';
import type { Drafts } from './drafts.ts';

/** The composer takes no more; what is too long for one message stays in it. */
const MAX_DRAFT = 100_000;
const MAX_NOTE = 4_000;
const MAX_DISPOSITION = 200;

export interface ThreadParts {
  readonly conversationId: string;
  readonly live: LiveConversation;
  readonly drafts: Drafts;
  /** What stands in the composer has changed. */
  readonly onDraft: () => void;
  readonly crm: Pick<Crm, 'answerChannels' | 'resendItem' | 'setConversationField'>;
  readonly ask: Ask;
  readonly log: Log;
  /** Told besides the snapshot, which nobody may be looking at any more. */
  readonly onRefused: (problem: Problem) => void;
}

/** One open conversation as the agent works in it. */
export class AgentThread implements Thread {
  readonly live: LiveConversation;
  readonly #parts: ThreadParts;
  readonly #cell: Cell<ThreadSnapshot>;
  /** Numbers of items that are being sent again. */
  readonly #resending = new Set<number>();
  /** Numbers of items whose suggested answer was sent: as many as were pressed. */
  readonly #suggested = new Set<number>();

  constructor(parts: ThreadParts) {
    this.#parts = parts;
    this.live = parts.live;
    const { conversationId, drafts } = parts;
    this.#cell = createCell<ThreadSnapshot>({
      conversationId,
      draft: drafts.of(conversationId),
      channels: [],
      channel: 'unspecified',
      viewers: [],
      goal: undefined,
      step: 'none',
      problem: undefined,
    });
  }

  readonly get = (): ThreadSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  /** The draft was written, sent or emptied at another machine. */
  draftChanged(): void {
    this.#change({ draft: this.#parts.drafts.of(this.#parts.conversationId) });
  }

  setMode(mode: Draft['mode']): void {
    this.#draft({ mode });
  }

  setText(text: string): void {
    const { mode } = this.get().draft;
    this.#draft({ [mode]: text.slice(0, MAX_DRAFT) });
    // A note is nobody's business but the agents'.
    this.live.type(mode === 'reply' && text !== '');
  }

  send(mentions: readonly string[] = []): void {
    const { mode, ...texts } = this.get().draft;
    const text = texts[mode].trim();
    if (text === '' || charactersOver(text) > 0) return;
    const note = mode === 'note';
    const { channel } = this.get();
    if (!this.live.post(text, note ? { note, mentions } : { channel })) return;
    this.#draft({ [mode]: '' });
    this.live.type(false);
  }

  setChannel(channel: Channel): void {
    this.#change({ channel });
  }

  lookAtChannels(): void {
    const { crm, conversationId, log } = this.#parts;
    crm.answerChannels(conversationId).then(
      (channels) => this.#change({ channels }),
      // Without them the answer goes as the customer wrote last.
      (error: unknown) => log.info({ error: String(error) }, 'not known what may be answered on'),
    );
  }

  resend(seq: number): void {
    const { crm, conversationId, log } = this.#parts;
    if (this.#resending.has(seq)) return;
    this.#resending.add(seq);
    crm
      .resendItem(conversationId, seq)
      .catch((error: unknown) => {
        log.warn({ error: String(error) }, 'not sent again');
        this.#change({ problem: problemOf(error) });
      })
      .finally(() => this.#resending.delete(seq));
  }

  sendSuggestion(seq: number, text: string): void {
    const { channel } = this.get();
    if (this.#suggested.has(seq) || !this.live.post(text, { channel })) return;
    this.#suggested.add(seq);
  }

  takeSuggestion(text: string): void {
    const { reply } = this.get().draft;
    this.setMode('reply');
    this.setText(reply.trim() === '' ? text : `${reply.trimEnd()}\n\n${text}`);
  }

  goTo(seq: number): void {
    this.#change({ goal: { seq } });
    this.live.reach(seq);
  }

  arrived(): void {
    this.#change({ goal: undefined });
  }

  take(): void {
    const { conversationId } = this.#parts;
    const { head } = this.live.get();
    const fromAgentId = head?.state === 'assigned' || head?.state === 'snoozed' ? head.agentId : '';
    void this.#step('taking', { case: 'takeConversation', value: { conversationId, fromAgentId } });
  }

  transfer(to: TransferTarget, note: string): void {
    const { conversationId } = this.#parts;
    const value = { conversationId, ...to, note: note.trim().slice(0, MAX_NOTE) };
    void this.#step('transferring', { case: 'transferConversation', value });
  }

  snooze(untilMs: number): void {
    const { conversationId } = this.#parts;
    void this.#step('snoozing', { case: 'snoozeConversation', value: { conversationId, untilMs } });
  }

  wake(): void {
    const { conversationId } = this.#parts;
    void this.#step('snoozing', { case: 'wakeConversation', value: { conversationId } });
  }

  close(disposition: string): void {
    const value = {
      conversationId: this.#parts.conversationId,
      disposition: disposition.trim().slice(0, MAX_DISPOSITION),
    };
    void this.#step('closing', { case: 'closeConversation', value });
  }

  tag(add: readonly string[], remove: readonly string[]): void {
    const { conversationId } = this.#parts;
    this.#sort({ case: 'tagConversation', value: { conversationId, add: [...add], remove: [...remove] } });
  }

  prioritize(priority: number): void {
    const { conversationId } = this.#parts;
    this.#sort({ case: 'prioritizeConversation', value: { conversationId, priority } });
  }

  follow(add: readonly string[], remove: readonly string[]): void {
    const { conversationId } = this.#parts;
    this.#sort({ case: 'followConversation', value: { conversationId, add: [...add], remove: [...remove] } });
  }

  block(on: boolean): void {
    const { conversationId } = this.#parts;
    this.#sort({ case: 'blockCustomer', value: { conversationId, on } });
  }

  readonly setField = async (wish: FieldWish): Promise<Problem | undefined> => {
    const { crm, conversationId, log } = this.#parts;
    try {
      await crm.setConversationField(conversationId, wish);
      return undefined;
    } catch (error) {
      log.warn({ error: String(error) }, 'field refused');
      return problemOf(error);
    }
  };

  dismiss(): void {
    this.#change({ problem: undefined });
  }

  /** Who else looks at it, as the mesh tells. */
  seenBy(viewers: readonly string[]): void {
    this.#change({ viewers });
  }

  async #step(step: ThreadStep, body: NonNullable<ControlRequestInit['body']>): Promise<void> {
    if (this.get().step !== 'none') return;
    this.#change({ step, problem: undefined });
    try {
      await this.#parts.ask.control('accepted', body);
      this.#change({ step: 'none' });
    } catch (error) {
      this.#parts.log.warn({ error: String(error), step }, 'refused');
      this.#change({ step: 'none' });
      this.#refused(problemOf(error));
    }
  }

  /** Several of these may be under way, beside a step as well: none waits for another. */
  #sort(body: NonNullable<ControlRequestInit['body']>): void {
    this.#parts.ask.control('accepted', body).catch((error: unknown) => {
      this.#parts.log.warn({ error: String(error), asked: body.case }, 'refused');
      this.#refused(problemOf(error));
    });
  }

  #refused(problem: Problem): void {
    this.#change({ problem });
    this.#parts.onRefused(problem);
  }

  #draft(changes: Partial<Draft>): void {
    const draft = { ...this.get().draft, ...changes };
    this.#parts.drafts.set(this.#parts.conversationId, draft);
    this.#parts.onDraft();
    this.#change({ draft });
  }

  #change(changes: Partial<ThreadSnapshot>): void {
    this.#cell.set({ ...this.get(), ...changes });
  }
}
