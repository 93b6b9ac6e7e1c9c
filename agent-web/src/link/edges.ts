import type { Clock, RegionRttInit } from '@weft/proto';

/** An edge that clients may connect to. */
export interface EdgeAddress {
  readonly edgeId: string;
  readonly region: string;
  /** "ws://..." or "wss://...", with the path. */
  readonly url: string;
}

/** An edge and the round trip to it; undefined = it did not answer in time. */
export interface MeasuredEdge {
  readonly edge: EdgeAddress;
  readonly rttMs: number | undefined;
}

/** Asks an edge for a sign of life; rejects when there is none. */
export type PingEdge = (url: string, signal: AbortSignal) => Promise<void>;

/** After this an edge counts as not answering. */
const ANSWER_WITHIN_MS = 1_000;
/** Once one edge has answered, how much longer the others are waited for. */
const GRACE_MS = 60;

/** By HTTP. The answer's content is not read, so another origin's is good enough. */
export const fetchPing: PingEdge = async (url, signal) => {
  await fetch(url, { mode: 'no-cors', cache: 'no-store', credentials: 'omit', signal });
};

/** The HTTP twin of an edge's WebSocket URL: "wss://host:1/v1/signal" has "https://host:1/v1/ping". */
export function pingUrl(url: string): string {
  const twin = new URL('/v1/ping', url);
  twin.protocol = twin.protocol === 'wss:' ? 'https:' : 'http:';
  return twin.href;
}

/**
 * Measures the round trip to each edge: the second of two pings, since the first also
 * pays for the connection. Returns when all have answered, or soon after the first has.
 */
export async function measureEdges(
  edges: readonly EdgeAddress[],
  ping: PingEdge,
  clock: Clock,
): Promise<readonly MeasuredEdge[]> {
  const rtts = new Map<EdgeAddress, number>();
  const abort = new AbortController();
  const enough = Promise.withResolvers<void>();
  const limit = clock.after(ANSWER_WITHIN_MS, enough.resolve);
  const measure = async (edge: EdgeAddress): Promise<void> => {
    const url = pingUrl(edge.url);
    await ping(url, abort.signal);
    const startMs = clock.monotonic();
    await ping(url, abort.signal);
    rtts.set(edge, clock.monotonic() - startMs);
    clock.after(GRACE_MS, enough.resolve);
  };
  void Promise.allSettled(edges.map(measure)).then(() => enough.resolve());
  await enough.promise;
  limit.cancel();
  abort.abort();
  return edges.map((edge) => ({ edge, rttMs: rtts.get(edge) }));
}

/**
 * The order in which to try edges: those of the wanted region first, then by round trip
 * (what did not answer comes last), then as they came.
 *
 * @param region empty = no wish
 */
export function orderEdges(measured: readonly MeasuredEdge[], region: string): readonly EdgeAddress[] {
  const rank = ({ edge, rttMs }: MeasuredEdge): readonly [number, number] => [
    edge.region === region ? 0 : 1,
    rttMs ?? Number.MAX_SAFE_INTEGER,
  ];
  return measured
    .map((entry) => ({ entry, rank: rank(entry) }))
    .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1])
    .map(({ entry }) => entry.edge);
}

/** The best round trip to each region, for the control plane's placement. A wished-for region counts as nearest. */
export function regionRtts(measured: readonly MeasuredEdge[], region: string): readonly RegionRttInit[] {
  const best = new Map<string, number>();
  for (const { edge, rttMs } of measured) {
    if (edge.region === region) best.set(region, 0);
    else if (rttMs !== undefined) best.set(edge.region, Math.min(rttMs, best.get(edge.region) ?? rttMs));
  }
  return [...best].map(([name, rttMs]) => ({ region: name, rttMs: Math.round(rttMs) }));
}

export interface EdgeChoiceOptions {
  readonly list: () => Promise<readonly EdgeAddress[]>;
  readonly ping: PingEdge;
  readonly clock: Clock;
  /** Overrides what was measured; empty = nearest. */
  readonly region: string;
}

/** How long a measurement is good for. */
const FRESH_FOR_MS = 60_000;

/** The edges of this client in the order to try them, measured anew now and then. */
export class EdgeChoice {
  readonly #options: EdgeChoiceOptions;
  #measured: readonly MeasuredEdge[] = [];
  #measuredAtMs = Number.NEGATIVE_INFINITY;
  #key = '';

  constructor(options: EdgeChoiceOptions) {
    this.#options = options;
  }

  /** Best first. With a wished-for region nothing is waited for: the measuring goes on beside. */
  async ordered(): Promise<readonly EdgeAddress[]> {
    const edges = await this.#options.list();
    const measuring = this.#measure(edges);
    if (!edges.some(({ region }) => region === this.#options.region)) await measuring;
    return orderEdges(this.#measured, this.#options.region);
  }

  /** What was measured last; empty before the first measurement. */
  regionRtts(): readonly RegionRttInit[] {
    return regionRtts(this.#measured, this.#options.region);
  }

  async #measure(edges: readonly EdgeAddress[]): Promise<void> {
    const { clock, ping } = this.#options;
    const key = edges.map(({ url }) => url).join(' ');
    if (key === this.#key && clock.monotonic() - this.#measuredAtMs < FRESH_FOR_MS) return;
    this.#key = key;
    this.#measuredAtMs = clock.monotonic();
    this.#measured = edges.map((edge) => ({ edge, rttMs: undefined }));
    this.#measured = await measureEdges(edges, ping, clock);
  }
}
