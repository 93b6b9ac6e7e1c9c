import {
  AckPolicy,
  DeliverPolicy,
  type JetStreamClient,
  type JetStreamManager,
  type JsMsg,
  jetstream,
  RetentionPolicy,
  StorageType,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { type Clock, sleep } from '../clock.ts';
import { WeftError } from '../errors.ts';
import { type FactBody, type FactLog, factName } from '../facts.ts';
import { FactRecord, type FactRecordInit } from '../gen/facts.ts';
import type { Log } from '../log.ts';
import { streams, subjects } from '../subjects.ts';
import { appendTo } from './jetstream-append.ts';
import { openStream } from './jetstream-open.ts';
import type { NatsBus } from './nats-bus.ts';

/** How long facts are kept. */
const MAX_AGE_MS = 400 * 24 * 3_600_000;
/** Facts that may wait for JetStream to come back; each is under a kilobyte. */
const MAX_WAITING = 10_000;
const RETRY_PAUSE_MS = 250;
const STORE_TIMEOUT_MS = 2_000;
/** Facts on their way to JetStream at a time; it stores them in the order in which they come. */
const MAX_UNDER_WAY = 256;
/** A replayed batch's size. */
const BATCH = 500;
/** Window in which a repeated fact id is dropped. */
const DUPLICATE_WINDOW_MS = 10 * 60_000;
const OPEN_WITHIN_MS = 5_000;

interface Waiting {
  readonly record: FactRecordInit & { readonly factId: string };
  readonly subject: string;
  readonly done: () => void;
}

/** The FactLog over the FACTS stream. */
export class JetStreamFacts implements FactLog, AsyncDisposable {
  readonly #bus: NatsBus;
  readonly #client: JetStreamClient;
  readonly #manager: JetStreamManager;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #waiting: Waiting[] = [];
  #sending = false;
  #closed = false;

  private constructor(bus: NatsBus, manager: JetStreamManager, log: Log, clock: Clock) {
    this.#bus = bus;
    this.#client = jetstream(bus.connection);
    this.#manager = manager;
    this.#log = log;
    this.#clock = clock;
  }

  /** Makes the stream when it is missing. Throws UNAVAILABLE when JetStream does not answer. */
  static async create(options: {
    bus: NatsBus;
    log: Log;
    clock: Clock;
    replicas?: number;
  }): Promise<JetStreamFacts> {
    const config = {
      name: streams.facts,
      subjects: [subjects.allFacts],
      retention: RetentionPolicy.Limits,
      storage: StorageType.File,
      max_age: nanos(MAX_AGE_MS),
      duplicate_window: nanos(DUPLICATE_WINDOW_MS),
      num_replicas: options.replicas ?? 1,
    };
    const manager = await openStream(options.bus, config, OPEN_WITHIN_MS);
    return new JetStreamFacts(options.bus, manager, options.log, options.clock);
  }

  append(fact: {
    factId: string;
    atMs: number;
    callId?: string;
    epoch?: number;
    body: FactBody;
  }): Promise<void> {
    if (this.#closed || this.#waiting.length >= MAX_WAITING) {
      return Promise.reject(
        new WeftError('UNAVAILABLE', 'the fact log takes no more until JetStream is back'),
      );
    }
    return new Promise((resolve) => {
      this.#waiting.push({ record: fact, subject: subjects.fact(factName(fact.body.case)), done: resolve });
      if (!this.#sending) void this.#drain();
    });
  }

  async *replay(sinceMs: number, cases?: readonly FactBody['case'][]): AsyncIterable<FactRecord> {
    const info = await this.#manager.streams.info(streams.facts);
    const lastSeq = info.state.last_seq;
    if (info.state.messages === 0) return;
    const [only] = cases ?? [];
    const filter =
      cases?.length === 1 && only !== undefined ? { filter_subject: subjects.fact(factName(only)) } : {};
    const consumer = await this.#manager.consumers.add(streams.facts, {
      ack_policy: AckPolicy.None,
      deliver_policy: DeliverPolicy.StartTime,
      opt_start_time: new Date(sinceMs).toISOString(),
      inactive_threshold: nanos(30_000),
      ...filter,
    });
    const handle = await this.#client.consumers.get(streams.facts, consumer.name);
    let left = consumer.num_pending;
    while (left > 0) {
      const batch = await handle.fetch({ max_messages: Math.min(BATCH, left), expires: 2_000 });
      let got = 0;
      for await (const message of batch) {
        got += 1;
        if (message.seq > lastSeq) return;
        const fact = this.#read(message);
        if (fact === undefined) continue;
        if (cases === undefined || (fact.body !== undefined && cases.includes(fact.body.case))) yield fact;
      }
      if (got === 0) return;
      left -= got;
    }
  }

  /** Undefined for what cannot be read: the days around it are told without it. */
  #read({ data, subject, seq }: JsMsg): FactRecord | undefined {
    try {
      return FactRecord.decode(data);
    } catch (error) {
      this.#bus.cannotRead({ subject, seq }, error);
      return undefined;
    }
  }

  /** Waits a moment for what is still to be stored. */
  async [Symbol.asyncDispose](): Promise<void> {
    const deadline = this.#clock.monotonic() + 2_000;
    while (this.#waiting.length > 0 && this.#clock.monotonic() < deadline) await sleep(this.#clock, 20);
    this.#closed = true;
    if (this.#waiting.length > 0)
      this.#log.error({ lost: this.#waiting.length }, 'facts not stored before the end');
  }

  async #drain(): Promise<void> {
    this.#sending = true;
    while (this.#waiting.length > 0 && !this.#closed) {
      const some = this.#waiting.slice(0, MAX_UNDER_WAY);
      const stored = await Promise.all(some.map((one) => this.#store(one)));
      const left = some.filter((_, index) => stored[index] === false);
      this.#waiting.splice(0, some.length, ...left);
      // One that was stored although no answer came is known by its id.
      if (left.length > 0) await sleep(this.#clock, RETRY_PAUSE_MS);
    }
    this.#sending = false;
  }

  async #store({ record, subject, done }: Waiting): Promise<boolean> {
    try {
      const asking = { messageId: record.factId, timeoutMs: STORE_TIMEOUT_MS };
      await appendTo(this.#bus, subject, FactRecord.encode(record), asking);
      done();
      return true;
    } catch (error) {
      this.#log.warn({ factId: record.factId, error: String(error) }, 'fact not stored yet');
      return false;
    }
  }
}
