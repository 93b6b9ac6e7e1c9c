import type { Consumer, ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import { TimelineEvent } from '../gen/timeline.ts';
import type { TimelineEntry, TimelineReader } from '../timeline.ts';
import type { NatsBus } from './nats-bus.ts';

/** A pull is renewed this often; the server says in between that it lives. */
const EXPIRES_MS = 10_000;
const HEARTBEAT_MS = 1_000;

/** Entries whose event cannot be read are given all the same, with nothing in them: their position counts. */
function entryOf(message: JsMsg, bus: NatsBus): TimelineEntry {
  try {
    return { position: message.seq, event: TimelineEvent.decode(message.data) };
  } catch (error) {
    bus.cannotRead({ subject: message.subject, seq: message.seq }, error);
    return { position: message.seq, event: TimelineEvent.create({}) };
  }
}

/**
 * One partition from the stream's ordered consumer, in batches: what is there
 * is given at once, and what comes while a batch is worked on makes the next
 * one. No more is taken in than one batch beyond what was asked for.
 */
export class JetStreamTimelineReader implements TimelineReader {
  readonly #consumer: Promise<Consumer>;
  readonly #bus: NatsBus;
  readonly #most: number;
  readonly #listening: Disposable;
  readonly #waiting: TimelineEntry[] = [];
  #messages: ConsumerMessages | undefined;
  #ended = false;
  #failure: unknown;
  #wake = Promise.withResolvers<void>();
  #room = Promise.withResolvers<void>();

  constructor(consumer: Promise<Consumer>, bus: NatsBus, most: number) {
    this.#consumer = consumer;
    this.#bus = bus;
    this.#most = most;
    // A server that was away has forgotten the consumer; whoever reads begins anew where it is.
    this.#listening = bus.onConnected(() => this.close());
    void this.#pull();
  }

  close(): void {
    this.#ended = true;
    this.#listening[Symbol.dispose]();
    this.#messages?.stop();
    this.#wake.resolve();
    this.#room.resolve();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly TimelineEntry[]> {
    try {
      for (;;) {
        if (this.#waiting.length === 0) {
          if (this.#ended) break;
          await this.#wake.promise;
          this.#wake = Promise.withResolvers();
          continue;
        }
        const batch = this.#waiting.splice(0, this.#most);
        this.#room.resolve();
        yield batch;
        if (this.#ended) break;
      }
      if (this.#failure !== undefined) throw this.#failure;
    } finally {
      this.close();
    }
  }

  async #pull(): Promise<void> {
    try {
      const consumer = await this.#consumer;
      if (this.#ended) return;
      const options = { max_messages: this.#most, expires: EXPIRES_MS, idle_heartbeat: HEARTBEAT_MS };
      this.#messages = await consumer.consume(options);
      // Closed while the consumer was asked for.
      if (this.#ended) this.#messages.stop();
      for await (const message of this.#messages) {
        this.#waiting.push(entryOf(message, this.#bus));
        this.#wake.resolve();
        while (this.#waiting.length >= this.#most && !this.#ended) {
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
