// Made by scripts/generate.mjs from proto/schema/sights.proto. Change that, then run "npm run generate".
import { checked, codec, json, type Codec, type Reader, type Writer } from '../codec.ts';
import { PresenceNumber, PresenceText, type Presence } from './common.ts';

export type NodeState = 'unspecified' | 'active' | 'draining' | 'silent' | 'cut-off';

export const NodeStateNumber: Readonly<Record<NodeState, number>> = {
  'unspecified': 0,
  'active': 1,
  'draining': 2,
  'silent': 3,
  'cut-off': 4,
};

export const NodeStateText: Readonly<Record<number, NodeState>> = {
  0: 'unspecified',
  1: 'active',
  2: 'draining',
  3: 'silent',
  4: 'cut-off',
};

export interface MeshNode {
  nodeId: string;
  region: string;
  host: string;
  state: NodeState;
  load: NodeLoad | undefined;
  startedAtMs: number;
  version: string;
  workers: number;
}

/** What MeshNode.encode takes: absent fields are their zero value. */
export interface MeshNodeInit {
  readonly nodeId?: string | undefined;
  readonly region?: string | undefined;
  readonly host?: string | undefined;
  readonly state?: NodeState | undefined;
  readonly load?: NodeLoadInit | undefined;
  readonly startedAtMs?: number | undefined;
  readonly version?: string | undefined;
  readonly workers?: number | undefined;
}

export function writeMeshNode(m: MeshNodeInit, w: Writer): Writer {
  if (m.nodeId !== undefined && m.nodeId !== '') w.uint32(10).string(m.nodeId);
  if (m.region !== undefined && m.region !== '') w.uint32(18).string(m.region);
  if (m.host !== undefined && m.host !== '') w.uint32(26).string(m.host);
  if (m.state !== undefined && m.state !== 'unspecified') w.uint32(32).int32(NodeStateNumber[m.state]);
  if (m.load !== undefined) writeNodeLoad(m.load, w.uint32(42).fork()).ldelim();
  if (m.startedAtMs !== undefined && m.startedAtMs !== 0) w.uint32(49).double(m.startedAtMs);
  if (m.version !== undefined && m.version !== '') w.uint32(58).string(m.version);
  if (m.workers !== undefined && m.workers !== 0) w.uint32(64).uint32(m.workers);
  return w;
}

export function readMeshNode(r: Reader, end: number): MeshNode {
  const m: MeshNode = { nodeId: '', region: '', host: '', state: 'unspecified', load: undefined, startedAtMs: 0, version: '', workers: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.nodeId = r.string(); break;
      case 18: m.region = r.string(); break;
      case 26: m.host = r.string(); break;
      case 32: m.state = (NodeStateText[r.int32()] ?? 'unspecified'); break;
      case 42: m.load = readNodeLoad(r, r.uint32() + r.pos); break;
      case 49: m.startedAtMs = r.double(); break;
      case 58: m.version = r.string(); break;
      case 64: m.workers = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'MeshNode');
}

export function fromMeshNode(value: unknown): MeshNode {
  const o = json.object(value);
  return {
    nodeId: json.text(o['nodeId']),
    region: json.text(o['region']),
    host: json.text(o['host']),
    state: json.oneOf(NodeStateNumber, o['state']),
    load: o['load'] === undefined ? undefined : fromNodeLoad(o['load']),
    startedAtMs: json.number(o['startedAtMs']),
    version: json.text(o['version']),
    workers: json.number(o['workers']),
  };
}

export const MeshNode: Codec<MeshNode, MeshNodeInit> = codec(writeMeshNode, readMeshNode, fromMeshNode);

export interface NodeLoad {
  /** Share of one core that the busiest worker uses, 0 to 1 (and above on a stolen core). */
  cpu: number;
  rooms: number;
  participants: number;
  consumers: number;
  pipes: number;
}

/** What NodeLoad.encode takes: absent fields are their zero value. */
export interface NodeLoadInit {
  readonly cpu?: number | undefined;
  readonly rooms?: number | undefined;
  readonly participants?: number | undefined;
  readonly consumers?: number | undefined;
  readonly pipes?: number | undefined;
}

