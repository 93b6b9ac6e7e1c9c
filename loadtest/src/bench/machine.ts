import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, totalmem, version } from 'node:os';
import { WEFT_VERSION } from '@weft/proto';
import type { Json } from './bench.ts';

/** What any figure depends on: the machine, what runs on it, and how busy it was before the benchmark began. */
export async function machine(): Promise<Readonly<Record<string, Json>>> {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Number((totalmem() / 2 ** 30).toFixed(1)),
    system: await distribution(),
    kernel: version(),
    node: process.version,
    weft: WEFT_VERSION,
    loadAverageBefore: loadavg().map((load) => Number(load.toFixed(2))),
  };
}

/** "Debian GNU/Linux 12 (bookworm)"; the platform where there is no os-release (freedesktop.org). */
async function distribution(): Promise<string> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^PRETTY_NAME="?([^"\n]+)/m.exec(text)?.[1] ?? process.platform;
}
