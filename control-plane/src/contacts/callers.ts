import { type Clock, CustomerProfile, type Log, WeftError } from '@weft/proto';
import { inTime } from '../in-time.ts';
import { conversationOf } from '../own-conversation.ts';
import { callerOf, type KnownCaller } from '../store/callers.ts';
import type { Store } from '../store/store.ts';
import { contactOf } from './contact-id.ts';

/** A call is not kept waiting for what is known of its customer. */
const PATIENCE_MS = 200;
/** How long an answer serves all who ask while a call is made; later, its queue knows. */
const KEPT_MS = 5_000;

type Answer = Promise<KnownCaller | undefined>;

/**
 * What the store says of customers who call: whether they may, what they are worth, whose they are. It is asked
 * once for a call. Who cannot be looked up in time is nobody known, and may call: calls go on while the store is away.
 */
export class Callers {
  readonly #store: Pick<Store, 'read'>;
  readonly #clock: Clock;
  readonly #log: Log;
  /** By subject, oldest first. */
  readonly #kept = new Map<string, { readonly answer: Answer; readonly sinceMs: number }>();

  constructor(parts: { store: Pick<Store, 'read'>; clock: Clock; log: Log }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  /** Looks the customer up anew. Throws NOT_AVAILABLE for one who is blocked. */
  async admit(subjectId: string): Promise<void> {
    const caller = await this.#lookUp(subjectId);
    if (caller !== undefined && caller.blockedAtMs > 0) throw new WeftError('NOT_AVAILABLE');
  }

  /** What routing is to know of the customer whose session has this subject; undefined = nothing. Never throws. */
  async profileOf(subjectId: string): Promise<CustomerProfile | undefined> {
    const caller = await this.#known(subjectId);
    if (caller === undefined) return undefined;
    const { level, value, language } = caller;
    return level === '' && value === 0 && language === ''
      ? undefined
      : CustomerProfile.create({ level, value, language });
  }

  /** Whose the customer's conversation is, for a call requested at a time: who is asked first. Empty = nobody's, or the call is not new. Never throws. */
  async agentOf(subjectId: string, requestedAtMs: number): Promise<string> {
    if (this.#clock.now() - requestedAtMs > KEPT_MS) return '';
    return (await this.#known(subjectId))?.agentId ?? '';
  }

  #known(subjectId: string): Answer {
    this.#forget();
    return this.#kept.get(subjectId)?.answer ?? this.#lookUp(subjectId);
  }

  #lookUp(subjectId: string): Answer {
    this.#forget();
    const answer = inTime(this.#clock, PATIENCE_MS, this.#ask(subjectId), undefined);
    this.#kept.delete(subjectId);
    this.#kept.set(subjectId, { answer, sinceMs: this.#clock.monotonic() });
    return answer;
  }

  #forget(): void {
    const since = this.#clock.monotonic() - KEPT_MS;
    for (const [subjectId, { sinceMs }] of this.#kept) {
      if (sinceMs > since) return;
      this.#kept.delete(subjectId);
    }
  }

  async #ask(subjectId: string): Answer {
    const asked = { contactId: contactOf(subjectId), conversationId: conversationOf(subjectId) };
    try {
      return await this.#store.read((sql) => callerOf(sql, asked));
    } catch (error) {
      this.#log.debug({ subjectId, error: String(error) }, 'not known who calls');
      return undefined;
    }
  }
}
