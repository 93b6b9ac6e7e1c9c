import type { ConsumeOptions, ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import type { NatsBus } from './nats-bus.ts';

/** A pull is renewed this often; the server says in between that it lives. */
const EXPIRES_MS = 10_000;
const HEARTBEAT_MS = 1_000;

export interface JetStreamReaderParts<Value> {
  readonly consume: (options: ConsumeOptions) => Promise<ConsumerMessages>;
  readonly bus: NatsBus;
  /** Values in a batch at most. */
  readonly most: number;
  /** Undefined = nothing is given for this message. */
  readonly read: (message: JsMsg) => Value | undefined;
}

/**
 * A consumer's messages in batches: what is there is given at once, and what comes while a batch is worked on makes
 * the next one. No more is taken in than one batch beyond what was asked for. Once it is closed nothing more is given.
 */
export class JetStreamReader<Value> implements AsyncIterable<readonly Value[]> {
  readonly #parts: JetStreamReaderParts<Value>;
  readonly #listening: Disposable;
  readonly #waiting: Value[] = [];
  #messages: ConsumerMessages | undefined;
  #ended = false;
  #failure: unknown;
  #wake = Promise.withResolvers<void>();
  #room = Promise.withResolvers<void>();

  constructor(parts: JetStreamReaderParts<Value>) {
    this.#parts = parts;
    // A server that was away may have forgotten the consumer: whoever reads begins anew.
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

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly Value[]> {
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
      const options = { max_messages: most, expires: EXPIRES_MS, idle_heartbeat: HEARTBEAT_MS };
      this.#messages = await consume(options);
      // Closed while it was asked for.
      if (this.#ended) this.#messages.stop();
      for await (const message of this.#messages) {
        const value = read(message);
        if (value === undefined) continue;
        this.#waiting.push(value);
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
