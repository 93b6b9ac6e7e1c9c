import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { keys, NodeRecord, silentLog, sleep, systemClock } from '@weft/proto';
import { NatsBus } from '@weft/proto/node';
import { freePort, until } from '@weft/proto/testing';
import { PaperDirectory } from '../calls/testing/paper-directory.ts';
import { DataFolder } from '../cli/data-folder.ts';
import { layoutOf } from '../cli/layout.ts';
import { fixedPorts } from '../cli/ports.ts';
import { natsConfig, systemUrl } from '../cli/servers.ts';
import { watchDepartures } from './departures.ts';
import { type NodeChange, Nodes } from './nodes.ts';

const BEATING = fileURLToPath(new URL('testing/beating-process.ts', import.meta.url));
/** Three processes start at once on a machine that may be busy. */
const PATIENTLY = { timeoutMs: 60_000 };
const NAMES = ['eu-1', 'eu-2', 'ap-1'];
const users = {
  weft: { user: 'weft', password: 'not-needed' },
  system: { user: 'system', password: 'p@ss/word' },
};

let folder: DataFolder;
let url: string;
let system: string;
let server: ChildProcess;
before(async () => {
  folder = new DataFolder(await mkdtemp(join(tmpdir(), 'weft-death-')));
  const ports = { ...fixedPorts(layoutOf(['eu'], 1)), nats: await freePort() };
  await writeFile(folder.file('nats.conf'), natsConfig(folder, ports, users));
  server = spawn('nats-server', ['-c', folder.file('nats.conf')], { stdio: 'ignore' });
  url = `nats://127.0.0.1:${ports.nats}`;
  system = systemUrl(ports, users);
  await until(async () => {
    await using bus = await NatsBus.create({ servers: url, name: 'test', log: silentLog });
    return bus.connected || 'nats-server is not there';
  });
});
after(async () => {
  const ended = once(server, 'exit');
  server.kill('SIGKILL');
  await ended;
  await rm(folder.path, { recursive: true, force: true });
});

/** Three beating processes, what is heard of them, and the one to be killed. */
async function watched(
  stack: AsyncDisposableStack,
  systemAddress: string,
  silenceFloorMs = 200,
  { firstUrl = url, names = NAMES } = {},
) {
  const directory = new PaperDirectory();
  for (const nodeId of names) {
    directory.put(
      keys.node(nodeId),
      NodeRecord.toJson({ nodeId, region: nodeId.slice(0, 2), startedAtMs: 1 }),
    );
  }
  const bus = stack.use(await NatsBus.create({ servers: url, name: 'control', log: silentLog }));
  const shared = { directory, bus, clock: systemClock, log: silentLog };
  const nodes = stack.use(await Nodes.create({ ...shared, silenceFloorMs }));
  const departures = await watchDepartures({
    ...{ url: systemAddress, name: 'control', log: silentLog },
    departed: (name, sure) => nodes.disconnected(name, sure),
  });
  if (departures !== undefined) stack.use(departures);
  const changes: NodeChange[] = [];
  nodes.onChange((change) => changes.push(change));
  const children = names.map((nodeId, index) => {
    const way = index === 0 ? firstUrl : url;
    const child = spawn(process.execPath, [BEATING, way, nodeId, nodeId.slice(0, 2)], { stdio: 'ignore' });
    stack.defer(() => {
      child.kill('SIGKILL');
    });
    return child;
  });
  await until(() => {
    const usable = names.filter((nodeId) => nodes.conditionOf(nodeId) === 'usable');
    return usable.length === names.length || `only ${usable.join()} beat`;
  }, PATIENTLY);
  const [first] = children;
  assert.ok(first);
  return { nodes, changes, first, directory, hints: departures !== undefined };
}

