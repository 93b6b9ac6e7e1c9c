import { freePorts as takePorts } from '@weft/proto/node';
import type { Layout } from './layout.ts';

/**
 * The ports of a local stack, the one place that names them. None is the
 * default of a packaged nats-server or etcd (4222, 2379, 2380), so that one
 * that runs already is not in the way. Where there are several of a kind they
 * count up from here.
 */
export const PORTS = {
  http: 8080,
  nats: 4322,
  etcdClient: 2389,
  etcdPeer: 2390,
  /** Of the second and third server; the first has its own above. */
  natsMore: 4323,
  etcdClientMore: 2391,
  etcdPeerMore: 2394,
  /** Between nats-servers, and where each tells its health. */
  natsRoute: 4332,
  natsProbe: 4342,
  edge: 7101,
  /** Of the control plane's second instance; the first has `http`. */
  control: 7301,
  nodeProbe: 7201,
  /** UDP and TCP. A node has one for each worker. Below what systems give to outgoing connections (from 32,768), one of which would be in the way. */
  rtc: 20_000,
} as const;

/** Between the first media ports of two nodes, so a node may have this many workers. */
const RTC_STEP = 100;
const PORTS_OF_MEMBER = 5;

/** The ports of one nats-server and one etcd of three. */
export interface MemberPorts {
  readonly nats: number;
  readonly natsRoute: number;
  readonly natsProbe: number;
  readonly etcdClient: number;
  readonly etcdPeer: number;
}

/** Which port each part of a stack listens on. */
export interface StackPorts {
  readonly http: number;
  readonly nats: number;
  readonly etcdClient: number;
  readonly etcdPeer: number;
  /** All members, the first included; empty = one nats-server and one etcd, which speak to no other. */
  readonly members: readonly MemberPorts[];
  /** By the id of each instance of the control plane; the first one's is `http`. */
  readonly controls: ReadonlyMap<string, number>;
  /** By edge id. */
  readonly edges: ReadonlyMap<string, number>;
  /** By node id. `rtc` 0 = the node takes free ones. */
  readonly nodes: ReadonlyMap<string, { readonly probe: number; readonly rtc: number }>;
}

/** The ports that a stack of this layout always has. */
export const fixedPorts = (
  { controls, edges, nodes, servers }: Layout,
  http: number = PORTS.http,
): StackPorts => ({
  http,
  nats: PORTS.nats,
  etcdClient: PORTS.etcdClient,
  etcdPeer: PORTS.etcdPeer,
  members: membersOf(servers, (i) => ({
    nats: i === 0 ? PORTS.nats : PORTS.natsMore + i - 1,
    natsRoute: PORTS.natsRoute + i,
    natsProbe: PORTS.natsProbe + i,
    etcdClient: i === 0 ? PORTS.etcdClient : PORTS.etcdClientMore + i - 1,
    etcdPeer: i === 0 ? PORTS.etcdPeer : PORTS.etcdPeerMore + i - 1,
  })),
  controls: new Map(controls.map((id, i) => [id, i === 0 ? http : PORTS.control + i - 1])),
  edges: new Map(edges.map(({ id }, i) => [id, PORTS.edge + i])),
  nodes: new Map(
    nodes.map(({ id }, i) => [id, { probe: PORTS.nodeProbe + i, rtc: PORTS.rtc + i * RTC_STEP }]),
  ),
});

/** Ports that nobody uses now, all different. `http` 0 = a free one too. */
export async function freePorts({ controls, edges, nodes, servers }: Layout, http = 0): Promise<StackPorts> {
  const places = controls.length + edges.length + nodes.length;
  const taken = await takePorts(PORTS_OF_MEMBER * servers + places);
  const next = (): number => taken.pop() ?? 0;
  const first = http === 0 ? next() : http;
  const own = { nats: next(), etcdClient: next(), etcdPeer: next() };
  return {
    http: first,
    ...own,
    members: membersOf(servers, (i) => ({
      ...(i === 0 ? own : { nats: next(), etcdClient: next(), etcdPeer: next() }),
      ...{ natsRoute: next(), natsProbe: next() },
    })),
    controls: new Map(controls.map((id, i) => [id, i === 0 ? first : next()])),
    edges: new Map(edges.map(({ id }) => [id, next()])),
    nodes: new Map(nodes.map(({ id }) => [id, { probe: next(), rtc: 0 }])),
  };
}

const membersOf = (servers: number, member: (i: number) => MemberPorts): readonly MemberPorts[] =>
  servers === 1 ? [] : Array.from({ length: servers }, (_, i) => member(i));
