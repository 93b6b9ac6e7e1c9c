import {
  AckPolicy,
  type ConsumerMessages,
  DeliverPolicy,
  DiscardPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamClient,
  type JetStreamManager,
  type JsMsg,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { type Clock, sleep } from '../clock.ts';
import type { Codec } from '../codec.ts';
import { WeftError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Work, WorkLog, WorkReader } from '../work.ts';
import { appendTo } from './jetstream-append.ts';
import { JetStreamWorkReader } from './jetstream-work-reader.ts';
import type { NatsBus } from './nats-bus.ts';

/** Window in which work that is published again is not stored again. */
const DUPLICATE_WINDOW_MS = 10 * 60_000;
/** Work that is not done is given out again after this, unless its worker touches it. */
const ACK_WAIT_MS = 5 * 60_000;
/** Pieces that a worker has and has not done, at most. */
const MAX_UNDER_WAY = 2_000;
/** Pieces that wait; beyond, publishing is refused with UNAVAILABLE. */
const MAX_WAITING = 5_000_000;
const PUBLISH_WITHIN_MS = 3_500;
const TRY_MS = 1_000;
const RETRY_PAUSE_MS = 100;
const API_TIMEOUT_MS = 2_000;

/** A consumer that stays because nobody answered would keep back for minutes what it gave to a dead owner. */
function unlessMissing(error: unknown): void {
  const missing = error instanceof JetStreamApiError && error.code === JetStreamApiCodes.ConsumerNotFound;
  if (!missing) throw error;
}

export interface JetStreamWorkOptions<Value, Init> {
  readonly bus: NatsBus;
  readonly log: Log;
  readonly clock: Clock;
  /** Copies in a cluster of NATS servers. */
  readonly replicas?: number;
  readonly stream: string;
  readonly subjects: string;
  readonly codec: Codec<Value, Init>;
  /** Where a value goes, and what a name's worker is given. */
  readonly subjectOf: (value: Init) => string;
  readonly filterOf: (name: string) => string;
}

/** The WorkLog over a work-queue stream, with one consumer for a name. */
export class JetStreamWork<Value, Init> implements WorkLog<Value, Init> {
  readonly #options: JetStreamWorkOptions<Value, Init>;
  readonly #client: JetStreamClient;
  readonly #manager: JetStreamManager;

  private constructor(options: JetStreamWorkOptions<Value, Init>, manager: JetStreamManager) {
    this.#options = options;
    this.#manager = manager;
    this.#client = jetstream(options.bus.connection, { timeout: API_TIMEOUT_MS });
  }

  /** Makes the stream when it is missing. Throws UNAVAILABLE when JetStream does not answer. */
  static async create<Value, Init>(
    options: JetStreamWorkOptions<Value, Init>,
  ): Promise<JetStreamWork<Value, Init>> {
    try {
      const manager = await jetstreamManager(options.bus.connection, { timeout: API_TIMEOUT_MS });
      const config = {
        name: options.stream,
        subjects: [options.subjects],
        retention: RetentionPolicy.Workqueue,
        discard: DiscardPolicy.New,
        storage: StorageType.File,
        max_msgs: MAX_WAITING,
        duplicate_window: nanos(DUPLICATE_WINDOW_MS),
        num_replicas: options.replicas ?? 1,
      };
      await manager.streams.add(config).catch(() => manager.streams.info(options.stream));
      return new JetStreamWork(options, manager);
    } catch (error) {
      throw new WeftError('UNAVAILABLE', 'JetStream does not answer; is nats-server started with it?', {
        cause: error,
      });
    }
  }

  async publish(value: Init, key: string): Promise<void> {
    const { bus, clock, codec, subjectOf } = this.#options;
    const [subject, bytes] = [subjectOf(value), codec.encode(value)];
    const deadlineMs = clock.monotonic() + PUBLISH_WITHIN_MS;
    for (;;) {
      try {
        await appendTo(bus, subject, bytes, { messageId: key, timeoutMs: TRY_MS });
        return;
      } catch (error) {
        if (clock.monotonic() + RETRY_PAUSE_MS + TRY_MS > deadlineMs) {
          throw new WeftError('UNAVAILABLE', 'the stream takes nothing now', { cause: error });
        }
        await sleep(clock, RETRY_PAUSE_MS);
      }
    }
  }

  async work(name: string, most: number): Promise<WorkReader<Value>> {
    const { stream, filterOf, bus } = this.#options;
    try {
      // A new consumer is given at once what an owner that died was given and has not done.
      await this.#manager.consumers.delete(stream, name).catch(unlessMissing);
      await this.#manager.consumers.add(stream, {
        durable_name: name,
        filter_subject: filterOf(name),
        ack_policy: AckPolicy.Explicit,
        deliver_policy: DeliverPolicy.All,
        ack_wait: nanos(ACK_WAIT_MS),
        max_ack_pending: MAX_UNDER_WAY,
      });
      const consumer = await this.#client.consumers.get(stream, name);
      const consume = (options: object): Promise<ConsumerMessages> => consumer.consume(options);
      return new JetStreamWorkReader({ consume, bus, most, read: (message) => this.#read(message) });
    } catch (error) {
      throw new WeftError('UNAVAILABLE', 'the stream cannot be followed', { cause: error });
    }
  }

  async pending(name: string): Promise<number> {
    const { stream, filterOf } = this.#options;
    try {
      const { state } = await this.#manager.streams.info(stream, { subjects_filter: filterOf(name) });
      return Object.values(state.subjects ?? {}).reduce((sum, count) => sum + count, 0);
    } catch (error) {
      throw new WeftError('UNAVAILABLE', 'the stream cannot be read', { cause: error });
    }
  }

  /** Undefined for what cannot be read, as from a newer version: it is let go, so that it stops nobody. */
  #read(message: JsMsg): Work<Value> | undefined {
    try {
      const value = this.#options.codec.decode(message.data);
      const { seq } = message;
      return { value, seq, done: () => message.ack(), touch: () => message.working() };
    } catch (error) {
      this.#options.bus.cannotRead({ subject: message.subject, seq: message.seq }, error);
      message.ack();
      return undefined;
    }
  }
}
