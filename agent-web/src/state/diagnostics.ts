import type { Call } from '@weft/proto';
import type { MediaCall } from './media/media-call.ts';
import type { Source } from './media/plan.ts';
import { inboundOf, outboundOf, sampleOf } from './media/stats.ts';
import type { Timings } from './timings.ts';
import type { CallStats, Diagnostics, LocalTrackStats, RemoteTrackStats } from './types.ts';

/** What diagnostics look at. All functions: the page's state changes under them. */
export interface DiagnosticsParts {
  readonly snapshot: () => unknown;
  readonly call: () => Call | undefined;
  readonly media: () => MediaCall | undefined;
  readonly edgeId: () => string;
  readonly timings: Timings;
  readonly monotonic: () => number;
}

/** Plain data only: what is not (media streams, class instances) is left out. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return undefined;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

/** Makes the read-only view that pages put at `window.weft`. */
export function createDiagnostics(parts: DiagnosticsParts): Diagnostics {
  return { snapshot: () => plain(parts.snapshot()), stats: () => statsOf(parts) };
}

async function statsOf(parts: DiagnosticsParts): Promise<CallStats | undefined> {
  const call = parts.call();
  const media = parts.media();
  const leg = media?.leg;
  if (call === undefined || media === undefined || leg === undefined) return undefined;
  const reports = await leg.stats();
  if (reports.length === 0) return undefined;
  const inbound = new Map(reports.flatMap(inboundOf).map((entry) => [entry.mediaTrackId, entry]));
  const remote = [...leg.receivedTracks].flatMap(([trackId, track]): readonly RemoteTrackStats[] => {
    const known = media.roster.tracks.get(trackId);
    const stats = inbound.get(track.id);
    if (known === undefined || known.source === 'unspecified' || known.kind === 'unspecified') return [];
    const { participantId, kind, source, paused, nodeId, region } = known;
    const { mediaTrackId: _, ...counts } = stats ?? nothingReceived;
    return [{ trackId, participantId, kind, source, paused, nodeId, region, ...counts }];
  });
  return {
    callId: call.callId,
    epoch: call.epoch,
    nodeId: leg.nodeId,
    region: leg.region,
    edgeId: parts.edgeId(),
    ...media.failover,
    rttMs: sampleOf(reports, parts.monotonic()).rttMs,
    timings: parts.timings.get(),
    remote,
    local: await localOf(media, reports),
  };
}

const nothingReceived = {
  mediaTrackId: '',
  codec: '',
  framesDecoded: 0,
  width: 0,
  height: 0,
  freezeCount: 0,
  totalFreezesMs: 0,
  audioLevel: 0,
  totalAudioEnergy: 0,
  packetsReceived: 0,
  packetsLost: 0,
  bytesReceived: 0,
  jitterMs: 0,
};

async function localOf(
  media: MediaCall,
  reports: readonly RTCStatsReport[],
): Promise<readonly LocalTrackStats[]> {
  const outbound = new Map(reports.flatMap(outboundOf).map((entry) => [entry.mediaTrackId, entry]));
  const senders = media.leg?.senders ?? [];
  const stats = senders.map(async ({ source, sender }): Promise<readonly LocalTrackStats[]> => {
    const entry = outbound.get(sender.mediaTrackId);
    if (entry === undefined) return [];
    const { mediaTrackId: _, ...counts } = entry;
    const kind = source === 'camera' || source === 'screen' ? 'video' : 'audio';
    return [
      { trackId: await sender.trackId.catch(() => ''), kind, source: source satisfies Source, ...counts },
    ];
  });
  return (await Promise.all(stats)).flat();
}
