import {
  type Clock,
  DeadLetter,
  type DeadLetterInit,
  InboundArrival,
  type InboundArrivalInit,
  type LetterBox,
  type Log,
  OutboundQueued,
  type OutboundQueuedInit,
  streams,
  subjects,
  type WorkLog,
} from '@weft/proto';
import { JetStreamLetters, JetStreamWork, type NatsBus } from '@weft/proto/node';
import { partitionOfArrival } from './inbound/wire.ts';

/** What is on its way in and out, and what could not be done. */
export interface ChannelStreams {
  /** By partition. */
  readonly inbound: WorkLog<InboundArrival, InboundArrivalInit>;
  /** By account. */
  readonly outbound: WorkLog<OutboundQueued, OutboundQueuedInit>;
  readonly letters: LetterBox<DeadLetter, DeadLetterInit>;
}

/** Makes the streams where they are missing. Throws UNAVAILABLE when JetStream does not answer. */
export async function openChannelStreams(parts: {
  bus: NatsBus;
  log: Log;
  clock: Clock;
  replicas: number;
}): Promise<ChannelStreams> {
  const [inbound, outbound, letters] = await Promise.all([
    JetStreamWork.create({
      ...parts,
      stream: streams.inbound,
      subjects: subjects.allInbound,
      codec: InboundArrival,
      subjectOf: (arrival: InboundArrivalInit) =>
        subjects.inbound(partitionOfArrival(arrival), arrival.accountId ?? ''),
      filterOf: (partition) => subjects.inboundPartition(Number(partition)),
    }),
    JetStreamWork.create({
      ...parts,
      stream: streams.outbound,
      subjects: subjects.allOutbound,
      codec: OutboundQueued,
      subjectOf: ({ accountId = '' }: OutboundQueuedInit) => subjects.outbound(accountId),
      filterOf: (accountId) => subjects.outbound(accountId),
    }),
    JetStreamLetters.create({
      ...parts,
      stream: streams.deadLetters,
      subjects: subjects.allDeadLetters,
      codec: DeadLetter,
      subjectOf: ({ message }: DeadLetterInit) => subjects.deadLetter(message?.value.accountId ?? ''),
    }),
  ]);
  return { inbound, outbound, letters };
}
