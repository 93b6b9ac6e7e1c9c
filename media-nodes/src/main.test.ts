import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { keys } from '@weft/proto';
import { freePort, until } from '@weft/proto/testing';
import { readConfig } from './config.ts';
import { seatOf, TestMesh } from './testing/mesh.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

interface Run {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly ended: Promise<number | null>;
}

describe('the process', () => {
  let mesh: TestMesh;
  before(async () => {
    mesh = await TestMesh.create();
  });
  after(async () => {
    await mesh[Symbol.asyncDispose]();
  });

  const run = (environment: Record<string, string>): Run => {
    const child = spawn(process.execPath, [MAIN], {
      env: {
        ...process.env,
        ...{ WEFT_NATS_URL: mesh.nats.url, WEFT_ETCD_URL: mesh.etcd.url, WEFT_NODE_REGION: 'eu' },
        ...environment,
      },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (text) => {
      out += String(text);
    });
    child.stderr.on('data', (text) => {
      err += String(text);
    });
    const ended = once(child, 'exit').then(([code]) => code as number | null);
    return { child, out: () => out, err: () => err, ended };
  };
  const workersOf = (output: string): number[] =>
    [...output.matchAll(/"pid":(\d+)/g)].map(([, pid]) => Number(pid));
  const lives = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  it('MED24 is ready once it says so, and on SIGTERM closes its rooms before its workers end', async () => {
    const port = await freePort();
    const node = run({ WEFT_NODE_ID: 'eu-9', WEFT_NODE_PROBE_PORT: `${port}`, WEFT_NODE_WORKERS: '2' });
    await until(async () => {
      const { status } = await fetch(`http://127.0.0.1:${port}/readyz`);
      return status === 200 || `${status}`;
    });
    assert.equal((await mesh.record('eu-9'))?.workers, 2);
    const workers = workersOf(node.out());
    assert.equal(workers.length, 2);
    const place = { nodeId: 'eu-9', region: 'eu', gateway: true };
    await mesh.open({ callId: 'call-1', places: [place], seats: [seatOf('anna')] });
    const anna = mesh.client('anna', { nodeId: 'eu-9', callId: 'call-1' });
    const { send } = await anna.join();
    assert.deepEqual(send?.candidates.map(({ protocol }) => protocol).sort(), ['tcp', 'udp']);
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    assert.match(metrics, /weft_media_transports_count\{node="eu-9"\} 2/);
    node.child.kill('SIGTERM');
    assert.equal(await node.ended, 0);
    await until(() => anna.heard('roomClosed').at(-1)?.cause === 'mesh-stopped' || 'not told');
    assert.equal(await mesh.directory.get(keys.node('eu-9')), undefined);
    await until(() => !workers.some(lives) || 'a worker is left');
    const lines = node.out().trim().split('\n');
    for (const line of lines) JSON.parse(line);
    assert.ok(
      lines.findIndex((l) => l.includes('room closed')) < lines.findIndex((l) => l.includes('node stopped')),
    );
  });

  it('MED31 leaves with its lease when it is killed, and its workers end with it', async () => {
    const node = run({ WEFT_NODE_ID: 'eu-8', WEFT_NODE_WORKERS: '1', WEFT_NODE_LEASE_TTL_MS: '1000' });
    await until(async () => (await mesh.record('eu-8')) !== undefined || 'not registered');
    await until(() => node.out().includes('media node ready') || 'not ready');
    const workers = workersOf(node.out());
    node.child.kill('SIGKILL');
    await node.ended;
    await until(async () => (await mesh.record('eu-8')) === undefined || 'still registered');
    await until(() => !workers.some(lives) || 'a worker is left');
  });

  it('MED32 says in one sentence why it cannot start', async () => {
    const failing = async (environment: Record<string, string>): Promise<string> => {
      const node = run({ WEFT_NODE_ID: 'eu-7', ...environment });
      assert.equal(await node.ended, 1);
      assert.equal(node.err().trim().split('\n').length, 1, node.err());
      return node.err();
    };
    const taken = await freePort();
    await using _first = await mesh.node('eu-6', 'eu', { rtcPort: taken });
    assert.match(
      await failing({ WEFT_NODE_RTC_PORT: `${taken}` }),
      /media port \d+ on 127\.0\.0\.1 cannot be used/,
    );
    assert.match(await failing({ WEFT_NODE_RTC_PROT: '1' }), /WEFT_NODE_RTC_PROT is not a setting/);
    assert.match(
      await failing({ WEFT_NODE_PIPE_ADDRESS: 'example.org' }),
      /WEFT_NODE_PIPE_ADDRESS: an IP address/,
    );
    assert.match(
      await failing({ MEDIASOUP_WORKER_BIN: '/nowhere/worker' }),
      /mediasoup-worker \/nowhere\/worker cannot be run; mend MEDIASOUP_WORKER_BIN/,
    );
    assert.match(await failing({ WEFT_NATS_URL: 'nats://127.0.0.1:1' }), /no NATS server answers/);
    assert.match(await failing({ WEFT_ETCD_URL: 'http://127.0.0.1:1' }), /etcd does not answer/);
  });

  it('MED31 reads its settings, and fills in what is left out', () => {
    const config = readConfig({
      WEFT_NODE_ID: 'eu-1',
      WEFT_NODE_REGION: 'eu',
      WEFT_NODE_LISTEN_IP: '127.0.0.2',
    });
    assert.equal(config.pipeAddress, '127.0.0.2');
    assert.equal(config.announcedAddress, undefined);
    assert.ok(config.workers >= 1);
    assert.throws(() => readConfig({ WEFT_NODE_REGION: 'eu' }), /WEFT_NODE_ID/);
    assert.throws(() => readConfig({ WEFT_NODE_ID: 'a.b', WEFT_NODE_REGION: 'eu' }), /WEFT_NODE_ID/);
  });
});
