import { type CallNotedInit, type CallRecord, DEFAULT_QUEUE } from '@weft/proto';
import type { LiveCalls } from '../calls/live-calls.ts';
import { contactOf } from '../contacts/contact-id.ts';
import { conversationOf } from '../own-conversation.ts';
import type { ConversationContext } from './context.ts';
import { timelineEvent } from './event.ts';

type CallNotesContext = Pick<ConversationContext, 'timeline' | 'clock' | 'ids' | 'log'>;

/** Calls whose last note is remembered; a forgotten one is noted once more, which changes nothing. */
const MAX_REMEMBERED = 20_000;
/** Calls that wait to be noted. One more is left out, and found again among the records when there is room. */
const MAX_WAITING = 10_000;
/** Calls noted at a time: the stream stores them in the order in which they come. */
const BATCH = 64;
const RETRY_MS = 1_000;

/** A call as it is to be noted; the key says what of it a note tells. */
interface Note {
  readonly record: CallRecord;
  readonly key: string;
}

/**
 * Writes calls into the timelines of those who asked for them, from the calls'
 * records. A record outlives its call by a minute, and each reading of it
 * says all there is to say: nothing is lost when this is away for a moment,
 * a note that is written twice changes nothing, and of a call that changes
 * while it waits only the newest is written. A call that was left out for want
 * of room and whose record goes before there is some is logged, and is missing.
 */
export class CallNotes implements AsyncDisposable {
  readonly #context: CallNotesContext;
  readonly #live: Pick<LiveCalls, 'records'>;
  readonly #listening: Disposable;
  readonly #noted = new Map<string, string>();
  /** By call, the one that has waited longest first. */
  readonly #waiting = new Map<string, Note>();
  /** Calls were left out since the records were looked through. */
  #leftOut = false;
  #working = false;
  #work: Promise<void> = Promise.resolve();
  /** Ends the pause after a failure. */
  #goOn: (() => void) | undefined;
  #closed = false;

  constructor(context: CallNotesContext, live: Pick<LiveCalls, 'records'>) {
    this.#context = context;
    this.#live = live;
    this.#listening = live.records.onChange((_callId, now, before) => {
      if (now !== undefined) this.#note(now.value);
      else if (before !== undefined && this.#leftOut) this.#gone(before.value);
    });
    this.#noteAll();
  }

  /** What is being written is waited for; what waits is found among the records by whoever comes next. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#listening[Symbol.dispose]();
    this.#goOn?.();
    await this.#work;
  }

  #noteAll(): void {
    this.#leftOut = false;
    for (const { value } of this.#live.records.all.values()) this.#note(value);
  }

  #note(record: CallRecord): void {
    const key = keyOf(record);
    if (record.stage === 'unspecified' || this.#isKnown(record.callId, key)) return;
    if (this.#waiting.size >= MAX_WAITING && !this.#waiting.has(record.callId)) {
      this.#leftOut = true;
      return;
    }
    // Where it has a place already it keeps it.
    this.#waiting.set(record.callId, { record, key });
    if (!this.#working) this.#work = this.#write();
  }

  /** What waits is the newest; else what was written last. */
  #isKnown(callId: string, key: string): boolean {
    return (this.#waiting.get(callId)?.key ?? this.#noted.get(callId)) === key;
  }

  #gone(record: CallRecord): void {
    const { callId } = record;
    if (this.#isKnown(callId, keyOf(record))) return;
    this.#context.log.error({ callId, waiting: this.#waiting.size }, 'call not noted: too many waited');
  }

  /** One batch after the other, so that a call's notes keep their order. Never throws. */
  async #write(): Promise<void> {
    this.#working = true;
    while (this.#waiting.size > 0 && !this.#closed) {
      const batch = this.#nextBatch();
      const written = await Promise.all(batch.map((note) => this.#append(note)));
      const failed = batch.filter((_, index) => written[index] === false);
      if (failed.length > 0) await this.#pause(failed);
      if (this.#leftOut && this.#waiting.size === 0) this.#noteAll();
    }
    this.#working = false;
  }

  #nextBatch(): readonly Note[] {
    const batch: Note[] = [];
    for (const [callId, note] of this.#waiting) {
      this.#waiting.delete(callId);
      this.#remember(note);
      if (batch.push(note) === BATCH) break;
    }
    return batch;
  }

  /** What was not written waits again, after those that have waited since. */
  async #pause(failed: readonly Note[]): Promise<void> {
    for (const { record } of failed) this.#noted.delete(record.callId);
    for (const { record } of failed) if (!this.#waiting.has(record.callId)) this.#note(record);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#goOn = resolve;
    using _timer = this.#context.clock.after(RETRY_MS, resolve);
    await promise;
    this.#goOn = undefined;
  }

  #remember({ record: { callId }, key }: Note): void {
    this.#noted.delete(callId);
    this.#noted.set(callId, key);
    for (const oldest of this.#noted.keys()) {
      if (this.#noted.size <= MAX_REMEMBERED) break;
      this.#noted.delete(oldest);
    }
  }

  /** False = it is not in the stream, as far as is known. */
  async #append({ record, key }: Note): Promise<boolean> {
    const { timeline, log } = this.#context;
    const customer = record.legs.find(({ participant }) => participant?.role === 'customer');
    if (customer === undefined) return true;
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
      return true;
    } catch (error) {
      log.warn({ callId: record.callId, error: String(error) }, 'call not noted yet');
      return false;
    }
  }
}

function keyOf({ callId, answeredAtMs, endedAtMs, moves, company, callback }: CallRecord): string {
  const times = `${answeredAtMs} ${endedAtMs} ${moves.length} ${company.length}`;
  return `${callId} ${times} ${callback?.phase ?? ''} ${callback?.tries ?? 0} ${callback?.misses ?? 0}`;
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
      queueId: record.wantedQueueId || DEFAULT_QUEUE,
    },
    page: page === undefined ? undefined : { ...page, atMs: requestedAtMs },
  };
}
