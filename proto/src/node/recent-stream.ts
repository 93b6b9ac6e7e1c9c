import {
  AckPolicy,
  DeliverPolicy,
  DiscardPolicy,
  type JetStreamManager,
  jetstreamManager,
  StorageType,
} from '@nats-io/jetstream';
import { createInbox, nanos } from '@nats-io/transport-node';
import type { Clock } from '../clock.ts';
import { WeftError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { NatsBus } from './nats-bus.ts';

/** How long a message is kept: a few times what a client has to come back. */
const MAX_AGE_MS = 60_000;
/** A consumer whose reader is gone is taken away after this. */
const ABANDONED_AFTER_MS = 5_000;
const API_TIMEOUT_MS = 2_000;
/** Of messages that JetStream sends beside what is read. */
const CONTROL_STATUS = 100;

export interface RecentStreamOptions {
  readonly bus: NatsBus;
  readonly log: Log;
  readonly clock: Clock;
  /** Copies of the stream in a cluster of NATS servers; 1 = it goes with its server. */
  readonly replicas: number;
}

/** What a stream keeps; the oldest go first. */
export interface Keeping {
  readonly name: string;
  readonly subject: string;
  readonly maxBytes: number;
  /** Of one subject; undefined = any number. */
  readonly maxMessagesASubject?: number;
  /** What cannot be done without it, for the log. */
  readonly without: string;
}

/**
 * The last minute of some subjects, in NATS's memory. JetStream may be absent,
 * come later, or start anew with nothing: reads then fail, or `completeSinceMs`
 * says what they can be trusted for.
 */
export class RecentStream implements Disposable {
  readonly #options: RecentStreamOptions;
  readonly #keeping: Keeping;
  readonly #listening: Disposable;
  #manager: JetStreamManager | undefined;
  #completeSinceMs: number | undefined;

  private constructor(keeping: Keeping, options: RecentStreamOptions) {
    this.#keeping = keeping;
    this.#options = options;
    // What was published while the bus was away may be missing, and a server that started anew has forgotten all.
    this.#listening = options.bus.onConnected((connected) => {
      this.#completeSinceMs = undefined;
      if (connected) void this.#ensure(options.clock.now());
    });
  }

  /** Makes the stream when it is missing; resolves also when that cannot be done. */
  static async create(keeping: Keeping, options: RecentStreamOptions): Promise<RecentStream> {
    const stream = new RecentStream(keeping, options);
    await stream.#ensure(0);
    return stream;
  }

  /** Everything published since this time (milliseconds since the Unix epoch) and not too old is in the stream; undefined = there is no stream. */
  get completeSinceMs(): number | undefined {
    return this.#completeSinceMs;
  }

  /**
   * Gives what is kept of a subject, oldest first, until `take` says that it has
   * seen enough: all of it, or what came since a time (milliseconds since the Unix
   * epoch, by the server's clock). Throws WeftError TIMEOUT when that does not come
   * in time, UNAVAILABLE when there is no stream.
   */
  async read(
    subject: string,
    take: (data: Uint8Array, subject: string) => boolean,
    timeoutMs: number,
    sinceMs?: number,
  ): Promise<void> {
    const manager = this.#manager;
    const { name: stream } = this.#keeping;
    const { connection } = this.#options.bus;
    if (manager === undefined) throw new WeftError('UNAVAILABLE', `there is no stream ${stream}`);
    const enough = Promise.withResolvers<void>();
    const inbox = createInbox();
    const subscription = connection.subscribe(inbox, {
      callback: (error, message) => {
        if (error !== null) enough.reject(new WeftError('UNAVAILABLE', error.message));
        // The server's own words: that it lives, or (to be answered) how fast it may send.
        else if (message.headers?.code === CONTROL_STATUS) message.respond();
        else if (take(message.data, message.subject)) enough.resolve();
      },
    });
    const limit = this.#options.clock.after(timeoutMs, () => enough.reject(new WeftError('TIMEOUT')));
    try {
      const made = manager.consumers.add(stream, {
        deliver_subject: inbox,
        filter_subject: subject,
        ack_policy: AckPolicy.None,
        ...(sinceMs === undefined
          ? { deliver_policy: DeliverPolicy.All }
          : { deliver_policy: DeliverPolicy.StartTime, opt_start_time: new Date(sinceMs).toISOString() }),
        // A server cuts off who takes in more slowly than it is sent to.
        flow_control: true,
        idle_heartbeat: nanos(ABANDONED_AFTER_MS),
        inactive_threshold: nanos(ABANDONED_AFTER_MS),
        mem_storage: true,
        num_replicas: 1,
      });
      // Messages flow before the answer is here; only a refusal of it is waited for.
      made.then(
        ({ name }) =>
          enough.promise.finally(() => manager.consumers.delete(stream, name)).catch(() => undefined),
        (error: unknown) => enough.reject(this.#unreadable(error)),
      );
      await enough.promise;
    } finally {
      limit.cancel();
      subscription.unsubscribe();
    }
  }

  [Symbol.dispose](): void {
    this.#listening[Symbol.dispose]();
  }

  #unreadable(error: unknown): WeftError {
    // Somebody took the stream away: the next reader finds it made anew.
    if (this.#options.bus.connected) void this.#ensure(this.#options.clock.now());
    return new WeftError('UNAVAILABLE', `the stream ${this.#keeping.name} cannot be read`, { cause: error });
  }

  async #ensure(sinceMs: number): Promise<void> {
    const { bus, replicas, log } = this.#options;
    const { name, subject, maxBytes, maxMessagesASubject, without } = this.#keeping;
    try {
      this.#manager ??= await jetstreamManager(bus.connection, { checkAPI: false, timeout: API_TIMEOUT_MS });
      const { streams: api } = this.#manager;
      const config = {
        name,
        subjects: [subject],
        storage: StorageType.Memory,
        discard: DiscardPolicy.Old,
        max_age: nanos(MAX_AGE_MS),
        ...(maxMessagesASubject === undefined ? {} : { max_msgs_per_subject: maxMessagesASubject }),
        max_bytes: maxBytes,
        num_replicas: replicas,
        no_ack: true,
      };
      const { created } = await api.add(config).catch(() => api.info(name));
      this.#completeSinceMs = Math.max(sinceMs, Date.parse(created));
    } catch (error) {
      log.warn({ error: String(error), stream: name }, without);
    }
  }
}
