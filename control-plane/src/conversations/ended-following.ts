import { type Timer, WeftError } from '@weft/proto';
import type { ConversationContext } from './context.ts';
import { timelineEvent } from './event.ts';

/** What failed is tried again after so long. */
const LOOK_INTERVAL_MS = 60_000;
/** Conversations asked for in one go. */
const MAX_ASKED = 200;

type EndedFollowingContext = Pick<
  ConversationContext,
  'store' | 'timeline' | 'staff' | 'clock' | 'ids' | 'log'
>;

/**
 * Has nobody follow conversations who may see none any more: their account ended, or they are no agent now. There is one,
 * at the owner of the first partition; it looks when it begins and whenever somebody changed, so that an owner that
 * dies in between leaves nothing undone.
 */
export class EndedFollowing implements AsyncDisposable {
  readonly #context: EndedFollowingContext;
  readonly #listening: Disposable;
  readonly #timer: Timer;
  #stale = true;
  #closed = false;
  #work: Promise<void> | undefined;

  constructor(context: EndedFollowingContext) {
    this.#context = context;
    this.#listening = context.staff.onChange(() => {
      this.#stale = true;
      this.#look();
    });
    this.#timer = context.clock.every(LOOK_INTERVAL_MS, () => this.#look());
    this.#look();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#listening[Symbol.dispose]();
    this.#timer.cancel();
    await this.#work;
  }

  /** One look at a time, and another when somebody changed meanwhile. */
  #look(): void {
    if (!this.#stale || this.#work !== undefined) return;
    this.#work = this.#end()
      .catch((error: unknown) => {
        this.#stale = true;
        const away = error instanceof WeftError && error.retryable;
        this.#context.log[away ? 'debug' : 'warn']({ error: String(error) }, 'following not ended');
      })
      .finally(() => {
        this.#work = undefined;
      });
  }

  async #end(): Promise<void> {
    while (this.#stale && !this.#closed) {
      this.#stale = false;
      const followers = await this.#context.store.followers();
      // Who is not known is not out: the people may be on their way into a directory that began anew.
      const out = this.#context.staff.all().filter(({ barred, role }) => barred || role !== 'agent');
      const outIds = new Set(out.map(({ agentId }) => agentId));
      for (const agentId of followers) if (outIds.has(agentId)) await this.#endOf(agentId);
    }
  }

  async #endOf(agentId: string): Promise<void> {
    const { store, timeline } = this.#context;
    let afterId = '';
    while (!this.#closed) {
      const followed = await store.followedBy(agentId, afterId, MAX_ASKED);
      for (const conversationId of followed) {
        const body = { case: 'followed', value: { remove: [agentId] } } as const;
        const event = timelineEvent(this.#context, conversationId, { kind: 'system' }, body);
        await timeline.append(event, event.eventId);
      }
      if (followed.length < MAX_ASKED) return;
      afterId = followed.at(-1) ?? '';
    }
  }
}