/** Kills, and tells how long it took to be decided. */
async function timeDeath(
  { nodes, changes, first }: Awaited<ReturnType<typeof watched>>,
  signal: 'SIGKILL' | 'SIGSTOP',
): Promise<string> {
  changes.length = 0;
  const startMs = systemClock.monotonic();
  let tookMs = Number.NaN;
  const heard = nodes.onChange(({ name }) => {
    if (name === 'silenced') tookMs = systemClock.monotonic() - startMs;
  });
  first.kill(signal);
  await until(() => changes.some(({ name }) => name === 'silenced') || 'nobody is dead');
  heard[Symbol.dispose]();
  const change = changes.find(({ name }) => name === 'silenced');
  assert.ok(change?.name === 'silenced');
  assert.equal(change.record.nodeId, 'eu-1');
  assert.equal(nodes.get('eu-1')?.condition, 'silent', 'nothing is placed there');
  console.log(`${signal}: ${change.cause} decided after ${tookMs.toFixed(1)} ms`);
  return change.cause;
}

test('[CTL53] a process that is killed is known by its connection, whatever silence is allowed', async () => {
  for (let turn = 0; turn < 5; turn += 1) {
    await using stack = new AsyncDisposableStack();
    // So much silence is allowed that only the connection can tell.
    const mesh = await watched(stack, system, 60_000);
    assert.ok(mesh.hints);
    assert.equal(await timeDeath(mesh, 'SIGKILL'), 'node-disconnected');
  }
});

test('[CTL53] a process whose connection is reset on the way is suspected at once, and dead by its silence alone', async () => {
  await using stack = new AsyncDisposableStack();
  const ends: Socket[] = [];
  const firewall = createServer((near) => {
    const far = connect(Number(new URL(url).port), '127.0.0.1');
    for (const end of [near, far]) end.on('error', () => undefined);
    near.pipe(far).pipe(near);
    ends.push(near, far);
  });
  firewall.listen(0, '127.0.0.1');
  await once(firewall, 'listening');
  stack.defer(() => void firewall.close());
  const address = firewall.address();
  assert.ok(address !== null && typeof address === 'object');
  // So much silence is allowed that only the connection can tell.
  const firstUrl = `nats://127.0.0.1:${address.port}`;
  // Of other names than before: the ends of those who had them may be told late.
  const names = ['us-1', 'us-2', 'us-3'];
  const mesh = await watched(stack, system, 60_000, { firstUrl, names });
  assert.ok(mesh.hints);
  // Who is slow to begin was taken for dead until then.
  mesh.changes.length = 0;
  firewall.close();
  for (const end of ends) end.resetAndDestroy();
  await until(() => mesh.changes.some(({ name }) => name === 'suspected') || 'not suspected');
  assert.deepEqual(
    mesh.changes.map(({ name, record }) => `${record.nodeId} ${name}`),
    ['us-1 suspected'],
  );
  assert.equal(mesh.nodes.conditionOf('us-1'), 'unknown');
});

test('[CTL50][CTL55] a process that is frozen is known by its silence, and back when it goes on', async () => {
  await using stack = new AsyncDisposableStack();
  const mesh = await watched(stack, system);
  assert.equal(await timeDeath(mesh, 'SIGSTOP'), 'node-silent-to-cluster');
  mesh.first.kill('SIGCONT');
  await until(() => mesh.changes.some(({ name }) => name === 'back') || 'not back');
  assert.equal(mesh.nodes.conditionOf('eu-1'), 'usable');
});

test('[CTL53] without a system account, or refused by it, beats alone decide', async () => {
  for (const address of ['', system.replace('p%40ss', 'wrong')]) {
    await using stack = new AsyncDisposableStack();
    const mesh = await watched(stack, address);
    assert.equal(mesh.hints, false);
    assert.equal(await timeDeath(mesh, 'SIGKILL'), 'node-silent-to-cluster');
  }
});

