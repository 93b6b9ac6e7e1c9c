import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** A TCP port of 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

async function start(
  command: string,
  port: number,
  url: string,
  args: (folder: string) => readonly string[],
): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-test-'));
  let child: ChildProcess;
  const run = async (): Promise<void> => {
    child = spawn(command, [...args(folder)], { stdio: 'ignore' });
    child.once('error', (error) => {
      throw new Error(`${command} cannot be started; run "npm run setup"`, { cause: error });
    });
    await until(async () => (await answers(port)) || `${command} does not listen on ${port}`);
  };
  const ended = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    if (ended()) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    if (signal === 'SIGKILL' || signal === 'SIGTERM' || signal === 'SIGINT') await exit;
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
      await kill('SIGKILL');
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
