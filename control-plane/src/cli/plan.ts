import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { BusUsers } from './bus-users.ts';
import type { DataFolder } from './data-folder.ts';
import type { Layout } from './layout.ts';
import type { StackPorts } from './ports.ts';
import type { Programs } from './programs.ts';
import { planServers, type ServerPlan, systemUrl } from './servers.ts';
import { signInFile } from './sign-ins.ts';

/** What kinds of process a stack has. */
export type ServiceKind = 'nats' | 'etcd' | 'control' | 'edge' | 'node';

/** How one process of a stack is started and asked whether it is ready. */
export interface ServicePlan {
  readonly name: string;
  readonly kind: ServiceKind;
  /** Empty for what serves all regions. */
  readonly region: string;
  /** What others reach it at; of a media node, where it tells its health. */
  readonly url: string;
  /** Where a nats-server of several tells whether it has found the others. */
  readonly healthUrl?: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** A server's data: what is to be looked at when it does not start. */
  readonly dataDir?: string;
  /** A service of ours ends when its standard input does; a server does not read it. */
  readonly readsParentPipe: boolean;
}

/** Servers first: the services need both. */
export const START_ORDER: readonly (readonly ServiceKind[])[] = [
  ['nats', 'etcd'],
  ['control', 'edge', 'node'],
];

/**
 * Edges first, so that clients are told to go while everything still answers;
 * then the control plane, which settles calls over nodes that live; then the
 * nodes, which take their keys out of etcd; then what they all spoke through.
 */
export const STOP_ORDER: readonly (readonly ServiceKind[])[] = [
  ['edge'],
  ['control'],
  ['node'],
  ['nats'],
  ['etcd'],
];

/** What a plan is made from. */
export interface PlanOptions {
  /** The checkout's root. */
  readonly root: string;
  readonly folder: DataFolder;
  readonly layout: Layout;
  readonly ports: StackPorts;
  readonly programs: Programs;
  readonly busUsers: BusUsers;
  /** The built pages; empty = none. */
  readonly pagesDir: string;
  readonly workersPerNode: number;
  /** Origins besides the stack's own whose pages may connect. */
  readonly origins: readonly string[];
  /** Node that runs the services, and what every child finds in its environment. */
  readonly node: string;
  readonly baseEnvironment: Readonly<Record<string, string>>;
  /** Settings on top of the plan's own, by kind. */
  readonly settings: Readonly<Partial<Record<ServiceKind, Readonly<Record<string, string>>>>>;
}

const HOST = '127.0.0.1';
/** Enough for clients to be told; in a stack of one machine they have nowhere else to go. */
const EDGE_DRAIN_MS = 1_000;

/** What everything in a stack is reached at; of several servers all, comma-separated. */
export const addressesOf = (ports: StackPorts) => {
  const members = ports.members.length === 0 ? [ports] : ports.members;
  return {
    httpUrl: `http://${HOST}:${ports.http}`,
    natsUrl: members.map(({ nats }) => `nats://${HOST}:${nats}`).join(','),
    etcdUrl: members.map(({ etcdClient }) => `http://${HOST}:${etcdClient}`).join(','),
  };
};

/** Where the stack's own pages may come from. */
const pageOrigins = ({ controls }: StackPorts): readonly string[] =>
  [...controls.values()].flatMap((port) => [`http://${HOST}:${port}`, `http://localhost:${port}`]);

/** What browsers reach an edge at. */
export const edgeUrl = (ports: StackPorts, id: string): string =>
  `ws://${HOST}:${ports.edges.get(id) ?? 0}/v1/signal`;

/** The first instance has the key that a stack of one always had. */
const keyFile = (folder: DataFolder, index: number): string =>
  folder.file(index === 0 ? 'control-key.json' : `control-key-${index + 1}.json`);

/** The demo shop plays the shop whose orders are known, unless another is named. */
function demoOrders({ settings, busUsers }: PlanOptions, url: string): Record<string, string> {
  if (settings.control?.WEFT_CONTROL_ORDERS_URL !== undefined) return {};
  const secret = createHash('sha256').update(`demo orders ${busUsers.weft.password}`).digest('hex');
  return { WEFT_CONTROL_ORDERS_URL: `${url}/v1/demo-shop`, WEFT_CONTROL_ORDERS_SECRET: secret };
}

/** Runs a server so that it ends with its launcher, where that can be had. */
const bound = (setpriv: string | undefined, command: string, args: readonly string[]) =>
  setpriv === undefined
    ? { command, args }
    : { command: setpriv, args: ['--pdeathsig', 'TERM', command, ...args] };