export function writeNodeLoad(m: NodeLoadInit, w: Writer): Writer {
  if (m.cpu !== undefined && m.cpu !== 0) w.uint32(9).double(m.cpu);
  if (m.rooms !== undefined && m.rooms !== 0) w.uint32(16).uint32(m.rooms);
  if (m.participants !== undefined && m.participants !== 0) w.uint32(24).uint32(m.participants);
  if (m.consumers !== undefined && m.consumers !== 0) w.uint32(32).uint32(m.consumers);
  if (m.pipes !== undefined && m.pipes !== 0) w.uint32(40).uint32(m.pipes);
  return w;
}

export function readNodeLoad(r: Reader, end: number): NodeLoad {
  const m: NodeLoad = { cpu: 0, rooms: 0, participants: 0, consumers: 0, pipes: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 9: m.cpu = r.double(); break;
      case 16: m.rooms = r.uint32(); break;
      case 24: m.participants = r.uint32(); break;
      case 32: m.consumers = r.uint32(); break;
      case 40: m.pipes = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'NodeLoad');
}

export function fromNodeLoad(value: unknown): NodeLoad {
  const o = json.object(value);
  return {
    cpu: json.number(o['cpu']),
    rooms: json.number(o['rooms']),
    participants: json.number(o['participants']),
    consumers: json.number(o['consumers']),
    pipes: json.number(o['pipes']),
  };
}

export const NodeLoad: Codec<NodeLoad, NodeLoadInit> = codec(writeNodeLoad, readNodeLoad, fromNodeLoad);

export interface MeshEdge {
  edgeId: string;
  region: string;
  url: string;
  sessions: number;
  startedAtMs: number;
  draining: boolean;
}

/** What MeshEdge.encode takes: absent fields are their zero value. */
export interface MeshEdgeInit {
  readonly edgeId?: string | undefined;
  readonly region?: string | undefined;
  readonly url?: string | undefined;
  readonly sessions?: number | undefined;
  readonly startedAtMs?: number | undefined;
  readonly draining?: boolean | undefined;
}

export function writeMeshEdge(m: MeshEdgeInit, w: Writer): Writer {
  if (m.edgeId !== undefined && m.edgeId !== '') w.uint32(10).string(m.edgeId);
  if (m.region !== undefined && m.region !== '') w.uint32(18).string(m.region);
  if (m.url !== undefined && m.url !== '') w.uint32(26).string(m.url);
  if (m.sessions !== undefined && m.sessions !== 0) w.uint32(32).uint32(m.sessions);
  if (m.startedAtMs !== undefined && m.startedAtMs !== 0) w.uint32(41).double(m.startedAtMs);
  if (m.draining !== undefined && m.draining !== false) w.uint32(48).bool(m.draining);
  return w;
}

export function readMeshEdge(r: Reader, end: number): MeshEdge {
  const m: MeshEdge = { edgeId: '', region: '', url: '', sessions: 0, startedAtMs: 0, draining: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.edgeId = r.string(); break;
      case 18: m.region = r.string(); break;
      case 26: m.url = r.string(); break;
      case 32: m.sessions = r.uint32(); break;
      case 41: m.startedAtMs = r.double(); break;
      case 48: m.draining = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'MeshEdge');
}

export function fromMeshEdge(value: unknown): MeshEdge {
  const o = json.object(value);
  return {
    edgeId: json.text(o['edgeId']),
    region: json.text(o['region']),
    url: json.text(o['url']),
    sessions: json.number(o['sessions']),
    startedAtMs: json.number(o['startedAtMs']),
    draining: json.bool(o['draining']),
  };
}

export const MeshEdge: Codec<MeshEdge, MeshEdgeInit> = codec(writeMeshEdge, readMeshEdge, fromMeshEdge);

export interface MeshAgent {
  agentId: string;
  displayName: string;
  presence: Presence;
  region: string;
  /** Since when so; in a call, since it was answered. */
  sinceMs: number;
  /** The agent's live call; empty = none. */
  callId: string;
  /** What for they are busy or away, where they said it. */
  pause: string;
}

