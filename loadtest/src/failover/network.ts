import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import { systemClock } from '@weft/proto';

const run = promisify(execFile);

/** Filters of ours among others' on the loopback interface (tc-u32(8)). */
const PREFERENCE = '7717';
/** Packets that are sent there while it is down go nowhere; Linux makes it with its module ifb. */
const NOWHERE = 'ifb0';
const LOOPBACK = 'lo';
/** New connections of the cut processes are found this often. */
const LOOK_AGAIN_MS = 100;

/** A cut; disposing mends it. */
export interface Cut extends AsyncDisposable {
  /** The moment just before the first packet was dropped, in milliseconds since the Unix epoch. */
  readonly atMs: number;
}

/**
 * Drops every packet on loopback from and to the sockets of some processes,
 * those they open later too, by traffic control. All of a stack is on one
 * machine and speaks over loopback, so to the rest this is a node whose cable
 * was pulled: nothing answers and nothing closes. Needs root. Throws with tc's words.
 */
export async function cutNetwork(pids: readonly number[]): Promise<Cut> {
  await run('tc', ['qdisc', 'add', 'dev', LOOPBACK, 'clsact']).catch(() => undefined);
  const cut = new Set<number>();
  const look = async (): Promise<void> => {
    const ports = (await portsOf(pids)).filter((port) => !cut.has(port));
    for (const port of ports) cut.add(port);
    if (ports.length > 0) await batch(ports.flatMap(dropCommands));
  };
  const atMs = systemClock.now();
  await look();
  let looking: Promise<void> = Promise.resolve();
  const timer = systemClock.every(LOOK_AGAIN_MS, () => {
    // A process that has ended has no sockets to cut.
    looking = looking.then(look).catch(() => undefined);
  });
  return {
    atMs,
    [Symbol.asyncDispose]: async () => {
      timer.cancel();
      await looking;
      await run('tc', ['filter', 'del', 'dev', LOOPBACK, 'ingress', 'pref', PREFERENCE]);
    },
  };
}

/** Both directions pass loopback's ingress. */
const dropCommands = (port: number): readonly string[] =>
  ['sport', 'dport'].map((side) =>
    [
      ...['filter', 'add', 'dev', LOOPBACK, 'ingress', 'pref', PREFERENCE, 'protocol', 'ip'],
      ...['u32', 'match', 'ip', side, `${port}`, '0xffff'],
      ...['action', 'mirred', 'egress', 'redirect', 'dev', NOWHERE],
    ].join(' '),
  );

/** One run of tc for all, so that the cut is one moment. */
async function batch(commands: readonly string[]): Promise<void> {
  const running = run('tc', ['-batch', '-']);
  running.child.stdin?.end(`${commands.join('\n')}\n`);
  await running;
}

/** The local ports of all IPv4 sockets of some processes (proc(5), /proc/net/tcp). */
async function portsOf(pids: readonly number[]): Promise<readonly number[]> {
  const inodes = new Set((await Promise.all(pids.map(socketsOf))).flat());
  const tables = await Promise.all(
    ['tcp', 'udp'].map((protocol) => readFile(`/proc/net/${protocol}`, 'utf8')),
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
  return [...new Set(ports.filter((port) => port > 0))];
}

async function socketsOf(pid: number): Promise<readonly string[]> {
  const handles = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const targets = await Promise.all(
    handles.map((handle) => readlink(`/proc/${pid}/fd/${handle}`).catch(() => '')),
  );
  return targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []);
}
