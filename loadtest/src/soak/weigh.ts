import { readdir, readFile } from 'node:fs/promises';
import type { Stack } from '@weft/control-plane/stack';
import { workersOf } from '../failover/processes.ts';
import { readMetric } from '../stack/metrics.ts';
import { liveHeapOf } from './live-heap.ts';

/** Gauges of what is open; all of them are zero when nobody is there. */
const OPEN = {
  control: ['weft_control_owned_calls', 'weft_control_waiting_calls', 'weft_control_desks'],
  edge: ['weft_edge_sessions_count', 'weft_edge_sessions_ready_count', 'weft_edge_requests_in_flight_count'],
  node: [
    'weft_media_rooms_count',
    'weft_media_participants_count',
    'weft_media_consumers_count',
    'weft_media_pipes_count',
    'weft_media_transports_count',
  ],
} as const;

/** One look at everything that a stack holds. */
export interface Weight {
  /** Resident sets in bytes: service → its process, a node's workers as "NODE workers". */
  readonly rss: ReadonlyMap<string, number>;
  /** What lives in the heaps of services that run on Node, after a collection of garbage, in bytes. */
  readonly heap: ReadonlyMap<string, number>;
  /** Open file descriptors by service. */
  readonly files: ReadonlyMap<string, number>;
  /** What is open and should not be: "eu-1 weft_media_rooms_count" → how many. */
  readonly open: ReadonlyMap<string, number>;
}

export async function weigh(stack: Stack): Promise<Weight> {
  const rss = new Map<string, number>();
  const heap = new Map<string, number>();
  const files = new Map<string, number>();
  const open = new Map<string, number>();
  for (const { name, kind, pid, url } of stack.services) {
    if (kind === 'control' || kind === 'edge' || kind === 'node') heap.set(name, await liveHeapOf(pid));
    rss.set(name, await rssOf(pid));
    files.set(name, (await readdir(`/proc/${pid}/fd`).catch(() => [])).length);
    if (kind === 'node') {
      const workers = await Promise.all((await workersOf(stack, name)).map(rssOf));
      rss.set(
        `${name} workers`,
        workers.reduce((sum, bytes) => sum + bytes, 0),
      );
    }
    if (kind !== 'control' && kind !== 'edge' && kind !== 'node') continue;
    const text = await (await fetch(`${url}/metrics`)).text();
    for (const [gauge, value] of openOf(kind, text)) open.set(`${name} ${gauge}`, value);
  }
  return { rss, heap, files, open };
}

/** Gauges of a service's metrics that are not zero; NaN = it has no such gauge any more. */
export function openOf(kind: keyof typeof OPEN, metrics: string): ReadonlyMap<string, number> {
  const values = OPEN[kind].map((gauge) => [gauge, readMetric(metrics, gauge) ?? Number.NaN] as const);
  return new Map(values.filter(([, value]) => value !== 0));
}

async function rssOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1_024;
}

/** How much the sum of these grew, in per cent. */
export function growthOf(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): number {
  const sum = (of: ReadonlyMap<string, number>): number => [...of.values()].reduce((a, b) => a + b, 0);
  return (sum(after) / sum(before) - 1) * 100;
}
