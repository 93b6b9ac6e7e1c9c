import { readdir, readFile, readlink } from 'node:fs/promises';
import { systemClock } from '@weft/proto';
import type { Protocol } from './drop-program.ts';
import { dropPackets, type Hook } from './dropping.ts';

/** A cut; disposing mends it. */
export interface Cut extends AsyncDisposable {
  /** The moment just before the first packet was dropped, in milliseconds since the Unix epoch. */
  readonly atMs: number;
}

/**
 * Drops every packet from and to the IPv4 sockets that some processes have now.
 * What they open later works: as when a person's device goes from one network
 * to another, and whatever is sent by the old address is lost in silence. Needs root.
 */
export async function cutFlows(pids: readonly number[], hooks: readonly Hook[]): Promise<Cut> {
  const ports = await portsOf(pids);
  const atMs = systemClock.now();
  const dropping = await dropPackets({ ports, protocols: ['tcp', 'udp'], share: 1 }, hooks);
  return { atMs, [Symbol.asyncDispose]: () => dropping[Symbol.asyncDispose]() };
}

/** The local ports of all IPv4 sockets of some processes, each once. */
export async function portsOf(
  pids: readonly number[],
  protocols: readonly Protocol[] = ['tcp', 'udp'],
): Promise<readonly number[]> {
  const ports = await Promise.all(pids.map((pid) => portsOfOne(pid, protocols)));
  return [...new Set(ports.flat())];
}

/** By the tables of the process's own network namespace (proc(5), /proc/pid/net/tcp). */
async function portsOfOne(pid: number, protocols: readonly Protocol[]): Promise<readonly number[]> {
  const inodes = new Set(await socketsOf(pid));
  const tables = await Promise.all(
    protocols.map((protocol) => readFile(`/proc/${pid}/net/${protocol}`, 'utf8').catch(() => '')),
  );
  const ports = tables.flatMap((table) =>
    table
      .split('\n')
      .slice(1)
      .flatMap((line) => {
        const [, local = '', , , , , , , , inode = ''] = line.trim().split(/\s+/);
        return inodes.has(inode) ? [Number.parseInt(local.split(':')[1] ?? '', 16)] : [];
      }),
  );
  return ports.filter((port) => port > 0);
}

async function socketsOf(pid: number): Promise<readonly string[]> {
  const handles = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const targets = await Promise.all(
    handles.map((handle) => readlink(`/proc/${pid}/fd/${handle}`).catch(() => '')),
  );
  return targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []);
}
