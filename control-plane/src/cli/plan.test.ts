import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DataFolder } from './data-folder.ts';
import { childEnvironment } from './environment.ts';
import { layoutOf } from './layout.ts';
import { planServices, type ServicePlan, START_ORDER, STOP_ORDER } from './plan.ts';
import { fixedPorts } from './ports.ts';
import { natsConfig } from './servers.ts';

const layout = layoutOf(['eu', 'ap'], 2);
const ports = fixedPorts(layout);
const folder = new DataFolder('/data/weft');

const busUsers = {
  weft: { user: 'weft', password: 'w' },
  system: { user: 'system', password: 's@1' },
};

const plan = (more: Partial<Parameters<typeof planServices>[0]> = {}): readonly ServicePlan[] =>
  planServices({
    ...{
      root: '/src',
      folder,
      layout,
      ports,
      busUsers,
      pagesDir: '/src/agent-web/dist',
      workersPerNode: 1,
      origins: [],
    },
    programs: { nats: '/usr/sbin/nats-server', etcd: '/usr/bin/etcd', setpriv: '/usr/bin/setpriv' },
    ...{ node: '/bin/node', baseEnvironment: { PATH: '/bin' }, settings: {} },
    ...more,
  });

const find = (plans: readonly ServicePlan[], name: string): ServicePlan => {
  const found = plans.find((service) => service.name === name);
  assert.ok(found, name);
  return found;
};

test('a default stack is nine processes with logs of their own', () => {
  const plans = plan();
  assert.equal(
    plans.map(({ name }) => name).join(' '),
    'nats etcd control-1 eu-edge-1 ap-edge-1 eu-1 eu-2 ap-1 ap-2',
  );
  assert.equal(new Set(plans.map(({ logFile }) => logFile)).size, 9);
});

test('every kind is started once and stopped once, in opposite ends', () => {
  const kinds = new Set(plan().map(({ kind }) => kind));
  assert.deepEqual(new Set(START_ORDER.flat()), kinds);
  assert.deepEqual(new Set(STOP_ORDER.flat()), kinds);
  assert.equal(START_ORDER.flat().length, kinds.size);
  assert.equal(STOP_ORDER.flat().length, kinds.size);
  assert.deepEqual(STOP_ORDER.slice(-2), [['nats'], ['etcd']]);
});

test('servers end with their launcher where the system can see to it', () => {
  const nats = find(plan(), 'nats');
  assert.deepEqual([nats.command, ...nats.args].slice(0, 4), [
    '/usr/bin/setpriv',
    '--pdeathsig',
    'TERM',
    '/usr/sbin/nats-server',
  ]);
  const programs = { nats: '/usr/sbin/nats-server', etcd: '/usr/bin/etcd', setpriv: undefined };
  assert.equal(find(plan({ programs }), 'nats').command, '/usr/sbin/nats-server');
});

test('services end with their launcher by their standard input', () => {
  for (const { kind, env, readsParentPipe } of plan()) {
    const service = kind !== 'nats' && kind !== 'etcd';
    assert.equal(readsParentPipe, service);
    assert.equal(env.WEFT_PARENT_PIPE, service ? '1' : undefined);
  }
});

test('everything listens on this machine only', () => {
  assert.match(natsConfig(folder, ports, busUsers), /^listen: "127\.0\.0\.1:4322"$/m);
  const etcd = find(plan(), 'etcd');
  const urls = etcd.args.filter((argument) => argument.startsWith('http'));
  assert.ok(urls.length >= 4 && urls.every((url) => url.startsWith('http://127.0.0.1:')));
  assert.equal(find(plan(), 'control-1').env.WEFT_CONTROL_HTTP_HOST, '127.0.0.1');
});

test('etcd compacts by itself and never skips fsync', () => {
  const { args } = find(plan(), 'etcd');
  assert.ok(args.includes('--auto-compaction-retention'));
  assert.equal(
    args.some((argument) => argument.includes('unsafe-no-fsync')),
    false,
  );
});

test('an edge is told its address and whose pages may connect', () => {
  const { env } = find(plan({ origins: ['http://localhost:5173'] }), 'ap-edge-1');
  assert.equal(env.WEFT_EDGE_URL, 'ws://127.0.0.1:7102/v1/signal');
  assert.equal(env.WEFT_EDGE_ORIGINS, 'http://127.0.0.1:8080,http://localhost:8080,http://localhost:5173');
});

test('each node stands for a machine of its own', () => {
  const hosts = plan().flatMap(({ env }) => env.WEFT_NODE_HOST_NAME ?? []);
  assert.equal(new Set(hosts).size, 4);
});

