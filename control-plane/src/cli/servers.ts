import type { BusUsers } from './bus-users.ts';
import type { DataFolder } from './data-folder.ts';
import type { MemberPorts, StackPorts } from './ports.ts';

/** One nats-server or etcd: how it is started and asked. */
export interface ServerPlan {
  readonly name: string;
  readonly kind: 'nats' | 'etcd';
  readonly url: string;
  readonly healthUrl?: string;
  readonly dataDir: string;
  readonly args: readonly string[];
}

const HOST = '127.0.0.1';
/** Far above any frame of ours; a message is answered or refused, never cut. */
const NATS_MAX_PAYLOAD_BYTES = 1_048_576;
/**
 * Its own default ends a connection that died without a word after four minutes, in which that has its share of what
 * goes to one of several. As long as services themselves take to notice.
 */
const NATS_ALIVE = ['ping_interval: "2s"', 'ping_max: 2'] as const;
/** One member elects itself and need not wait for others to speak up: half a second at each start. */
const ALONE = ['--heartbeat-interval', '10', '--election-timeout', '100'] as const;
/** Of several on one machine, whose processor may be busy for a while without any of them being dead. */
const TOGETHER = ['--heartbeat-interval', '100', '--election-timeout', '1000'] as const;

/** "nats", "nats-2", "nats-3". */
const nameOf = (kind: ServerPlan['kind'], i: number): string => (i === 0 ? kind : `${kind}-${i + 1}`);

/** A cluster's data is not that of a server that was alone: each way of running finds its own. */
const dataOf = (folder: DataFolder, ports: StackPorts, kind: ServerPlan['kind'], i: number): string =>
  folder.file(ports.members.length === 0 ? kind : `${kind}-${i + 1}-of-${ports.members.length}`);

const quoted = (text: string): string => JSON.stringify(text);

/** How nats-servers find each other: every one is told of all. */
function clusterLines(members: readonly MemberPorts[], i: number): readonly string[] {
  const own = members[i];
  if (own === undefined) return [];
  const routes = members.map(({ natsRoute }) => `"nats-route://${HOST}:${natsRoute}"`).join(', ');
  return [
    `http: "${HOST}:${own.natsProbe}"`,
    `cluster { name: "weft", listen: "${HOST}:${own.natsRoute}", routes: [ ${routes} ] }`,
  ];
}

/**
 * nats-server's configuration: this machine only, JetStream under the data
 * folder. Who names no user is the services' (they are on this machine); the
 * system account, which hears of every connection that closes, has a password.
 */
export function natsConfig(folder: DataFolder, ports: StackPorts, { weft, system }: BusUsers, i = 0): string {
  const user = ({ user: name, password }: BusUsers['weft']): string =>
    `{ user: ${quoted(name)}, password: ${quoted(password)} }`;
  return [
    `listen: "${HOST}:${ports.members[i]?.nats ?? ports.nats}"`,
    `server_name: "${i === 0 ? 'weft' : `weft-${i + 1}`}"`,
    `max_payload: ${NATS_MAX_PAYLOAD_BYTES}`,
    ...NATS_ALIVE,
    `jetstream { store_dir: ${quoted(dataOf(folder, ports, 'nats', i))} }`,
    ...clusterLines(ports.members, i),
    'accounts {',
    `  WEFT { jetstream: enabled, users: [ ${user(weft)} ] }`,
    `  SYS { users: [ ${user(system)} ] }`,
    '}',
    'system_account: SYS',
    `no_auth_user: ${quoted(weft.user)}`,
    '',
  ].join('\n');
}

/** nats-servers as the user that hears of connections. */
export function systemUrl(ports: StackPorts, { system }: BusUsers): string {
  const members = ports.members.length === 0 ? [ports] : ports.members;
  const who = `${system.user}:${encodeURIComponent(system.password)}`;
  return members.map(({ nats }) => `nats://${who}@${HOST}:${nats}`).join(',');
}

/** Each nats-server's configuration file. */
export const natsFiles = (folder: DataFolder, ports: StackPorts): readonly string[] =>
  Array.from({ length: Math.max(1, ports.members.length) }, (_, i) =>
    folder.file(`${nameOf('nats', i)}.conf`),
  );

function etcdArguments(folder: DataFolder, ports: StackPorts, i: number): readonly string[] {
  const own = ports.members[i] ?? ports;
  const peerUrl = (port: number): string => `http://${HOST}:${port}`;
  const clientUrl = peerUrl(own.etcdClient);
  const members = ports.members.length === 0 ? [ports] : ports.members;
  const named = (at: number): string => (at === 0 ? 'weft' : `weft-${at + 1}`);
  return [
    ...['--name', named(i), '--data-dir', dataOf(folder, ports, 'etcd', i)],
    ...['--listen-client-urls', clientUrl, '--advertise-client-urls', clientUrl],
    ...['--listen-peer-urls', peerUrl(own.etcdPeer)],
    ...['--initial-advertise-peer-urls', peerUrl(own.etcdPeer)],
    '--initial-cluster',
    members.map(({ etcdPeer }, at) => `${named(at)}=${peerUrl(etcdPeer)}`).join(','),
    ...(members.length === 1 ? ALONE : TOGETHER),
    // Every call writes some revisions, which are kept in memory, too: those of the last minutes are enough for
    // watches that were cut off, and who was away for longer reads anew. The store may not grow beyond 512 MiB.
    ...['--auto-compaction-mode', 'periodic', '--auto-compaction-retention', '10m'],
    ...['--quota-backend-bytes', `${512 * 1024 * 1024}`],
    ...['--logger', 'zap', '--log-outputs', 'stderr', '--log-level', 'warn'],
  ];
}

/** The servers that all services speak through: one nats-server and one etcd, or three of each. */
export function planServers(folder: DataFolder, ports: StackPorts): readonly ServerPlan[] {
  const members = ports.members.length === 0 ? [{ ...ports, natsProbe: 0 }] : ports.members;
  const files = natsFiles(folder, ports);
  return [
    ...members.map(
      ({ nats, natsProbe }, i): ServerPlan => ({
        ...{ name: nameOf('nats', i), kind: 'nats', url: `nats://${HOST}:${nats}` },
        ...(natsProbe === 0 ? {} : { healthUrl: `http://${HOST}:${natsProbe}/healthz` }),
        dataDir: dataOf(folder, ports, 'nats', i),
        args: ['-c', files[i] ?? ''],
      }),
    ),
    ...members.map(
      ({ etcdClient }, i): ServerPlan => ({
        ...{ name: nameOf('etcd', i), kind: 'etcd', url: `http://${HOST}:${etcdClient}` },
        dataDir: dataOf(folder, ports, 'etcd', i),
        args: etcdArguments(folder, ports, i),
      }),
    ),
  ];
}
