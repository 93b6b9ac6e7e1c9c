import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { AgentRecord, keys, silentLog, systemClock } from '@weft/proto';
import { EtcdDirectory, JetStreamFacts, NatsBus } from '@weft/proto/node';
import { until } from '@weft/proto/testing';
import { z } from 'zod';
import { CallList, GuestSession, NodeList } from '../api/schemas.ts';
import { ask } from '../api/testing/ask.ts';
import { CommandFailure } from './failure.ts';
import { Operator } from './operator.ts';
import { type Stack, startStack } from './stack.ts';
import type { StackEvent } from './stack-options.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

/** Whether anything of a process's group is left. */
const isLeft = (pid: number): boolean => {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
};

const noneLeft = (pids: readonly number[]): true | string => {
  const left = pids.filter(isLeft);
  return left.length === 0 || `processes ${left.join(', ')} are left`;
};

const operatorOf = ({ url, signIns }: Pick<Stack, 'url' | 'signIns'>): Promise<Operator> => {
  const [ops] = signIns.filter(({ role }) => role === 'operator');
  return Operator.signIn({ url, login: ops?.login ?? '', password: ops?.password ?? '' });
};

describe('a stack on one machine', () => {
  let dataDir: string;
  const events: StackEvent[] = [];
  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'weft-stack-'));
  });
  after(() => rm(dataDir, { recursive: true, force: true }));

  const start = () =>
    startStack({ dataDir, freePorts: true, pages: false, onEvent: (event) => events.push(event) });

  it('comes up, survives the death of its parts, stops without a trace and starts again with its data', async () => {
    const pids = new Set<number>();
    let first: z.infer<typeof GuestSession>;
    {
      await using stack = await start();
      for (const { pid } of stack.services) pids.add(pid);
      assert.equal(stack.services.length, 9);
      for (const { kind, url, name } of stack.services) {
        if (kind === 'nats' || kind === 'etcd') continue;
        assert.equal((await fetch(`${url}/readyz`)).status, 200, name);
      }

      const operator = await operatorOf(stack);
      await until(async () => {
        const { nodes } = await operator.ask('/v1/nodes', NodeList);
        const states = nodes.map(({ nodeId, state }) => `${nodeId} ${state}`).join(', ');
        return states === 'ap-1 active, ap-2 active, eu-1 active, eu-2 active' || states;
      });
      assert.deepEqual((await operator.ask('/v1/calls', CallList)).calls, []);
      first = (await ask(`${stack.url}/v1/sessions/guest`, GuestSession, { body: { name: 'Li' } })).body;
      assert.deepEqual(
        first.edges
          .map(({ edgeId, url }) => ({ edgeId, url }))
          .sort((a, b) => (a.edgeId < b.edgeId ? -1 : 1)),
        stack.addresses.edges.map(({ id, url }) => ({ edgeId: id, url })).reverse(),
      );

      for (const name of ['eu-2', 'ap-edge-1', 'nats', 'etcd', 'control-1']) {
        const pidOf = () => stack.services.find((service) => service.name === name)?.pid ?? 0;
        const before = pidOf();
        const seen = events.length;
        stack.kill(name, 'SIGKILL');
        await until(
          () =>
            events.slice(seen).some((event) => event.what === 'ready' && event.name === name) ||
            `${name} is not back`,
          // As long as the launcher gives it on a machine that has other things to do.
          { timeoutMs: 90_000 },
        );
        assert.notEqual(pidOf(), before);
        pids.add(pidOf());
      }
      const readyz = async () => (await fetch(`${stack.url}/readyz`)).status;
      await until(async () => (await readyz()) === 200 || 'the control plane is not ready');

      await using directory = await EtcdDirectory.create({
        ...{ endpoints: stack.addresses.etcdUrl, leaseTtlMs: 5_000, log: silentLog, clock: systemClock },
      });
      const zoe = AgentRecord.toJson(AgentRecord.create({ agentId: 'zoe', login: 'zoe' }));
      await directory.transact([{ do: 'put', key: keys.agent('zoe'), value: zoe }]);
      await using bus = await NatsBus.create({
        servers: stack.addresses.natsUrl,
        name: 'test',
        log: silentLog,
      });
      const facts = await JetStreamFacts.create({ bus, log: silentLog, clock: systemClock });
      await facts.append({
        ...{ factId: 'fact-test', atMs: systemClock.now(), callId: 'call-test' },
        body: { case: 'callHeld', value: { on: true } },
      });
    }
    assert.equal(noneLeft([...pids]), true);

    await using stack = await start();
    const again = await ask(`${stack.url}/v1/sessions/guest`, GuestSession, {
      body: { previous: first.token },
    });
    assert.equal(again.body.subjectId, first.subjectId, 'the signing key is the same');
    const operator = await operatorOf(stack);
    await using directory = await EtcdDirectory.create({
      ...{ endpoints: stack.addresses.etcdUrl, leaseTtlMs: 5_000, log: silentLog, clock: systemClock },
    });
    assert.notEqual(await directory.get(keys.agent('zoe')), undefined, 'etcd kept what it held');
    await using bus = await NatsBus.create({
      servers: stack.addresses.natsUrl,
      name: 'test',
      log: silentLog,
    });
    const facts = await JetStreamFacts.create({ bus, log: silentLog, clock: systemClock });
    const kept: string[] = [];
    for await (const { callId } of facts.replay(0, ['callHeld'])) kept.push(callId);
    assert.deepEqual(kept, ['call-test'], 'JetStream kept what it held');

    stack.kill('etcd', 'SIGSTOP');
    await until(async () => (await fetch(`${stack.url}/readyz`)).status === 503 || 'it says it is ready', {
      timeoutMs: 15_000,
    });
    await assert.rejects(operatorOf(stack), /etcd does not answer \(UNAVAILABLE\)/);
    await assert.rejects(operator.ask('/v1/nodes', NodeList), /etcd does not answer \(UNAVAILABLE\)/);
    const meanwhile = await ask(`${stack.url}/v1/sessions/guest`, GuestSession, {
      body: { previous: first.token },
    });
    assert.equal(meanwhile.body.subjectId, first.subjectId, 'a customer in a call can come back');
    stack.kill('etcd', 'SIGCONT');
    await until(async () => (await fetch(`${stack.url}/readyz`)).status === 200 || 'it does not recover');

    await assert.rejects(
      start(),
      (error) => error instanceof CommandFailure && /^Another stack/.test(error.message),
    );
    const last = stack.services.map(({ pid }) => pid);
    await stack.stop();
    assert.equal(noneLeft(last), true);
  });

  it('whose part cannot start says why and leaves nothing running', async () => {
    const seen: number[] = [];
    const failing = startStack({
      ...{ dataDir, freePorts: true, pages: false, settings: { edge: { WEFT_EDGE_PROT: '1' } } },
      onEvent: () => seen.push(1),
    });
    await assert.rejects(failing, (error) => {
      assert.ok(error instanceof CommandFailure);
      assert.match(error.message, /-edge-1 did not start: .*WEFT_EDGE_PROT is not a setting/);
      return true;
    });
    await using stack = await start();
    assert.equal(stack.services.length, 9, 'the folder is free again');
  });

  it('does not start on a port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = z.object({ port: z.int() }).parse(server.address());
    const failing = startStack({ dataDir, freePorts: true, httpPort: address.port, pages: false });
    await assert.rejects(
      failing,
      (error) => error instanceof CommandFailure && /is in use by/.test(error.message),
    );
    server.close();
  });
});

