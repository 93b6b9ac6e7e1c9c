import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePorts } from '../node/free-ports.ts';
import { until } from './until.ts';

/** A real server started for a test, with data of its own. */
export interface TestServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Sends a signal and, when it ends the process, waits for that. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same port with the same data. */
  restart(): Promise<void>;
}

/** A TCP port of 127.0.0.1 that was free a moment ago, and that no outgoing connection is given meanwhile. */
export async function freePort(): Promise<number> {
  const [port] = await freePorts(1);
  if (port === undefined) throw new Error('no free port');
  return port;
}

/** Whether somebody listens on a port of this machine. */
export const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** Who a server runs as, where not as oneself. */
interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

const ENDING: ReadonlySet<NodeJS.Signals> = new Set(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGQUIT']);

async function start(
  command: string,
  port: number,
  url: string,
  args: (folder: string) => readonly string[],
  special: {
    readonly prepare?: (folder: string) => Promise<void>;
    readonly runAs?: RunAs;
    readonly end?: NodeJS.Signals;
  } = {},
): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-test-'));
  await special.prepare?.(folder);
  let child: ChildProcess;
  const begin = (): void => {
    child = spawn(command, [...args(folder)], { stdio: 'ignore', ...special.runAs });
    child.once('error', (error) => {
      throw new Error(`${command} cannot be started; run "npm run setup"`, { cause: error });
    });
  };
  const run = async (): Promise<void> => {
    begin();
    await until(async () => {
      if (await answers(port)) return true;
      // PostgreSQL refuses while a process of its killed predecessor still ends.
      if (ended()) begin();
      return `${command} does not listen on ${port}`;
    });
  };
  const ended = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    if (ended()) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    if (ENDING.has(signal)) await exit;
  };
  await run();
  return {
    url,
    port,
    get pid() {
      return child.pid ?? -1;
    },
    kill,
    restart: async () => {
      await kill('SIGKILL');
      await run();
    },
    [Symbol.asyncDispose]: async () => {
      await kill(special.end ?? 'SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A nats-server with JetStream. */
export async function startNats(): Promise<TestServer> {
  const port = await freePort();
  return start('nats-server', port, `nats://127.0.0.1:${port}`, (folder) => [
    '-a',
    '127.0.0.1',
    '-p',
    `${port}`,
    '-js',
    '-sd',
    folder,
  ]);
}

/** An etcd of one member. */
export async function startEtcd(): Promise<TestServer> {
  const port = await freePort();
  const peerPort = await freePort();
  const url = `http://127.0.0.1:${port}`;
  return start('etcd', port, url, (folder) => [
    ...['--data-dir', folder, '--listen-client-urls', url, '--advertise-client-urls', url],
    ...['--listen-peer-urls', `http://127.0.0.1:${peerPort}`, '--log-level', 'error'],
  ]);
}

const run = promisify(execFile);

/** Debian keeps PostgreSQL's programs out of the path, one folder for each version. */
const POSTGRES_HOME = '/usr/lib/postgresql';

async function postgresPrograms(): Promise<string> {
  const versions = await readdir(POSTGRES_HOME).catch(() => []);
  const [newest] = versions.map(Number).sort((a, b) => b - a);
  if (newest === undefined) throw new Error('PostgreSQL is not installed; run "npm run setup"');
  return join(POSTGRES_HOME, `${newest}`, 'bin');
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package made. */
async function postgresUser(): Promise<RunAs> {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (which) => Number((await run('id', [which, 'postgres'])).stdout)),
  );
  return { ...(uid === undefined ? {} : { uid }), ...(gid === undefined ? {} : { gid }) };
}

/** A PostgreSQL with one database, a cluster of its own: no other on this machine is touched. */
export async function startPostgres(): Promise<TestServer & { readonly programs: string }> {
  const port = await freePort();
  const programs = await postgresPrograms();
  const runAs = await postgresUser();
  const url = `postgres://weft@127.0.0.1:${port}/postgres`;
  const prepare = async (folder: string): Promise<void> => {
    if (runAs.uid !== undefined && runAs.gid !== undefined) await chown(folder, runAs.uid, runAs.gid);
    await run(
      join(programs, 'initdb'),
      [
        '-D',
        join(folder, 'data'),
        '-U',
        'weft',
        '-A',
        'trust',
        '-E',
        'UTF8',
        '--locale=C.UTF-8',
        '--no-sync',
      ],
      { ...runAs, cwd: folder },
    );
  };
  const args = (folder: string): readonly string[] => [
    ...['-D', join(folder, 'data'), '-p', `${port}`, '-h', '127.0.0.1', '-c', 'unix_socket_directories='],
  ];
  const server = await start(join(programs, 'postgres'), port, url, args, { prepare, runAs, end: 'SIGQUIT' });
  // `restart`, `kill` and `pid` stay the server's own.
  return Object.assign(server, { programs });
}
