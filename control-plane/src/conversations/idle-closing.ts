import { type Timer, WeftError } from '@weft/proto';
import type { ConversationContext } from './context.ts';
import { timelineEvent } from './event.ts';

/** How often it is looked for; to the minute is soon enough for what is counted in hours. */
const LOOK_INTERVAL_MS = 60_000;
/** Conversations of one queue that are closed at each look; of more, the rest at the next. */
const MAX_CLOSED = 200;

type IdleClosingContext = Pick<ConversationContext, 'store' | 'timeline' | 'terms' | 'clock' | 'ids' | 'log'>;

/**
 * Closes conversations in which nothing has happened for as long as their queue's rules say, and in which nobody waits
 * for an answer: what agents forget to close counts against the room that they have. There is one, at the owner of
 * the first partition; what two close at a moment is closed once.
 */
export class IdleClosing implements AsyncDisposable {
  readonly #context: IdleClosingContext;
  readonly #timer: Timer;
  #work: Promise<void> | undefined;

  constructor(context: IdleClosingContext) {
    this.#context = context;
    this.#timer = context.clock.every(LOOK_INTERVAL_MS, () => this.#look());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#timer.cancel();
    await this.#work;
  }

  /** One look at a time; what fails is done at the next. */
  #look(): void {
    this.#work ??= this.#close()
      .catch((error: unknown) => {
        const away = error instanceof WeftError && error.retryable;
        this.#context.log[away ? 'debug' : 'warn']({ error: String(error) }, 'idle conversations not closed');
      })
      .finally(() => {
        this.#work = undefined;
      });
  }

  async #close(): Promise<void> {
    const { store, timeline, terms, clock } = this.#context;
    for (const { queueId, afterMs } of terms.idle()) {
      const idle = await store.idle(queueId, clock.now() - afterMs, MAX_CLOSED);
      for (const { conversationId, changedAtMs } of idle) {
        // Whoever does something in it first keeps it open.
        const body = { case: 'ended', value: { ifChangedAtMs: changedAtMs } } as const;
        const event = timelineEvent(this.#context, conversationId, { kind: 'system' }, body);
        await timeline.append(event, `idle ${conversationId} ${changedAtMs}`);
      }
    }
  }
}