/** What MeshAgent.encode takes: absent fields are their zero value. */
export interface MeshAgentInit {
  readonly agentId?: string | undefined;
  readonly displayName?: string | undefined;
  readonly presence?: Presence | undefined;
  readonly region?: string | undefined;
  readonly sinceMs?: number | undefined;
  readonly callId?: string | undefined;
  readonly pause?: string | undefined;
}

export function writeMeshAgent(m: MeshAgentInit, w: Writer): Writer {
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(10).string(m.agentId);
  if (m.displayName !== undefined && m.displayName !== '') w.uint32(18).string(m.displayName);
  if (m.presence !== undefined && m.presence !== 'unspecified') w.uint32(24).int32(PresenceNumber[m.presence]);
  if (m.region !== undefined && m.region !== '') w.uint32(34).string(m.region);
  if (m.sinceMs !== undefined && m.sinceMs !== 0) w.uint32(41).double(m.sinceMs);
  if (m.callId !== undefined && m.callId !== '') w.uint32(50).string(m.callId);
  if (m.pause !== undefined && m.pause !== '') w.uint32(58).string(m.pause);
  return w;
}

export function readMeshAgent(r: Reader, end: number): MeshAgent {
  const m: MeshAgent = { agentId: '', displayName: '', presence: 'unspecified', region: '', sinceMs: 0, callId: '', pause: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agentId = r.string(); break;
      case 18: m.displayName = r.string(); break;
      case 24: m.presence = (PresenceText[r.int32()] ?? 'unspecified'); break;
      case 34: m.region = r.string(); break;
      case 41: m.sinceMs = r.double(); break;
      case 50: m.callId = r.string(); break;
      case 58: m.pause = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'MeshAgent');
}

export function fromMeshAgent(value: unknown): MeshAgent {
  const o = json.object(value);
  return {
    agentId: json.text(o['agentId']),
    displayName: json.text(o['displayName']),
    presence: json.oneOf(PresenceNumber, o['presence']),
    region: json.text(o['region']),
    sinceMs: json.number(o['sinceMs']),
    callId: json.text(o['callId']),
    pause: json.text(o['pause']),
  };
}

export const MeshAgent: Codec<MeshAgent, MeshAgentInit> = codec(writeMeshAgent, readMeshAgent, fromMeshAgent);

export interface MeshQueue {
  queueId: string;
  waiting: number;
  oldestRequestedAtMs: number;
}

/** What MeshQueue.encode takes: absent fields are their zero value. */
export interface MeshQueueInit {
  readonly queueId?: string | undefined;
  readonly waiting?: number | undefined;
  readonly oldestRequestedAtMs?: number | undefined;
}

export function writeMeshQueue(m: MeshQueueInit, w: Writer): Writer {
  if (m.queueId !== undefined && m.queueId !== '') w.uint32(10).string(m.queueId);
  if (m.waiting !== undefined && m.waiting !== 0) w.uint32(16).uint32(m.waiting);
  if (m.oldestRequestedAtMs !== undefined && m.oldestRequestedAtMs !== 0) w.uint32(25).double(m.oldestRequestedAtMs);
  return w;
}

export function readMeshQueue(r: Reader, end: number): MeshQueue {
  const m: MeshQueue = { queueId: '', waiting: 0, oldestRequestedAtMs: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.queueId = r.string(); break;
      case 16: m.waiting = r.uint32(); break;
      case 25: m.oldestRequestedAtMs = r.double(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'MeshQueue');
}

export function fromMeshQueue(value: unknown): MeshQueue {
  const o = json.object(value);
  return {
    queueId: json.text(o['queueId']),
    waiting: json.number(o['waiting']),
    oldestRequestedAtMs: json.number(o['oldestRequestedAtMs']),
  };
}

export const MeshQueue: Codec<MeshQueue, MeshQueueInit> = codec(writeMeshQueue, readMeshQueue, fromMeshQueue);