test('[CTL56] a node whose record goes while it beats is not lost before it beats no more', async () => {
  await using stack = new AsyncDisposableStack();
  const directory = new PaperDirectory();
  const bus = stack.use(await NatsBus.create({ servers: url, name: 'control', log: silentLog }));
  const record = NodeRecord.toJson({ nodeId: 'us-1', region: 'us', startedAtMs: 1 });
  directory.put(keys.node('us-1'), record);
  const nodes = stack.use(
    await Nodes.create({ directory, bus, clock: systemClock, log: silentLog, silenceFloorMs: 200 }),
  );
  const child = spawn(process.execPath, [BEATING, url, 'us-1', 'us'], { stdio: 'ignore' });
  stack.defer(() => {
    child.kill('SIGKILL');
  });
  await until(() => nodes.conditionOf('us-1') === 'usable' || 'it does not beat');
  const names: string[] = [];
  nodes.onChange(({ name }) => names.push(name));
  const gone = { do: 'delete', key: keys.node('us-1') } as const;
  await directory.transact([gone]);
  assert.deepEqual([nodes.conditionOf('us-1'), nodes.all().length], ['unknown', 0]);
  directory.put(keys.node('us-1'), record);
  assert.equal(nodes.conditionOf('us-1'), 'usable');
  await directory.transact([gone]);
  assert.deepEqual(names, [], 'nothing happened to it');
  child.kill('SIGKILL');
  await until(() => names.at(-1) === 'lost' || `told: ${names.join()}`, PATIENTLY);
});

test('[CTL56][CTL75] a node that pages hear outlives its record, and is not lost while it finds its way back', async () => {
  await using stack = new AsyncDisposableStack();
  const mesh = await watched(stack, system);
  const { nodes, changes, first, directory } = mesh;
  first.kill('SIGSTOP');
  await until(() => nodes.surelyDead('eu-1') || nodes.conditionOf('eu-1') === 'dead' || 'not dead');
  assert.equal(nodes.surelyDead('eu-1'), false);
  const paging = setInterval(() => nodes.heardByPages('eu-1'), 100);
  stack.defer(() => clearInterval(paging));
  await until(() => nodes.get('eu-1')?.condition === 'cut-off' || `${nodes.get('eu-1')?.condition}`);
  const record = directory.entries.get(keys.node('eu-1'))?.value ?? '';
  await directory.transact([{ do: 'delete', key: keys.node('eu-1') }]);
  await sleep(systemClock, 500);
  assert.deepEqual([nodes.get('eu-1')?.condition, nodes.conditionOf('eu-1')], ['cut-off', 'dead']);
  assert.equal(nodes.all().length, NAMES.length);
  // A few beats, and a while nothing, as when what waited on the former connection arrives.
  first.kill('SIGCONT');
  await until(() => changes.some(({ name }) => name === 'back') || 'not back');
  first.kill('SIGSTOP');
  nodes.disconnected('eu-1');
  await sleep(systemClock, 400);
  first.kill('SIGCONT');
  directory.put(keys.node('eu-1'), record);
  await until(() => nodes.conditionOf('eu-1') === 'usable' || nodes.conditionOf('eu-1'));
  assert.equal(nodes.get('eu-1')?.condition, 'active');
  const told = changes.filter(({ name }) => name !== 'suspected').map(({ name }) => name);
  assert.ok(!told.includes('lost') && !told.includes('seen'), told.join());
});

test('[CTL56][CTL75] a node that nobody hears any more is lost when its record is gone', async () => {
  await using stack = new AsyncDisposableStack();
  const { nodes, changes, first, directory } = await watched(stack, system);
  first.kill('SIGSTOP');
  await until(() => nodes.conditionOf('eu-1') === 'dead' || 'not dead');
  nodes.heardByPages('eu-1');
  await directory.transact([{ do: 'delete', key: keys.node('eu-1') }]);
  await until(() => changes.some(({ name }) => name === 'lost') || 'not lost', PATIENTLY);
  const lost = changes.find((change) => change.name === 'lost');
  assert.equal(lost?.name === 'lost' && lost.cause, 'node-silent-to-cluster');
});
