import type { Clock, Log } from '@weft/proto';
import { inTime } from '../in-time.ts';
import type { TimelineStore } from './timeline-store.ts';

/** A call is not kept waiting for its conversation. */
const PATIENCE_MS = 250;
/** Later, as when a waiting call is told to its queue again, the queue knows. */
const NEW_CALL_MS = 5_000;

/** Whose conversations are, for calls that come from them: the same agent is asked first. */
export class ConversationOwners {
  readonly #store: Pick<TimelineStore, 'heads'>;
  readonly #clock: Clock;
  readonly #log: Log;

  constructor(parts: { store: Pick<TimelineStore, 'heads'>; clock: Clock; log: Log }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  /** The conversation's agent, or the one before, of the one that it goes on in; empty when there is none, or the store does not say in time. Never throws. */
  async agentOf(conversationId: string, requestedAtMs: number): Promise<string> {
    if (this.#clock.now() - requestedAtMs > NEW_CALL_MS) return '';
    return inTime(this.#clock, PATIENCE_MS, this.#ask(conversationId), '');
  }

  async #ask(conversationId: string): Promise<string> {
    try {
      const own = (await this.#store.heads([conversationId])).get(conversationId);
      const next = own?.continuedIn || conversationId;
      const head = next === conversationId ? own : (await this.#store.heads([next])).get(next);
      return head?.agentId || head?.previousAgentId || '';
    } catch (error) {
      this.#log.debug({ conversationId, error: String(error) }, 'not known whose the conversation is');
      return '';
    }
  }
}
