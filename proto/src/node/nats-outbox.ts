import type { NatsConnection, PublishOptions } from '@nats-io/transport-node';
import { WeftError } from '../errors.ts';
import type { Log } from '../log.ts';

/** Messages that are held at most; one more, and all are handed over at once. */
const MAX_HELD = 512;

interface Held {
  readonly subject: string;
  readonly data: Uint8Array;
  readonly options: PublishOptions | undefined;
}

/**
 * Hands over to the connection once per turn of the event loop what was sent in
 * it, in the order sent. The client writes to its socket whenever what runs
 * pauses, some times in a turn, and a write costs as much as many messages.
 */
export class NatsOutbox {
  readonly #connection: NatsConnection;
  readonly #log: Log;
  #held: Held[] = [];
  #scheduled = false;

  constructor(connection: NatsConnection, log: Log) {
    this.#connection = connection;
    this.#log = log;
  }

  /** Throws WeftError UNAVAILABLE for what is larger than the server takes. */
  send(subject: string, data: Uint8Array, options?: PublishOptions): void {
    const most = this.#connection.info?.max_payload ?? Number.POSITIVE_INFINITY;
    if (data.length > most) throw new WeftError('UNAVAILABLE', `the bus takes ${most} bytes at most`);
    this.#held.push({ subject, data, options });
    if (this.#held.length >= MAX_HELD) this.handOver();
    else if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => {
        this.#scheduled = false;
        this.handOver();
      });
    }
  }

  /** Now, before something that must come after. What a closed connection does not take is lost. */
  handOver(): void {
    const held = this.#held;
    this.#held = [];
    if (this.#connection.isClosed()) return;
    for (const { subject, data, options } of held) {
      try {
        this.#connection.publish(subject, data, options);
      } catch (error) {
        this.#log.warn({ subject, error: String(error) }, 'message not sent');
      }
    }
  }
}
