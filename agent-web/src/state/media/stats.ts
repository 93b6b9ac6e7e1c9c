/**
 * Readers of RTCStatsReport (W3C webrtc-stats). Reports come from the browser, whose versions differ in
 * what they give: what is missing reads as 0 or empty.
 */

/** Totals of a leg at one moment. */
export interface TransportSample {
  /** Monotonic. */
  readonly atMs: number;
  readonly rttMs: number | undefined;
  readonly packetsReceived: number;
  readonly packetsLost: number;
  readonly bytesReceived: number;
  readonly bytesSent: number;
  /** Of the largest picture received. */
  readonly width: number;
  readonly height: number;
}

/** A received track by the browser's own count. */
export interface InboundStats {
  /** The id of the MediaStreamTrack. */
  readonly mediaTrackId: string;
  readonly codec: string;
  readonly framesDecoded: number;
  readonly width: number;
  readonly height: number;
  readonly freezeCount: number;
  readonly totalFreezesMs: number;
  readonly audioLevel: number;
  readonly totalAudioEnergy: number;
  readonly packetsReceived: number;
  readonly packetsLost: number;
  readonly bytesReceived: number;
  readonly jitterMs: number;
}

/** A sent track, all its layers together; width and height of the largest. */
export interface OutboundStats {
  readonly mediaTrackId: string;
  readonly codec: string;
  readonly framesSent: number;
  readonly width: number;
  readonly height: number;
  readonly packetsSent: number;
  readonly bytesSent: number;
}

type Entry = Readonly<Record<string, unknown>>;
/** Any report: a browser's, or a test's map. */
export type Report = Iterable<readonly [string, unknown]>;

const entriesOf = (report: Report): ReadonlyMap<string, Entry> =>
  new Map(
    [...report].filter(
      (pair): pair is readonly [string, Entry] => typeof pair[1] === 'object' && pair[1] !== null,
    ),
  );
const number = (entry: Entry, name: string): number => {
  const value = entry[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
};
const text = (entry: Entry, name: string): string => {
  const value = entry[name];
  return typeof value === 'string' ? value : '';
};
const ofType = (entries: ReadonlyMap<string, Entry>, type: string): readonly Entry[] =>
  [...entries.values()].filter((entry) => entry.type === type);
const codecOf = (entries: ReadonlyMap<string, Entry>, entry: Entry): string => {
  const codec = entries.get(text(entry, 'codecId'));
  return codec === undefined ? '' : text(codec, 'mimeType');
};

/** Each received track once. Tracks that nothing was received of have no packets. */
export function inboundOf(report: Report): readonly InboundStats[] {
  const entries = entriesOf(report);
  return ofType(entries, 'inbound-rtp').map((entry) => ({
    mediaTrackId: text(entry, 'trackIdentifier'),
    codec: codecOf(entries, entry),
    framesDecoded: number(entry, 'framesDecoded'),
    width: number(entry, 'frameWidth'),
    height: number(entry, 'frameHeight'),
    freezeCount: number(entry, 'freezeCount'),
    totalFreezesMs: number(entry, 'totalFreezesDuration') * 1_000,
    audioLevel: number(entry, 'audioLevel'),
    totalAudioEnergy: number(entry, 'totalAudioEnergy'),
    packetsReceived: number(entry, 'packetsReceived'),
    packetsLost: number(entry, 'packetsLost'),
    bytesReceived: number(entry, 'bytesReceived'),
    jitterMs: number(entry, 'jitter') * 1_000,
  }));
}

/** Each sent track once. */
export function outboundOf(report: Report): readonly OutboundStats[] {
  const entries = entriesOf(report);
  const tracks = new Map<string, OutboundStats>();
  for (const entry of ofType(entries, 'outbound-rtp')) {
    const source = entries.get(text(entry, 'mediaSourceId'));
    const mediaTrackId = source === undefined ? '' : text(source, 'trackIdentifier');
    const layers = tracks.get(mediaTrackId);
    tracks.set(mediaTrackId, {
      mediaTrackId,
      codec: codecOf(entries, entry) || (layers?.codec ?? ''),
      framesSent: Math.max(number(entry, 'framesSent'), layers?.framesSent ?? 0),
      width: Math.max(number(entry, 'frameWidth'), layers?.width ?? 0),
      height: Math.max(number(entry, 'frameHeight'), layers?.height ?? 0),
      packetsSent: number(entry, 'packetsSent') + (layers?.packetsSent ?? 0),
      bytesSent: number(entry, 'bytesSent') + (layers?.bytesSent ?? 0),
    });
  }
  return [...tracks.values()];
}

/** Frames that each video source gave so far, by the browser's name of its track; where it does not say, there is none. */
export function sourceFramesOf(report: Report): ReadonlyMap<string, number> {
  const sources = ofType(entriesOf(report), 'media-source').filter(
    ({ frames }) => typeof frames === 'number',
  );
  return new Map(sources.map((entry) => [text(entry, 'trackIdentifier'), number(entry, 'frames')]));
}

/** Totals over a leg's reports. */
export function sampleOf(reports: readonly Report[], atMs: number): TransportSample {
  const inbound = reports.flatMap(inboundOf);
  const outbound = reports.flatMap(outboundOf);
  const rtts = reports
    .flatMap((report) => ofType(entriesOf(report), 'candidate-pair'))
    .filter((entry) => entry.nominated === true && typeof entry.currentRoundTripTime === 'number')
    .map((entry) => number(entry, 'currentRoundTripTime') * 1_000);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const largest = inbound.reduce<InboundStats | undefined>(
    (best, entry) =>
      best === undefined || entry.width * entry.height > best.width * best.height ? entry : best,
    undefined,
  );
  return {
    atMs,
    rttMs: rtts.length === 0 ? undefined : Math.max(...rtts),
    packetsReceived: sum(inbound.map(({ packetsReceived }) => packetsReceived)),
    packetsLost: sum(inbound.map(({ packetsLost }) => packetsLost)),
    bytesReceived: sum(inbound.map(({ bytesReceived }) => bytesReceived)),
    bytesSent: sum(outbound.map(({ bytesSent }) => bytesSent)),
    width: largest?.width ?? 0,
    height: largest?.height ?? 0,
  };
}
