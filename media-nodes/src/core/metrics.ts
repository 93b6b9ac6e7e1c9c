import type { NodeLoad } from '@weft/proto';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface NodeMetrics {
  readonly registry: Registry;
  /** A request was answered; `code` is "ok" or an error of the table. */
  answered(kind: string, code: string, durationMs: number): void;
}

export interface MetricsOptions {
  readonly nodeId: string;
  readonly load: () => NodeLoad;
  readonly transports: () => number;
  readonly workersLost: () => number;
  readonly workersAlive: () => number;
}

/** Seconds. Requests are answered within a few milliseconds or are in trouble. */
const DURATION_BUCKETS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2];

/** What operators see of the node. Gauges are read when asked for. */
export function createMetrics(options: MetricsOptions): NodeMetrics {
  const registry = new Registry();
  registry.setDefaultLabels({ node: options.nodeId });
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      ...{ name, help, registers: [registry] },
      collect() {
        this.set(read());
      },
    });
  };
  gauge('weft_media_rooms_count', 'Rooms open on the node', () => options.load().rooms);
  gauge('weft_media_participants_count', 'Participants joined here', () => options.load().participants);
  gauge('weft_media_consumers_count', 'Tracks on their way to participants', () => options.load().consumers);
  gauge('weft_media_pipes_count', 'Pipes to other nodes', () => options.load().pipes);
  gauge('weft_media_transports_count', 'Transports of clients and pipes', options.transports);
  gauge('weft_media_worker_cpu_ratio', 'Share of a core the busiest worker uses', () => options.load().cpu);
  gauge('weft_media_workers_count', 'Workers that run', options.workersAlive);
  gauge('weft_media_workers_lost_count', 'Workers that died since the start', options.workersLost);
  const requests = new Counter({
    name: 'weft_media_requests_total',
    help: 'Requests answered, by kind and outcome',
    labelNames: ['kind', 'code'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'weft_media_request_duration_seconds',
    help: 'From a request heard to its answer sent',
    labelNames: ['kind'],
    buckets: DURATION_BUCKETS,
    registers: [registry],
  });
  return {
    registry,
    answered: (kind, code, durationMs) => {
      requests.inc({ kind, code });
      durations.observe({ kind }, durationMs / 1_000);
    },
  };
}
