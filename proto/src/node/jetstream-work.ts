import {
  AckPolicy,
  type ConsumeOptions,
  type ConsumerMessages,
  DeliverPolicy,
  DiscardPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamClient,
  type JetStreamManager,
  type JsMsg,
  jetstream,
  RetentionPolicy,
  StorageType,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { Clock } from '../clock.ts';
import type { Codec } from '../codec.ts';
import { WeftError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Work, WorkLog, WorkReader } from '../work.ts';
import { keepAppendingTo } from './jetstream-append.ts';
import { openStream } from './jetstream-open.ts';
import { JetStreamReader } from './jetstream-reader.ts';
import type { NatsBus } from './nats-bus.ts';

/** Window in which work that is published again is not stored again. */
const DUPLICATE_WINDOW_MS = 10 * 60_000;
/** Work that is not done is given out again after this, unless its worker touches it. */
const ACK_WAIT_MS = 5 * 60_000;
/** Pieces that a worker has and has not done, at most. */
const MAX_UNDER_WAY = 2_000;
/** Pieces that wait; beyond, publishing is refused with UNAVAILABLE. */
const MAX_WAITING = 5_000_000;
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
    return new JetStreamWork(options, await openStream(options.bus, config, API_TIMEOUT_MS));
  }

  async publish(value: Init, key: string): Promise<void> {
    const { codec, subjectOf } = this.#options;
    await keepAppendingTo(this.#options, subjectOf(value), codec.encode(value), key);
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
      const consume = (options: ConsumeOptions): Promise<ConsumerMessages> => consumer.consume(options);
      return new JetStreamReader({ consume, bus, most, read: (message) => this.#read(message) });
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
