import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { CommandFailure } from './failure.ts';
import type { StackPorts } from './ports.ts';

/** A port that must be free, and what for. */
interface Wanted {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  readonly purpose: string;
}

const HOST = '127.0.0.1';
/** State of a listening socket in /proc/net/tcp. */
const LISTEN = '0A';

async function isFree({ port, protocol }: Wanted): Promise<boolean> {
  const socket =
    protocol === 'tcp' ? createServer().listen(port, HOST) : createSocket('udp4').bind(port, HOST);
  try {
    await once(socket, 'listening');
    await new Promise<void>((resolve) => {
      socket.close(() => resolve());
    });
    return true;
  } catch {
    return false;
  }
}

/**
 * The inode of the socket that holds a port, from the text of /proc/net/tcp or
 * /proc/net/udp; undefined when none does.
 */
export function socketInode(table: string, port: number, protocol: 'tcp' | 'udp'): string | undefined {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  for (const line of table.split('\n').slice(1)) {
    const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
    if (local?.endsWith(suffix) === true && (protocol === 'udp' || state === LISTEN)) return inode;
  }
  return undefined;
}

/** What a person knows a process by, from the text of /proc/PID/cmdline: its program, and the script that a runtime runs. */
export function programName(commandLine: string): string {
  const [program = '', ...rest] = commandLine.split('\0');
  const script = rest.find((argument) => /[.](m?js|ts|py|rb|jar)$/.test(argument));
  const names = [
    program.split('/').at(-1) ?? '',
    ...(script === undefined ? [] : [script.split('/').slice(-3).join('/')]),
  ];
  return names.join(' ').trim().slice(0, 80) || 'a process';
}

/** "nginx (pid 123)", as far as /proc tells; undefined elsewhere and for processes of others. */
async function holderOf({ port, protocol }: Wanted): Promise<string | undefined> {
  const tables = await Promise.all(
    [protocol, `${protocol}6`].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
  );
  const inode = tables
    .map((table) => socketInode(table, port, protocol))
    .find((found) => found !== undefined);
  if (inode === undefined) return undefined;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
    for (const file of files) {
      const target = await readlink(`/proc/${pid}/fd/${file}`).catch(() => '');
      if (target !== `socket:[${inode}]`) continue;
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      return `${programName(command)} (pid ${pid})`;
    }
  }
  return undefined;
}

const wantedPorts = (ports: StackPorts): Wanted[] => [
  { port: ports.http, protocol: 'tcp', purpose: 'the pages and the HTTP API' },
  { port: ports.nats, protocol: 'tcp', purpose: 'nats-server' },
  { port: ports.etcdClient, protocol: 'tcp', purpose: 'etcd' },
  { port: ports.etcdPeer, protocol: 'tcp', purpose: 'etcd' },
  ...ports.members.flatMap(({ nats, natsRoute, natsProbe, etcdClient, etcdPeer }, i) => [
    ...[natsRoute, natsProbe, ...(i === 0 ? [] : [nats])].map((port) => ({
      ...{ port, protocol: 'tcp' as const, purpose: `nats-server ${i + 1}` },
    })),
    ...(i === 0 ? [] : [etcdClient, etcdPeer]).map((port) => ({
      ...{ port, protocol: 'tcp' as const, purpose: `etcd ${i + 1}` },
    })),
  ]),
  ...[...ports.controls]
    .slice(1)
    .map(([id, port]) => ({ port, protocol: 'tcp' as const, purpose: `the control plane ${id}` })),
  ...[...ports.edges].map(([id, port]) => ({ port, protocol: 'tcp' as const, purpose: `the edge ${id}` })),
  ...[...ports.nodes].flatMap(([id, { probe, rtc }]) => [
    { port: probe, protocol: 'tcp' as const, purpose: `the media node ${id}` },
    ...(rtc === 0
      ? []
      : (['tcp', 'udp'] as const).map((protocol) => ({ port: rtc, protocol, purpose: `media of ${id}` }))),
  ]),
];

/** Throws CommandFailure naming the first port that somebody else holds, and who. */
export async function requireFreePorts(ports: StackPorts): Promise<void> {
  for (const wanted of wantedPorts(ports)) {
    if (await isFree(wanted)) continue;
    const holder = (await holderOf(wanted)) ?? 'another program';
    const other = wanted.port === ports.http ? 'choose another with --http' : 'start with --free-ports';
    throw new CommandFailure(
      `${wanted.protocol.toUpperCase()} port ${wanted.port}, for ${wanted.purpose}, is in use by ${holder}: stop that, or ${other}.`,
    );
  }
}
