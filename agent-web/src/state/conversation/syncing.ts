import { type Timeline as TimelineAnswer, type Timer, WeftError } from '@weft/proto';
import { backoffMs } from '../../link/index.ts';
import { problemOf } from '../problem.ts';
import type { Problem } from '../types.ts';
import type { ConversationModel } from './model.ts';
import type { ConversationParts } from './parts.ts';
import { applyNewest, applyOlder, applySince, EMPTY_TIMELINE, hasOlder, isBehind } from './timeline.ts';

/** Items asked for at once. */
const PAGE_ITEMS = 200;
/** Somebody who looks at a conversation is never longer behind than this, whatever pushes were lost. */
const LOOK_EVERY_MS = 60_000;

export interface SyncingOptions {
  readonly model: ConversationModel;
  readonly parts: ConversationParts;
  readonly changed: () => void;
}

/**
 * Makes a timeline equal to the server's: asks for the newest, for what changed since, and for what is older, one
 * question at a time, again for as long as there is more or it failed in a way that may pass.
 */
export class Syncing {
  readonly #model: ConversationModel;
  readonly #parts: ConversationParts;
  readonly #changed: () => void;
  #online = false;
  #running = false;
  #wanted = false;
  #wantsOlder = false;
  /** Older items are asked for until this one is there. */
  #reachSeq = Number.POSITIVE_INFINITY;
  #attempt = 0;
  #retry: Timer | undefined;
  #looks: Timer | undefined;
  #problem: Problem | undefined;
  #loaded = false;
  #disposed = false;

  constructor({ model, parts, changed }: SyncingOptions) {
    this.#model = model;
    this.#parts = parts;
    this.#changed = changed;
  }

  /** Whether an answer has come since the page was opened. */
  get loaded(): boolean {
    return this.#loaded;
  }

  get problem(): Problem | undefined {
    return this.#problem;
  }

  get loadingOlder(): boolean {
    return this.#wantsOlder;
  }

  /** Whether there is more above: in this conversation, or in the one that went on in it. */
  get hasOlder(): boolean {
    const { timeline, earlier } = this.#model;
    return hasOlder(timeline) || (earlier !== undefined && (!earlier.asked || hasOlder(earlier.timeline)));
  }

