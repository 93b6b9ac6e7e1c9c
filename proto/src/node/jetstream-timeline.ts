import {
  type ConsumeOptions,
  type ConsumerMessages,
  DeliverPolicy,
  DiscardPolicy,
  type JetStreamClient,
  type JetStreamManager,
  type JsMsg,
  jetstream,
  RetentionPolicy,
  StorageType,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { Clock } from '../clock.ts';
import { WeftError } from '../errors.ts';
import { TimelineEvent, type TimelineEventInit } from '../gen/timeline.ts';
import type { Log } from '../log.ts';
import { streams, subjects } from '../subjects.ts';
import {
  partitionOf,
  type TimelineEntry,
  type TimelineExtent,
  type TimelineLog,
  type TimelineReader,
} from '../timeline.ts';
import { keepAppendingTo } from './jetstream-append.ts';
import { openStream } from './jetstream-open.ts';
import { JetStreamReader } from './jetstream-reader.ts';
import type { NatsBus } from './nats-bus.ts';

/** How long events are kept, whether applied or not: as long as the store may be away. */
const MAX_AGE_MS = 7 * 24 * 3_600_000;
/** Window in which an event that is sent again is not stored again. */
const DUPLICATE_WINDOW_MS = 10 * 60_000;
const API_TIMEOUT_MS = 2_000;

/** Entries whose event cannot be read are given all the same, with nothing in them: their position counts. */
function entryOf(message: JsMsg, bus: NatsBus): TimelineEntry {
  try {
    return { position: message.seq, event: TimelineEvent.decode(message.data) };
  } catch (error) {
    bus.cannotRead({ subject: message.subject, seq: message.seq }, error);
    return { position: message.seq, event: TimelineEvent.create({}) };
  }
}

export interface JetStreamTimelineOptions {
  readonly bus: NatsBus;
  readonly log: Log;
  readonly clock: Clock;
  /** Copies in a cluster of NATS servers. */
  readonly replicas?: number;
}

/** The TimelineLog over the TIMELINE stream. */
export class JetStreamTimeline implements TimelineLog {
  readonly #client: JetStreamClient;
  readonly #manager: JetStreamManager;
  readonly #options: JetStreamTimelineOptions;

  private constructor(options: JetStreamTimelineOptions, manager: JetStreamManager) {
    this.#options = options;
    this.#manager = manager;
    this.#client = jetstream(options.bus.connection, { timeout: API_TIMEOUT_MS });
  }

  /** Makes the stream when it is missing. Throws UNAVAILABLE when JetStream does not answer. */
  static async create(options: JetStreamTimelineOptions): Promise<JetStreamTimeline> {
    const config = {
      name: streams.timeline,
      subjects: [subjects.allTimelines],
      retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.Old,
      storage: StorageType.File,
      max_age: nanos(MAX_AGE_MS),
      duplicate_window: nanos(DUPLICATE_WINDOW_MS),
      num_replicas: options.replicas ?? 1,
    };
    return new JetStreamTimeline(options, await openStream(options.bus, config, API_TIMEOUT_MS));
  }

  async append(event: TimelineEventInit & { readonly conversationId: string }, key: string): Promise<void> {
    const { conversationId } = event;
    const subject = subjects.timeline(partitionOf(conversationId), conversationId);
    await keepAppendingTo(this.#options, subject, TimelineEvent.encode(event), key);
  }

  async forget(conversationId: string, upTo: number): Promise<void> {
    const filter = subjects.timeline(partitionOf(conversationId), conversationId);
    try {
      await this.#manager.streams.purge(streams.timeline, { filter, seq: upTo + 1 });
    } catch (error) {
      throw new WeftError('UNAVAILABLE', 'the timeline cannot be changed', { cause: error });
    }
  }

  async extent(): Promise<TimelineExtent> {
    try {
      const { created, state } = await this.#manager.streams.info(streams.timeline);
      return { streamId: created, last: state.last_seq };
    } catch (error) {
      throw new WeftError('UNAVAILABLE', 'the timeline cannot be read', { cause: error });
    }
  }

  follow(partition: number, after: number, most: number): TimelineReader {
    const { bus } = this.#options;
    const consumer = this.#client.consumers.get(streams.timeline, {
      filter_subjects: subjects.timelinePartition(partition),
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: after + 1,
    });
    const consume = async (options: ConsumeOptions): Promise<ConsumerMessages> =>
      (await consumer).consume(options);
    return new JetStreamReader({ ...{ bus, most, consume }, read: (message) => entryOf(message, bus) });
  }
}