/** Every process of a stack. */
export function planServices(options: PlanOptions): readonly ServicePlan[] {
  const { root, folder, layout, ports, programs, pagesDir, workersPerNode, origins, node } = options;
  const { natsUrl, etcdUrl } = addressesOf(ports);
  const server = ({ name, kind, url, healthUrl, args, dataDir }: ServerPlan): ServicePlan => ({
    ...{ name, kind, region: '', url, dataDir, ...(healthUrl === undefined ? {} : { healthUrl }) },
    ...bound(programs.setpriv, programs[kind], args),
    env: { ...options.baseEnvironment, ...options.settings[kind] },
    logFile: folder.file('logs', `${name}.log`),
    readsParentPipe: false,
  });
  const service = (
    ...[kind, name, region, url, source, env]: [
      ServiceKind,
      string,
      string,
      string,
      string,
      Record<string, string>,
    ]
  ): ServicePlan => ({
    ...{ name, kind, region, url, command: node, args: [join(root, source)] },
    env: {
      ...options.baseEnvironment,
      ...{ WEFT_NATS_URL: natsUrl, WEFT_ETCD_URL: etcdUrl, WEFT_PARENT_PIPE: '1', ...env },
      ...options.settings[kind],
    },
    logFile: folder.file('logs', `${name}.log`),
    readsParentPipe: true,
  });
  return [
    ...planServers(folder, ports).map(server),
    ...layout.controls.map((id, i) => {
      const port = ports.controls.get(id) ?? 0;
      const url = `http://${HOST}:${port}`;
      return service('control', id, '', url, 'control-plane/src/main.ts', {
        WEFT_CONTROL_ID: id,
        WEFT_CONTROL_HTTP_HOST: HOST,
        WEFT_CONTROL_HTTP_PORT: `${port}`,
        WEFT_CONTROL_KEY_FILE: keyFile(folder, i),
        WEFT_CONTROL_STORE_DIR: folder.file('store'),
        WEFT_CONTROL_CHANNEL_KEY_FILE: folder.file('channel-keys'),
        WEFT_CONTROL_ATTACHMENTS_DIR: folder.file('attachments'),
        WEFT_CONTROL_INTENT_MODEL_FILE: folder.file('intent-model'),
        // One process can have an embedded store; several go without unless they are given a PostgreSQL.
        ...(layout.controls.length > 1 ? { WEFT_CONTROL_STORE: 'none' } : {}),
        WEFT_CONTROL_REGIONS: layout.regions.join(','),
        WEFT_CONTROL_PAGES_DIR: pagesDir,
        WEFT_CONTROL_DEMO_SHOP: 'on',
        ...demoOrders(options, url),
        // One for all: vendors sign the address that they call, whichever instance serves it.
        WEFT_CONTROL_PUBLIC_URL: `http://${HOST}:${ports.http}`,
        WEFT_CONTROL_AGENTS_FILE: signInFile(folder),
        WEFT_CONTROL_SYSTEM_URL: systemUrl(ports, options.busUsers),
        WEFT_CONTROL_STREAM_REPLICAS: `${layout.servers}`,
      });
    }),
    ...layout.edges.map(({ id, region }) => {
      const port = ports.edges.get(id) ?? 0;
      return service('edge', id, region, `http://${HOST}:${port}`, 'signaling/src/main.ts', {
        WEFT_EDGE_ID: id,
        WEFT_EDGE_REGION: region,
        WEFT_EDGE_HOST: HOST,
        WEFT_EDGE_PORT: `${port}`,
        WEFT_EDGE_URL: edgeUrl(ports, id),
        WEFT_EDGE_DRAIN_MS: `${EDGE_DRAIN_MS}`,
        WEFT_EDGE_ORIGINS: [...pageOrigins(ports), ...origins].join(','),
      });
    }),
    ...layout.nodes.map(({ id, region }) => {
      const { probe, rtc } = ports.nodes.get(id) ?? { probe: 0, rtc: 0 };
      return service('node', id, region, `http://${HOST}:${probe}`, 'media-nodes/src/main.ts', {
        WEFT_NODE_ID: id,
        WEFT_NODE_REGION: region,
        // Each stands for a machine of its own, so that a standby is never on its home's.
        WEFT_NODE_HOST_NAME: `${id}-host`,
        WEFT_NODE_LISTEN_IP: HOST,
        WEFT_NODE_RTC_PORT: `${rtc}`,
        WEFT_NODE_WORKERS: `${workersPerNode}`,
        WEFT_NODE_PROBE_PORT: `${probe}`,
      });
    }),
  ];
}