describe('weft up', () => {
  let dataDir: string;
  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'weft-up-'));
  });
  after(() => rm(dataDir, { recursive: true, force: true }));

  const Line = z.object({
    url: z.string(),
    services: z.array(z.object({ pid: z.int() })),
    tookMs: z.number(),
  });

  /** Starts the command and gives it with the ids of its processes, once it has printed its line. */
  const launch = async () => {
    const flags = [
      '--data',
      dataDir,
      '--free-ports',
      '--no-pages',
      '--nodes',
      '1',
      '--regions',
      'eu',
      '--json',
    ];
    const launcher = spawn(process.execPath, [MAIN, 'up', ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    launcher.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    launcher.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    await until(() => out.endsWith('\n') || `nothing printed, but: ${err}`, { timeoutMs: 100_000 });
    const { services } = Line.parse(JSON.parse(out));
    return { launcher, pids: services.map(({ pid }) => pid), said: () => err };
  };

  it('stops everything on one Ctrl-C and ends with 0', async () => {
    const { launcher, pids, said } = await launch();
    assert.equal(pids.length, 5);
    launcher.kill('SIGINT');
    const [code] = await once(launcher, 'exit');
    assert.equal(code, 0, said());
    assert.equal(noneLeft(pids), true);
  });

  it('that is killed takes everything with it, and starts again after', async () => {
    const { launcher, pids } = await launch();
    launcher.kill('SIGKILL');
    await until(() => noneLeft(pids));
    const next = await launch();
    next.launcher.kill('SIGTERM');
    await once(next.launcher, 'exit');
    assert.equal(noneLeft(next.pids), true);
  });

  it('goes when the npm that started it goes, however that went', {
    skip: process.platform !== 'linux',
  }, async () => {
    const flags = [
      '--data',
      dataDir,
      '--free-ports',
      '--no-pages',
      '--nodes',
      '1',
      '--regions',
      'eu',
      '--json',
    ];
    const npm = spawn('npm', ['run', '--silent', 'weft', '--', 'up', ...flags], {
      ...{ cwd: fileURLToPath(new URL('../../../', import.meta.url)), stdio: ['ignore', 'pipe', 'ignore'] },
    });
    let out = '';
    npm.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    await until(() => out.endsWith('\n') || 'nothing printed', { timeoutMs: 100_000 });
    const pids = Line.parse(JSON.parse(out)).services.map(({ pid }) => pid);
    npm.kill('SIGKILL');
    await until(() => noneLeft(pids));
  });

  it('says what it cannot do in one sentence and ends with 1', async () => {
    const file = join(dataDir, 'file');
    await writeFile(file, '');
    const launcher = spawn(process.execPath, [MAIN, 'up', '--data', join(file, 'data')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let err = '';
    launcher.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    const [code] = await once(launcher, 'close');
    assert.equal(code, 1);
    assert.match(err, /^weft: The data folder \S+ cannot be written \(.*\): choose another with --data\.\n$/);
  });
});
