import type { ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import type { Work, WorkReader } from '../work.ts';
import type { NatsBus } from './nats-bus.ts';

/** A pull is renewed this often; the server says in between that it lives. */
const EXPIRES_MS = 10_000;
const HEARTBEAT_MS = 1_000;

export interface WorkReaderParts<Value> {
  readonly consume: (options: object) => Promise<ConsumerMessages>;
  readonly bus: NatsBus;
  readonly most: number;
  readonly read: (message: JsMsg) => Work<Value> | undefined;
}

/** A consumer's messages in batches: what is there is given at once, and what comes meanwhile makes the next one. */
export class JetStreamWorkReader<Value> implements WorkReader<Value> {
  readonly #parts: WorkReaderParts<Value>;
  readonly #listening: Disposable;
  readonly #waiting: Work<Value>[] = [];
  #messages: ConsumerMessages | undefined;
  #ended = false;
  #failure: unknown;
  #wake = Promise.withResolvers<void>();
  #room = Promise.withResolvers<void>();

  constructor(parts: WorkReaderParts<Value>) {
    this.#parts = parts;
    // A server that was away may have forgotten the consumer: whoever works begins anew.
    this.#listening = parts.bus.onConnected(() => this.close());
    void this.#pull();
  }

  close(): void {
    this.#ended = true;
    this.#listening[Symbol.dispose]();
    this.#messages?.stop();
    this.#wake.resolve();
    this.#room.resolve();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly Work<Value>[]> {
    try {
      for (;;) {
        if (this.#ended) break;
        if (this.#waiting.length === 0) {
          await this.#wake.promise;
          this.#wake = Promise.withResolvers();
          continue;
        }
        const batch = this.#waiting.splice(0, this.#parts.most);
        this.#room.resolve();
        yield batch;
      }
      if (this.#failure !== undefined) throw this.#failure;
    } finally {
      this.close();
    }
  }

  async #pull(): Promise<void> {
    const { consume, most, read } = this.#parts;
    try {
      this.#messages = await consume({
        max_messages: most,
        expires: EXPIRES_MS,
        idle_heartbeat: HEARTBEAT_MS,
      });
      // Closed while it was asked for.
      if (this.#ended) this.#messages.stop();
      for await (const message of this.#messages) {
        const work = read(message);
        if (work === undefined) continue;
        this.#waiting.push(work);
        this.#wake.resolve();
        while (this.#waiting.length >= most && !this.#ended) {
          this.#room = Promise.withResolvers();
          await this.#room.promise;
        }
        if (this.#ended) return;
      }
    } catch (error) {
      this.#failure = error;
    } finally {
      this.close();
    }
  }
}