test("settings by kind win over the plan's own", () => {
  const settings = { node: { WEFT_NODE_WORKERS: '3' }, control: { WEFT_CONTROL_GUESTS_PER_MINUTE: '9' } };
  const plans = plan({ settings });
  assert.equal(find(plans, 'ap-2').env.WEFT_NODE_WORKERS, '3');
  assert.equal(find(plans, 'control-1').env.WEFT_CONTROL_GUESTS_PER_MINUTE, '9');
  assert.equal(find(plans, 'eu-edge-1').env.WEFT_CONTROL_GUESTS_PER_MINUTE, undefined);
});

test("children see nothing of the launcher's environment but where things are", () => {
  const environment = {
    PATH: '/bin',
    HOME: '/home/li',
    NODE_OPTIONS: '--inspect',
    AWS_SECRET: 's',
    WEFT_NODE_ID: 'x',
  };
  assert.deepEqual(childEnvironment('/src', environment), {
    PATH: '/bin',
    HOME: '/home/li',
    NODE_COMPILE_CACHE: '/src/node_modules/.cache/weft/compiled',
  });
});

test('two instances of the control plane have names, ports and keys of their own', () => {
  const two = layoutOf(['eu'], 1, 2);
  const plans = plan({ layout: two, ports: fixedPorts(two) });
  const [first, second] = [find(plans, 'control-1').env, find(plans, 'control-2').env];
  assert.deepEqual([first.WEFT_CONTROL_HTTP_PORT, second.WEFT_CONTROL_HTTP_PORT], ['8080', '7301']);
  assert.notEqual(first.WEFT_CONTROL_KEY_FILE, second.WEFT_CONTROL_KEY_FILE);
  const publicUrls = [first.WEFT_CONTROL_PUBLIC_URL, second.WEFT_CONTROL_PUBLIC_URL];
  assert.deepEqual(publicUrls, Array(2).fill('http://127.0.0.1:8080'), 'vendors know one address');
  assert.match(find(plans, 'eu-edge-1').env.WEFT_EDGE_ORIGINS ?? '', /http:\/\/127\.0\.0\.1:7301/);
});

test('only the control plane is told how to hear of closed connections, by a password', () => {
  const told = plan().filter(({ env }) => env.WEFT_CONTROL_SYSTEM_URL !== undefined);
  assert.deepEqual(
    told.map(({ name, env }) => [name, env.WEFT_CONTROL_SYSTEM_URL]),
    [['control-1', 'nats://system:s%401@127.0.0.1:4322']],
  );
  assert.match(natsConfig(folder, ports, busUsers), /^system_account: SYS$/m);
});

test('three servers of each kind know each other, and every service knows them all', () => {
  const three = layoutOf(['eu', 'ap'], 2, 1, 3);
  const clustered = fixedPorts(three);
  const plans = plan({ layout: three, ports: clustered });
  const servers = plans.filter(({ kind }) => kind === 'nats' || kind === 'etcd');
  assert.equal(servers.map(({ name }) => name).join(' '), 'nats nats-2 nats-3 etcd etcd-2 etcd-3');
  assert.ok(servers.every(({ kind, healthUrl }) => (kind === 'nats') === (healthUrl !== undefined)));
  const peers = servers.flatMap(({ args }) => args[args.indexOf('--initial-cluster') + 1] ?? []).slice(3);
  assert.equal(new Set(peers).size, 1);
  assert.equal(peers[0]?.split(',').length, 3);
  const configs = [0, 1, 2].map((i) => natsConfig(folder, clustered, busUsers, i));
  assert.equal(new Set(configs.map((text) => /server_name: "(.*)"/.exec(text)?.[1])).size, 3);
  for (const text of configs) assert.equal(text.match(/nats-route:/g)?.length, 3);
  const control = find(plans, 'control-1').env;
  assert.equal(control.WEFT_CONTROL_STREAM_REPLICAS, '3');
  for (const kind of ['control', 'edge', 'node'])
    for (const { env } of plans.filter((service) => service.kind === kind))
      assert.deepEqual([env.WEFT_NATS_URL?.split(',').length, env.WEFT_ETCD_URL?.split(',').length], [3, 3]);
});

test('a server alone and three that know each other never share data', () => {
  const three = fixedPorts(layoutOf(['eu'], 1, 1, 3));
  const folders = [ports, three].flatMap((of) =>
    [0, 1, 2].map((i) => /store_dir: (\S+)/.exec(natsConfig(folder, of, busUsers, i))?.[1]),
  );
  assert.equal(new Set(folders.slice(2)).size, 4);
});
