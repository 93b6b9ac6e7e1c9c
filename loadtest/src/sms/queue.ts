import {
  OutboundQueued,
  type OutboundQueuedInit,
  silentLog,
  streams,
  subjects,
  systemClock,
} from '@weft/proto';
import { JetStreamTimeline, JetStreamWork, NatsBus } from '@weft/proto/node';

/** Appends that are under way at the same time. */
const AT_ONCE = 200;

/** Answers put straight into timelines, as the control plane puts an agent's there, and what of them has not gone. */
export class AnswerQueue implements AsyncDisposable {
  readonly #bus: NatsBus;
  readonly #timeline: JetStreamTimeline;
  readonly #outbound: JetStreamWork<OutboundQueued, OutboundQueuedInit>;
  readonly #accountId: string;

  private constructor(
    accountId: string,
    bus: NatsBus,
    timeline: JetStreamTimeline,
    outbound: JetStreamWork<OutboundQueued, OutboundQueuedInit>,
  ) {
    this.#accountId = accountId;
    this.#bus = bus;
    this.#timeline = timeline;
    this.#outbound = outbound;
  }

  /** Of an account's answers. */
  static async create(natsUrl: string, accountId: string): Promise<AnswerQueue> {
    const [log, clock] = [silentLog, systemClock];
    const bus = await NatsBus.create({ servers: natsUrl, name: 'loadtest', log });
    const timeline = await JetStreamTimeline.create({ bus, log, clock });
    const outbound = await JetStreamWork.create({
      ...{ bus, log, clock, stream: streams.outbound, subjects: subjects.allOutbound },
      codec: OutboundQueued,
      subjectOf: ({ accountId: by = '' }: OutboundQueuedInit) => subjects.outbound(by),
      filterOf: (by: string) => subjects.outbound(by),
    });
    return new AnswerQueue(accountId, bus, timeline, outbound);
  }

  /** So many answers, dealt over the conversations. */
  async answer(conversationIds: readonly string[], from: number, total: number): Promise<void> {
    for (let at = from; at < from + total; at += AT_ONCE) {
      const most = Math.min(AT_ONCE, from + total - at);
      await Promise.all(
        Array.from({ length: most }, (_, offset) => {
          const index = at + offset;
          const conversationId = conversationIds[index % conversationIds.length] ?? '';
          const clientId = `answer-${index}`;
          const body = { case: 'text', value: `Your parcel ${index} is on its way.` } as const;
          const event = {
            ...{ eventId: clientId, conversationId, atMs: systemClock.now() },
            author: { kind: 'agent', id: 'agent-1', displayName: 'Agent' },
            body: { case: 'itemPosted', value: { clientId, body } },
          } as const;
          return this.#timeline.append(event, `${conversationId} ${clientId}`);
        }),
      );
    }
  }

  /** Answers whose fate is not known and kept yet. */
  left(): Promise<number> {
    return this.#outbound.pending(this.#accountId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#bus[Symbol.asyncDispose]();
  }
}
