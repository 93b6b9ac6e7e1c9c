import { readdir, readFile, readlink } from 'node:fs/promises';
import { systemClock } from '@weft/proto';
import type { Flow } from './drop-program.ts';
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
  const [udpPorts, tcpFlows] = await Promise.all([udpPortsOf(pids), tcpFlowsOf(pids)]);
  const atMs = systemClock.now();
  const dropping = await dropPackets({ udpPorts, tcpFlows, share: 1 }, hooks);
  return { atMs, [Symbol.asyncDispose]: () => dropping[Symbol.asyncDispose]() };
}

/** The local ports of all UDP sockets over IPv4 of some processes, each once. */
export async function udpPortsOf(pids: readonly number[]): Promise<readonly number[]> {
  const flows = await Promise.all(pids.map((pid) => flowsOfOne(pid, 'udp')));
  return [...new Set(flows.flat().map(({ localPort }) => localPort))];
}

/** The TCP connections over IPv4 of some processes. */
async function tcpFlowsOf(pids: readonly number[]): Promise<readonly Flow[]> {
  const flows = await Promise.all(pids.map((pid) => flowsOfOne(pid, 'tcp')));
  return flows.flat();
}

/** By the tables of the process's own network namespace (proc(5), /proc/pid/net/tcp); a remote port is 0 where there is none. */
async function flowsOfOne(pid: number, protocol: 'tcp' | 'udp'): Promise<readonly Flow[]> {
  const inodes = new Set(await socketsOf(pid));
  const table = await readFile(`/proc/${pid}/net/${protocol}`, 'utf8').catch(() => '');
  const flows = table
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, local = '', remote = '', , , , , , , inode = ''] = line.trim().split(/\s+/);
      return inodes.has(inode) ? [{ localPort: portOf(local), remotePort: portOf(remote) }] : [];
    });
  return flows.filter(({ localPort }) => localPort > 0);
}

/** Of an address such as "0100007F:1F90". */
const portOf = (address: string): number => Number.parseInt(address.split(':')[1] ?? '', 16);

async function socketsOf(pid: number): Promise<readonly string[]> {
  const handles = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const targets = await Promise.all(
    handles.map((handle) => readlink(`/proc/${pid}/fd/${handle}`).catch(() => '')),
  );
  return targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []);
}
