import { type CallNotedInit, type CallRecord, DEFAULT_QUEUE } from '@weft/proto';
import type { LiveCalls } from '../calls/live-calls.ts';
import { contactOf } from '../contacts/contact-id.ts';
import { conversationOf } from '../own-conversation.ts';
import type { ConversationContext } from './context.ts';
import { timelineEvent } from './event.ts';

/** Calls whose last note is remembered; a forgotten one is noted once more, which changes nothing. */
const MAX_REMEMBERED = 20_000;
const RETRY_MS = 1_000;

/**
 * Writes calls into the timelines of those who asked for them, from the calls'
 * records. A record outlives its call by a minute, and each reading of it
 * says all there is to say: nothing is lost when this is away for a moment,
 * and a note that is written twice changes nothing.
 */
export class CallNotes implements AsyncDisposable {
  readonly #context: ConversationContext;
  readonly #live: LiveCalls;
  readonly #listening: Disposable;
  readonly #noted = new Map<string, string>();
  #work: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(context: ConversationContext, live: LiveCalls) {
    this.#context = context;
    this.#live = live;
    this.#listening = live.records.onChange((_callId, now) => {
      if (now !== undefined) this.#note(now.value);
    });
    for (const { value } of live.records.all.values()) this.#note(value);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#listening[Symbol.dispose]();
    await this.#work;
  }

  #note(record: CallRecord): void {
    const { callId, stage, answeredAtMs, endedAtMs, moves, company, callback } = record;
    const times = `${answeredAtMs} ${endedAtMs} ${moves.length} ${company.length}`;
    const key = `${callId} ${times} ${callback?.phase ?? ''} ${callback?.tries ?? 0} ${callback?.misses ?? 0}`;
    if (stage === 'unspecified' || this.#noted.get(callId) === key) return;
    this.#noted.delete(callId);
    this.#noted.set(callId, key);
    for (const oldest of this.#noted.keys()) {
      if (this.#noted.size <= MAX_REMEMBERED) break;
      this.#noted.delete(oldest);
    }
    // One after the other, so that a call's notes keep their order.
    this.#work = this.#work.then(() => this.#append(record, key));
  }

  async #append(record: CallRecord, key: string): Promise<void> {
    const { timeline, clock, log } = this.#context;
    const customer = record.legs.find(({ participant }) => participant?.role === 'customer');
    if (this.#closed || customer === undefined) return;
    const value = noteOf(record);
    const conversationId = conversationOf(customer.subjectId);
    const event = timelineEvent(
      this.#context,
      conversationId,
      { kind: 'system' },
      { case: 'callNoted', value },
    );
    try {
      await timeline.append(event, `call ${key}`);
    } catch (error) {
      log.warn({ callId: record.callId, error: String(error) }, 'call not noted yet');
      this.#noted.delete(record.callId);
      clock.after(RETRY_MS, () => {
        if (this.#closed) return;
        const now = this.#live.records.get(record.callId);
        this.#note(now?.value ?? record);
      });
    }
  }
}

function noteOf(record: CallRecord): CallNotedInit {
  const { callId, kind, requestedAtMs, answeredAtMs, endedAtMs, endCause, moves, company, page } = record;
  const { callback } = record;
  const legOf = (role: string) =>
    record.legs.find(({ participant, part }) => participant?.role === role && part === 'unspecified');
  const customer = legOf('customer');
  const agent = answeredAtMs === 0 ? undefined : legOf('agent');
  return {
    call: {
      ...{ callId, kind, requestedAtMs, answeredAtMs, endedAtMs, endCause },
      agentName: agent?.participant?.displayName ?? '',
      moves: moves.length,
      company,
      callback,
    },
    agentId: agent?.subjectId ?? '',
    opener: {
      contactId: contactOf(customer?.subjectId ?? ''),
      contactName: customer?.participant?.displayName ?? '',
      queueId: DEFAULT_QUEUE,
    },
    page: page === undefined ? undefined : { ...page, atMs: requestedAtMs },
  };
}
