import {
  DeliverPolicy,
  DiscardPolicy,
  type JetStreamClient,
  type JetStreamManager,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { type Clock, sleep } from '../clock.ts';
import { WeftError } from '../errors.ts';
import { TimelineEvent, type TimelineEventInit } from '../gen/timeline.ts';
import type { Log } from '../log.ts';
import { streams, subjects } from '../subjects.ts';
import { partitionOf, type TimelineExtent, type TimelineLog, type TimelineReader } from '../timeline.ts';
import { appendTo } from './jetstream-append.ts';
import { JetStreamTimelineReader } from './jetstream-timeline-reader.ts';
import type { NatsBus } from './nats-bus.ts';

/** How long events are kept, whether applied or not: as long as the store may be away. */
const MAX_AGE_MS = 7 * 24 * 3_600_000;
/** Window in which an event that is sent again is not stored again. */
const DUPLICATE_WINDOW_MS = 10 * 60_000;
/** Less than an edge waits for an answer, so that the client is told what was the matter. */
const APPEND_WITHIN_MS = 3_500;
const TRY_MS = 1_000;
const RETRY_PAUSE_MS = 100;
const API_TIMEOUT_MS = 2_000;

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
    try {
      const manager = await jetstreamManager(options.bus.connection, { timeout: API_TIMEOUT_MS });
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
      await manager.streams.add(config).catch(() => manager.streams.info(streams.timeline));
      return new JetStreamTimeline(options, manager);
    } catch (error) {
      throw new WeftError('UNAVAILABLE', 'JetStream does not answer; is nats-server started with it?', {
        cause: error,
      });
    }
  }

  async append(event: TimelineEventInit & { readonly conversationId: string }, key: string): Promise<void> {
    const { bus, clock } = this.#options;
    const { conversationId } = event;
    const subject = subjects.timeline(partitionOf(conversationId), conversationId);
    const bytes = TimelineEvent.encode(event);
    const deadlineMs = clock.monotonic() + APPEND_WITHIN_MS;
    for (;;) {
      try {
        await appendTo(bus, subject, bytes, { messageId: key, timeoutMs: TRY_MS });
        return;
      } catch (error) {
        if (clock.monotonic() + RETRY_PAUSE_MS + TRY_MS > deadlineMs) {
          throw new WeftError('UNAVAILABLE', 'the timeline takes nothing now', { cause: error });
        }
        await sleep(clock, RETRY_PAUSE_MS);
      }
    }
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
    const consumer = this.#client.consumers.get(streams.timeline, {
      filter_subjects: subjects.timelinePartition(partition),
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: after + 1,
    });
    return new JetStreamTimelineReader(consumer, this.#options.bus, most);
  }
}
