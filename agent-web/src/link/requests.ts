import { type Clock, type RequestInit, type Timer, WeftError } from '@weft/proto';

/** Whom a request goes to: the control plane, or the media node of a call. */
export type RequestTarget = NonNullable<RequestInit['target']>;

interface Entry {
  /** 0 = never sent. */
  id: number;
  readonly target: RequestTarget;
  readonly body: Uint8Array;
  readonly resolve: (body: Uint8Array) => void;
  readonly reject: (error: WeftError) => void;
  readonly deadline: Timer;
}

/** A request as it goes into a frame. */
export interface NumberedRequest {
  readonly id: number;
  readonly target: RequestTarget;
  readonly body: Uint8Array;
}

/** Requests that wait for an answer, sent or not; more are refused with RATE_LIMITED. */
const MAX_WAITING = 256;

/**
 * The requests of one session that have no answer yet. Ids rise by one within a session
 * and are given when a request is first sent, so that what was never sent can move to
 * a new session.
 */
export class Requests {
  readonly #clock: Clock;
  readonly #waiting = new Set<Entry>();
  #lastId = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Highest id given in this session; 0 = none. */
  get lastId(): number {
    return this.#lastId;
  }

  /** Adds one. Rejects with TIMEOUT when the answer is not there in time, whatever the connection does. */
  add(target: RequestTarget, body: Uint8Array, timeoutMs: number): Promise<Uint8Array> {
    if (this.#waiting.size >= MAX_WAITING) return Promise.reject(new WeftError('RATE_LIMITED'));
    return new Promise((resolve, reject) => {
      const deadline = this.#clock.after(timeoutMs, () =>
        this.#settle(entry)?.reject(new WeftError('TIMEOUT')),
      );
      const entry: Entry = { id: 0, target, body, resolve, reject, deadline };
      this.#waiting.add(entry);
    });
  }

  /** Numbers and gives what was never sent, oldest first. */
  takeUnsent(): readonly NumberedRequest[] {
    const unsent = [...this.#waiting].filter((entry) => entry.id === 0);
    for (const entry of unsent) entry.id = ++this.#lastId;
    return unsent;
  }

  /** After a resume: what the edge has not seen, in order. Lower ids are answered or will be. */
  sentAfter(lastRequestId: number): readonly NumberedRequest[] {
    return [...this.#waiting].filter((entry) => entry.id > lastRequestId).sort((a, b) => a.id - b.id);
  }

  answer(id: number, answer: { readonly body: Uint8Array } | { readonly error: WeftError }): void {
    for (const entry of this.#waiting) {
      if (entry.id !== id) continue;
      this.#settle(entry);
      if ('body' in answer) entry.resolve(answer.body);
      else entry.reject(answer.error);
      return;
    }
  }

  /** A new session: what was sent may or may not have been done, nobody will say. The rest stays. */
  restart(): void {
    this.#lastId = 0;
    this.#rejectAll(new WeftError('UNAVAILABLE'), (entry) => entry.id !== 0);
  }

  /** The link has ended: nothing is answered any more. */
  rejectAll(error: WeftError): void {
    this.#rejectAll(error, () => true);
  }

  #rejectAll(error: WeftError, which: (entry: Entry) => boolean): void {
    for (const entry of [...this.#waiting].filter(which)) this.#settle(entry)?.reject(error);
  }

  #settle(entry: Entry): Entry | undefined {
    entry.deadline.cancel();
    return this.#waiting.delete(entry) ? entry : undefined;
  }
}
