import type { StatsInit, TrackStatsInit } from '@weft/proto';
import type { StreamStat } from '../ports.ts';
import type { Attendance } from './attendance.ts';
import { answersOf } from './gone.ts';

/** One track's numbers over all its streams. */
function sum(trackId: string, streams: readonly StreamStat[], score: number): TrackStatsInit {
  const total = (pick: (stream: StreamStat) => number): number =>
    streams.reduce((all, stream) => all + pick(stream), 0);
  return {
    trackId,
    codec: streams[0]?.mimeType ?? '',
    bytes: total((stream) => stream.byteCount),
    packets: total((stream) => stream.packetCount),
    packetsLost: total((stream) => Math.max(0, stream.packetsLost)),
    bitrate: total((stream) => stream.bitrate),
    score,
  };
}

/** What one participant sends to the node and receives from it. */
export async function attendanceStats(attendance: Attendance): Promise<Omit<StatsInit, 'pipes'>> {
  const sent = [...attendance.tracks.values()].map(async ({ id, producer }) => {
    const streams = await producer.getStats();
    return sum(id, streams, Math.max(0, ...producer.score.map(({ score }) => score)));
  });
  const received = [...attendance.subscriptions.values()].map(async ({ track, consumer }) => {
    const streams = await consumer.getStats();
    return sum(
      track.id,
      streams.filter(({ type }) => type === 'outbound-rtp'),
      consumer.score.score,
    );
  });
  return { sent: await answersOf(sent), received: await answersOf(received) };
}