  /** @param fresh the session is new: nobody knows that this conversation is looked at here */
  connected(fresh: boolean): void {
    this.#online = true;
    this.#attempt = 0;
    if (fresh || this.#behind) this.want();
  }

  disconnected(): void {
    this.#online = false;
    this.#retry?.cancel();
    this.#retry = undefined;
  }

  /** Something may be missing. */
  want(): void {
    this.#wanted = true;
    this.#problem = undefined;
    void this.#run();
  }

  /** News have come that do not follow on what is known. */
  wantIfBehind(): void {
    if (isBehind(this.#model.timeline)) this.want();
  }

  wantOlder(): void {
    if (this.#wantsOlder || !this.hasOlder) return;
    this.#wantsOlder = true;
    this.#changed();
    void this.#run();
  }

  /** Older items until this one is there; one that is not there at all ends at the first. */
  reach(seq: number): void {
    this.#reachSeq = seq;
    this.#reachOn();
  }

  look(looking: boolean): void {
    this.#looks?.cancel();
    this.#looks = looking ? this.#parts.clock.every(LOOK_EVERY_MS, () => this.want()) : undefined;
  }

  dispose(): void {
    this.#disposed = true;
    this.look(false);
    this.disconnected();
  }

  /** The end of what went on here is asked for at once: it is what the customer has just written. */
  get #wantsEarlier(): boolean {
    return this.#model.earlier?.asked === false;
  }

  get #behind(): boolean {
    return this.#wanted || this.#wantsOlder || this.#wantsEarlier || isBehind(this.#model.timeline);
  }

  async #run(): Promise<void> {
    if (this.#running || !this.#online || this.#retry !== undefined) return;
    this.#running = true;
    try {
      while (this.#online && (this.#wanted || this.#wantsOlder || this.#wantsEarlier)) await this.#ask();
      this.#attempt = 0;
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#running = false;
    }
  }

  async #ask(): Promise<void> {
    const { timeline } = this.#model;
    if (!this.#wanted && (this.#wantsEarlier || !hasOlder(timeline))) return this.#askEarlier();
    if (!this.#wanted) {
      const answer = await this.#question({ beforeSeq: timeline.fromSeq });
      this.#wantsOlder = false;
      this.#model.update((now) => (isOf(answer, now.head?.conversationId) ? applyOlder(now, answer) : now));
      // An answer of another conversation, or with nothing new in it, is no step to be repeated.
      if (this.#model.timeline.fromSeq < timeline.fromSeq) this.#reachOn();
      this.#changed();
      this.#wanted = isBehind(this.#model.timeline);
      return;
    }
    this.#wanted = false;
    const since = timeline.revision;
    try {
      this.#took(since, await this.#question({ sinceRevision: since }));
    } catch (error) {
      this.#wanted = true;
      throw error;
    }
  }

  async #askEarlier(): Promise<void> {
    const { earlier } = this.#model;
    this.#wantsOlder &&= earlier !== undefined;
    if (earlier === undefined) return;
    const { conversationId, asked, timeline } = earlier;
    const first = !asked;
    try {
      const answer = await this.#question(first ? {} : { beforeSeq: timeline.fromSeq }, conversationId);
      if (this.#model.earlier?.conversationId !== conversationId) return;
      this.#model.updateEarlier((now) => (first ? applyNewest(now, answer) : applyOlder(now, answer)));
    } catch (error) {
      // No longer this customer's: what this conversation is is asked for anew.
      if (!(error instanceof WeftError) || error.code !== 'CONVERSATION_NOT_FOUND') throw error;
      this.#model.updateEarlier(() => EMPTY_TIMELINE);
      this.#wanted = true;
    }
    if (!first) this.#wantsOlder = false;
    this.#changed();
  }

  #question(
    what: { readonly sinceRevision?: number; readonly beforeSeq?: number },
    earlierId = '',
  ): Promise<TimelineAnswer> {
    const { ask, side, page } = this.#parts;
    // A customer's own present conversation may have become another one: the server says which it is.
    const conversationId = side === 'customer' ? earlierId : this.#model.conversationId;
    const value = {
      conversationId,
      limit: PAGE_ITEMS,
      ...what,
      ...(page === undefined ? {} : { page: page() }),
    };
    return ask.control('timeline', { case: 'syncConversation', value });
  }

  #took(since: number, answer: TimelineAnswer): void {
    if (this.#disposed) return;
    this.#loaded = true;
    this.#problem = undefined;
    const { conversation } = answer;
    if (conversation === undefined) {
      // There is none, or none any more.
      if (this.#model.timeline.head !== undefined) this.#model.forget();
      this.#changed();
      return;
    }
    this.#model.goOn(conversation.conversationId, answer.continues);
    // Another conversation than the one that was asked since: what is known of it begins anew.
    if (this.#model.timeline.revision < since) this.#wanted = true;
    else
      this.#model.update((now) => (since === 0 ? applyNewest(now, answer) : applySince(now, since, answer)));
    if (since === 0) this.#reachOn();
    this.#changed();
    if (!answer.more && this.#model.timeline.revision === since && isBehind(this.#model.timeline))
      throw new WeftError('UNAVAILABLE', 'the answer is older than the news');
    this.#wanted ||= isBehind(this.#model.timeline) || (since > 0 && answer.more);
  }

  #reachOn(): void {
    const { fromSeq, head } = this.#model.timeline;
    if (head === undefined) return;
    if (fromSeq > this.#reachSeq) this.wantOlder();
    else this.#reachSeq = Number.POSITIVE_INFINITY;
  }

  #failed(error: unknown): void {
    if (this.#disposed || !this.#online) return;
    if (error instanceof WeftError && !error.retryable) {
      this.#wanted = false;
      this.#wantsOlder = false;
      this.#reachSeq = Number.POSITIVE_INFINITY;
      this.#problem = problemOf(error);
      this.#changed();
      return;
    }
    const { clock, random, log } = this.#parts;
    const asked = error instanceof WeftError ? error.retryAfterMs : 0;
    this.#attempt += 1;
    log.info({ error: String(error), attempt: this.#attempt }, 'conversation asked for again');
    this.#retry = clock.after(backoffMs(this.#attempt, asked, random), () => {
      this.#retry = undefined;
      void this.#run();
    });
  }
}

const isOf = ({ conversation }: TimelineAnswer, conversationId: string | undefined): boolean =>
  conversation?.conversationId === conversationId;
