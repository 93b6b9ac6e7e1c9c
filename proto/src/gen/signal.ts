// Made by scripts/generate.mjs from proto/schema/signal.proto. Change that, then run "npm run generate".
import { checked, codec, json, NO_BYTES, type Codec, type Reader, type Writer } from '../codec.ts';
import { RoleNumber, RoleText, fromFault, readFault, type Fault, type FaultInit, type Role, writeFault } from './common.ts';

export interface ClientFrame {
  /** Highest ServerFrame.seq the client has handled; lets the edge forget what it kept for a resume. */
  ack: number;
  body:
    | { readonly case: 'hello'; readonly value: Hello }
    | { readonly case: 'request'; readonly value: Request }
    | { readonly case: 'ping'; readonly value: Ping }
    | { readonly case: 'bye'; readonly value: Bye }
    | undefined;
}

/** What ClientFrame.encode takes: absent fields are their zero value. */
export interface ClientFrameInit {
  readonly ack?: number | undefined;
  readonly body?:
    | { readonly case: 'hello'; readonly value: HelloInit }
    | { readonly case: 'request'; readonly value: RequestInit }
    | { readonly case: 'ping'; readonly value: PingInit }
    | { readonly case: 'bye'; readonly value: ByeInit }
    | undefined;
}

export function writeClientFrame(m: ClientFrameInit, w: Writer): Writer {
  if (m.ack !== undefined && m.ack !== 0) w.uint32(8).uint32(m.ack);
  switch (m.body?.case) {
    case 'hello': writeHello(m.body.value, w.uint32(18).fork()).ldelim(); break;
    case 'request': writeRequest(m.body.value, w.uint32(26).fork()).ldelim(); break;
    case 'ping': writePing(m.body.value, w.uint32(34).fork()).ldelim(); break;
    case 'bye': writeBye(m.body.value, w.uint32(42).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readClientFrame(r: Reader, end: number): ClientFrame {
  const m: ClientFrame = { ack: 0, body: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.ack = r.uint32(); break;
      case 18: m.body = { case: 'hello', value: readHello(r, r.uint32() + r.pos) }; break;
      case 26: m.body = { case: 'request', value: readRequest(r, r.uint32() + r.pos) }; break;
      case 34: m.body = { case: 'ping', value: readPing(r, r.uint32() + r.pos) }; break;
      case 42: m.body = { case: 'bye', value: readBye(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ClientFrame');
}

export function fromClientFrame(value: unknown): ClientFrame {
  const o = json.object(value);
  return {
    ack: json.number(o['ack']),
    body: json.choice<NonNullable<ClientFrame['body']>>(o['body'], {
      hello: (v) => ({ case: 'hello', value: fromHello(v) }) as const,
      request: (v) => ({ case: 'request', value: fromRequest(v) }) as const,
      ping: (v) => ({ case: 'ping', value: fromPing(v) }) as const,
      bye: (v) => ({ case: 'bye', value: fromBye(v) }) as const,
    }),
  };
}

export const ClientFrame: Codec<ClientFrame, ClientFrameInit> = codec(writeClientFrame, readClientFrame, fromClientFrame);

/** Must be the first frame, within the edge's hello time-out. */
export interface Hello {
  /** Protocol versions the client speaks, best first. The edge answers with the one it picks. */
  versions: number[];
  /** A session token (JWT) from the control plane's HTTP API. */
  token: string;
  /** Present when an earlier session is to go on. */
  resume: Resume | undefined;
  /** "widget/0.1.0", "desk/0.1.0", "ops/0.1.0": for logs. */
  client: string;
}

/** What Hello.encode takes: absent fields are their zero value. */
export interface HelloInit {
  readonly versions?: readonly number[] | undefined;
  readonly token?: string | undefined;
  readonly resume?: ResumeInit | undefined;
  readonly client?: string | undefined;
}

export function writeHello(m: HelloInit, w: Writer): Writer {
  if (m.versions !== undefined && m.versions.length > 0) {
    w.uint32(10).fork();
    for (const v of m.versions) w.uint32(v);
    w.ldelim();
  }
  if (m.token !== undefined && m.token !== '') w.uint32(18).string(m.token);
  if (m.resume !== undefined) writeResume(m.resume, w.uint32(26).fork()).ldelim();
  if (m.client !== undefined && m.client !== '') w.uint32(34).string(m.client);
  return w;
}

export function readHello(r: Reader, end: number): Hello {
  const m: Hello = { versions: [], token: '', resume: undefined, client: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.versions.push(r.uint32()); break;
      case 10: { const stop = r.uint32() + r.pos; while (r.pos < stop) m.versions.push(r.uint32()); break; }
      case 18: m.token = r.string(); break;
      case 26: m.resume = readResume(r, r.uint32() + r.pos); break;
      case 34: m.client = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Hello');
}

export function fromHello(value: unknown): Hello {
  const o = json.object(value);
  return {
    versions: json.list(o['versions']).map((v) => json.number(v)),
    token: json.text(o['token']),
    resume: o['resume'] === undefined ? undefined : fromResume(o['resume']),
    client: json.text(o['client']),
  };
}

export const Hello: Codec<Hello, HelloInit> = codec(writeHello, readHello, fromHello);

export interface Resume {
  sessionId: string;
  resumeToken: string;
  /** Highest ServerFrame.seq handled; the edge sends what came after. */
  lastSeq: number;
  /** For an edge that has never seen this session: what was handled, by who sent it. At most 32. */
  cursors: Cursor[];
  /** Highest request id used so far. */
  lastRequestId: number;
}

/** What Resume.encode takes: absent fields are their zero value. */
export interface ResumeInit {
  readonly sessionId?: string | undefined;
  readonly resumeToken?: string | undefined;
  readonly lastSeq?: number | undefined;
  readonly cursors?: readonly CursorInit[] | undefined;
  readonly lastRequestId?: number | undefined;
}

export function writeResume(m: ResumeInit, w: Writer): Writer {
  if (m.sessionId !== undefined && m.sessionId !== '') w.uint32(10).string(m.sessionId);
  if (m.resumeToken !== undefined && m.resumeToken !== '') w.uint32(18).string(m.resumeToken);
  if (m.lastSeq !== undefined && m.lastSeq !== 0) w.uint32(24).uint32(m.lastSeq);
  for (const v of m.cursors ?? []) writeCursor(v, w.uint32(34).fork()).ldelim();
  if (m.lastRequestId !== undefined && m.lastRequestId !== 0) w.uint32(40).uint32(m.lastRequestId);
  return w;
}

export function readResume(r: Reader, end: number): Resume {
  const m: Resume = { sessionId: '', resumeToken: '', lastSeq: 0, cursors: [], lastRequestId: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.sessionId = r.string(); break;
      case 18: m.resumeToken = r.string(); break;
      case 24: m.lastSeq = r.uint32(); break;
      case 34: m.cursors.push(readCursor(r, r.uint32() + r.pos)); break;
      case 40: m.lastRequestId = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Resume');
}

export function fromResume(value: unknown): Resume {
  const o = json.object(value);
  return {
    sessionId: json.text(o['sessionId']),
    resumeToken: json.text(o['resumeToken']),
    lastSeq: json.number(o['lastSeq']),
    cursors: json.list(o['cursors']).map((v) => fromCursor(v)),
    lastRequestId: json.number(o['lastRequestId']),
  };
}

export const Resume: Codec<Resume, ResumeInit> = codec(writeResume, readResume, fromResume);

/** The last push handled of one sender. */
export interface Cursor {
  sourceId: string;
  sourceSeq: number;
}

/** What Cursor.encode takes: absent fields are their zero value. */
export interface CursorInit {
  readonly sourceId?: string | undefined;
  readonly sourceSeq?: number | undefined;
}

export function writeCursor(m: CursorInit, w: Writer): Writer {
  if (m.sourceId !== undefined && m.sourceId !== '') w.uint32(10).string(m.sourceId);
  if (m.sourceSeq !== undefined && m.sourceSeq !== 0) w.uint32(16).uint32(m.sourceSeq);
  return w;
}

export function readCursor(r: Reader, end: number): Cursor {
  const m: Cursor = { sourceId: '', sourceSeq: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.sourceId = r.string(); break;
      case 16: m.sourceSeq = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Cursor');
}

export function fromCursor(value: unknown): Cursor {
  const o = json.object(value);
  return {
    sourceId: json.text(o['sourceId']),
    sourceSeq: json.number(o['sourceSeq']),
  };
}

export const Cursor: Codec<Cursor, CursorInit> = codec(writeCursor, readCursor, fromCursor);

/** A question to the control plane or to a media node. Ids rise by one within a
 * session, across resumes: the edge drops an id it has seen, since its reply is
 * either on its way or kept for the resume. */
export interface Request {
  id: number;
  /** A ControlRequest or a MediaRequest. */
  body: Uint8Array;
  target:
    | { readonly case: 'control'; readonly value: ControlTarget }
    | { readonly case: 'media'; readonly value: MediaTarget }
    | undefined;
}

/** What Request.encode takes: absent fields are their zero value. */
export interface RequestInit {
  readonly id?: number | undefined;
  readonly body?: Uint8Array | undefined;
  readonly target?:
    | { readonly case: 'control'; readonly value: ControlTargetInit }
    | { readonly case: 'media'; readonly value: MediaTargetInit }
    | undefined;
}

export function writeRequest(m: RequestInit, w: Writer): Writer {
  if (m.id !== undefined && m.id !== 0) w.uint32(8).uint32(m.id);
  if (m.body !== undefined && m.body.length > 0) w.uint32(34).bytes(m.body);
  switch (m.target?.case) {
    case 'control': writeControlTarget(m.target.value, w.uint32(18).fork()).ldelim(); break;
    case 'media': writeMediaTarget(m.target.value, w.uint32(26).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readRequest(r: Reader, end: number): Request {
  const m: Request = { id: 0, body: NO_BYTES, target: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.id = r.uint32(); break;
      case 34: m.body = r.bytes().slice(); break;
      case 18: m.target = { case: 'control', value: readControlTarget(r, r.uint32() + r.pos) }; break;
      case 26: m.target = { case: 'media', value: readMediaTarget(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Request');
}

export function fromRequest(value: unknown): Request {
  const o = json.object(value);
  return {
    id: json.number(o['id']),
    body: json.bytes(o['body']),
    target: json.choice<NonNullable<Request['target']>>(o['target'], {
      control: (v) => ({ case: 'control', value: fromControlTarget(v) }) as const,
      media: (v) => ({ case: 'media', value: fromMediaTarget(v) }) as const,
    }),
  };
}

export const Request: Codec<Request, RequestInit> = codec(writeRequest, readRequest, fromRequest);

export interface ControlTarget {
}

/** What ControlTarget.encode takes: absent fields are their zero value. */
export interface ControlTargetInit {
}

export function writeControlTarget(m: ControlTargetInit, w: Writer): Writer {
  void m;
  return w;
}

export function readControlTarget(r: Reader, end: number): ControlTarget {
  const m: ControlTarget = {  };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ControlTarget');
}

export function fromControlTarget(value: unknown): ControlTarget {
  const o = json.object(value);
  void o;
  return {
  };
}

export const ControlTarget: Codec<ControlTarget, ControlTargetInit> = codec(writeControlTarget, readControlTarget, fromControlTarget);

export interface MediaTarget {
  nodeId: string;
  callId: string;
  epoch: number;
}

/** What MediaTarget.encode takes: absent fields are their zero value. */
export interface MediaTargetInit {
  readonly nodeId?: string | undefined;
  readonly callId?: string | undefined;
  readonly epoch?: number | undefined;
}

export function writeMediaTarget(m: MediaTargetInit, w: Writer): Writer {
  if (m.nodeId !== undefined && m.nodeId !== '') w.uint32(10).string(m.nodeId);
  if (m.callId !== undefined && m.callId !== '') w.uint32(18).string(m.callId);
  if (m.epoch !== undefined && m.epoch !== 0) w.uint32(24).uint32(m.epoch);
  return w;
}

export function readMediaTarget(r: Reader, end: number): MediaTarget {
  const m: MediaTarget = { nodeId: '', callId: '', epoch: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.nodeId = r.string(); break;
      case 18: m.callId = r.string(); break;
      case 24: m.epoch = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'MediaTarget');
}

export function fromMediaTarget(value: unknown): MediaTarget {
  const o = json.object(value);
  return {
    nodeId: json.text(o['nodeId']),
    callId: json.text(o['callId']),
    epoch: json.number(o['epoch']),
  };
}

export const MediaTarget: Codec<MediaTarget, MediaTargetInit> = codec(writeMediaTarget, readMediaTarget, fromMediaTarget);

export interface Ping {
  /** Echoed in the Pong. */
  nonce: number;
}

/** What Ping.encode takes: absent fields are their zero value. */
export interface PingInit {
  readonly nonce?: number | undefined;
}

export function writePing(m: PingInit, w: Writer): Writer {
  if (m.nonce !== undefined && m.nonce !== 0) w.uint32(8).uint32(m.nonce);
  return w;
}

export function readPing(r: Reader, end: number): Ping {
  const m: Ping = { nonce: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.nonce = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Ping');
}

export function fromPing(value: unknown): Ping {
  const o = json.object(value);
  return {
    nonce: json.number(o['nonce']),
  };
}

export const Ping: Codec<Ping, PingInit> = codec(writePing, readPing, fromPing);

/** The client goes for good; the session ends at once instead of waiting to be resumed. */
export interface Bye {
}

/** What Bye.encode takes: absent fields are their zero value. */
export interface ByeInit {
}

export function writeBye(m: ByeInit, w: Writer): Writer {
  void m;
  return w;
}

export function readBye(r: Reader, end: number): Bye {
  const m: Bye = {  };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Bye');
}

export function fromBye(value: unknown): Bye {
  const o = json.object(value);
  void o;
  return {
  };
}

export const Bye: Codec<Bye, ByeInit> = codec(writeBye, readBye, fromBye);

export interface ServerFrame {
  /** Position in the session's sequence, from 1; 0 for frames outside it (Ready, Pong, Draining, Refused). */
  seq: number;
  body:
    | { readonly case: 'ready'; readonly value: Ready }
    | { readonly case: 'reply'; readonly value: Reply }
    | { readonly case: 'push'; readonly value: Push }
    | { readonly case: 'pong'; readonly value: Pong }
    | { readonly case: 'draining'; readonly value: Draining }
    | { readonly case: 'refused'; readonly value: Refused }
    | undefined;
}

/** What ServerFrame.encode takes: absent fields are their zero value. */
export interface ServerFrameInit {
  readonly seq?: number | undefined;
  readonly body?:
    | { readonly case: 'ready'; readonly value: ReadyInit }
    | { readonly case: 'reply'; readonly value: ReplyInit }
    | { readonly case: 'push'; readonly value: PushInit }
    | { readonly case: 'pong'; readonly value: PongInit }
    | { readonly case: 'draining'; readonly value: DrainingInit }
    | { readonly case: 'refused'; readonly value: RefusedInit }
    | undefined;
}

export function writeServerFrame(m: ServerFrameInit, w: Writer): Writer {
  if (m.seq !== undefined && m.seq !== 0) w.uint32(8).uint32(m.seq);
  switch (m.body?.case) {
    case 'ready': writeReady(m.body.value, w.uint32(18).fork()).ldelim(); break;
    case 'reply': writeReply(m.body.value, w.uint32(26).fork()).ldelim(); break;
    case 'push': writePush(m.body.value, w.uint32(34).fork()).ldelim(); break;
    case 'pong': writePong(m.body.value, w.uint32(42).fork()).ldelim(); break;
    case 'draining': writeDraining(m.body.value, w.uint32(50).fork()).ldelim(); break;
    case 'refused': writeRefused(m.body.value, w.uint32(58).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readServerFrame(r: Reader, end: number): ServerFrame {
  const m: ServerFrame = { seq: 0, body: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.seq = r.uint32(); break;
      case 18: m.body = { case: 'ready', value: readReady(r, r.uint32() + r.pos) }; break;
      case 26: m.body = { case: 'reply', value: readReply(r, r.uint32() + r.pos) }; break;
      case 34: m.body = { case: 'push', value: readPush(r, r.uint32() + r.pos) }; break;
      case 42: m.body = { case: 'pong', value: readPong(r, r.uint32() + r.pos) }; break;
      case 50: m.body = { case: 'draining', value: readDraining(r, r.uint32() + r.pos) }; break;
      case 58: m.body = { case: 'refused', value: readRefused(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ServerFrame');
}

export function fromServerFrame(value: unknown): ServerFrame {
  const o = json.object(value);
  return {
    seq: json.number(o['seq']),
    body: json.choice<NonNullable<ServerFrame['body']>>(o['body'], {
      ready: (v) => ({ case: 'ready', value: fromReady(v) }) as const,
      reply: (v) => ({ case: 'reply', value: fromReply(v) }) as const,
      push: (v) => ({ case: 'push', value: fromPush(v) }) as const,
      pong: (v) => ({ case: 'pong', value: fromPong(v) }) as const,
      draining: (v) => ({ case: 'draining', value: fromDraining(v) }) as const,
      refused: (v) => ({ case: 'refused', value: fromRefused(v) }) as const,
    }),
  };
}

export const ServerFrame: Codec<ServerFrame, ServerFrameInit> = codec(writeServerFrame, readServerFrame, fromServerFrame);

export interface Ready {
  version: number;
  sessionId: string;
  /** Changes with every Ready; good until the client has shown that it has a later one. Secret. */
  resumeToken: string;
  /** False when a resume was asked for and could not be had: the session is new, ask for the state again. */
  resumed: boolean;
  region: string;
  edgeId: string;
  /** The client pings at this interval; the edge closes after two and a half of them in silence. */
  pingIntervalMs: number;
  maxFrameBytes: number;
  /** How long after a lost connection the session can be resumed. */
  resumeWindowMs: number;
  /** Highest Request.id this edge has seen in this session; later ones must be sent again. 0 at an edge that
   * took the session over: everything unanswered is asked again, under its old id. */
  lastRequestId: number;
}

/** What Ready.encode takes: absent fields are their zero value. */
export interface ReadyInit {
  readonly version?: number | undefined;
  readonly sessionId?: string | undefined;
  readonly resumeToken?: string | undefined;
  readonly resumed?: boolean | undefined;
  readonly region?: string | undefined;
  readonly edgeId?: string | undefined;
  readonly pingIntervalMs?: number | undefined;
  readonly maxFrameBytes?: number | undefined;
  readonly resumeWindowMs?: number | undefined;
  readonly lastRequestId?: number | undefined;
}

export function writeReady(m: ReadyInit, w: Writer): Writer {
  if (m.version !== undefined && m.version !== 0) w.uint32(8).uint32(m.version);
  if (m.sessionId !== undefined && m.sessionId !== '') w.uint32(18).string(m.sessionId);
  if (m.resumeToken !== undefined && m.resumeToken !== '') w.uint32(26).string(m.resumeToken);
  if (m.resumed !== undefined && m.resumed !== false) w.uint32(32).bool(m.resumed);
  if (m.region !== undefined && m.region !== '') w.uint32(42).string(m.region);
  if (m.edgeId !== undefined && m.edgeId !== '') w.uint32(50).string(m.edgeId);
  if (m.pingIntervalMs !== undefined && m.pingIntervalMs !== 0) w.uint32(56).uint32(m.pingIntervalMs);
  if (m.maxFrameBytes !== undefined && m.maxFrameBytes !== 0) w.uint32(64).uint32(m.maxFrameBytes);
  if (m.resumeWindowMs !== undefined && m.resumeWindowMs !== 0) w.uint32(72).uint32(m.resumeWindowMs);
  if (m.lastRequestId !== undefined && m.lastRequestId !== 0) w.uint32(80).uint32(m.lastRequestId);
  return w;
}

export function readReady(r: Reader, end: number): Ready {
  const m: Ready = { version: 0, sessionId: '', resumeToken: '', resumed: false, region: '', edgeId: '', pingIntervalMs: 0, maxFrameBytes: 0, resumeWindowMs: 0, lastRequestId: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.version = r.uint32(); break;
      case 18: m.sessionId = r.string(); break;
      case 26: m.resumeToken = r.string(); break;
      case 32: m.resumed = r.bool(); break;
      case 42: m.region = r.string(); break;
      case 50: m.edgeId = r.string(); break;
      case 56: m.pingIntervalMs = r.uint32(); break;
      case 64: m.maxFrameBytes = r.uint32(); break;
      case 72: m.resumeWindowMs = r.uint32(); break;
      case 80: m.lastRequestId = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Ready');
}

export function fromReady(value: unknown): Ready {
  const o = json.object(value);
  return {
    version: json.number(o['version']),
    sessionId: json.text(o['sessionId']),
    resumeToken: json.text(o['resumeToken']),
    resumed: json.bool(o['resumed']),
    region: json.text(o['region']),
    edgeId: json.text(o['edgeId']),
    pingIntervalMs: json.number(o['pingIntervalMs']),
    maxFrameBytes: json.number(o['maxFrameBytes']),
    resumeWindowMs: json.number(o['resumeWindowMs']),
    lastRequestId: json.number(o['lastRequestId']),
  };
}

export const Ready: Codec<Ready, ReadyInit> = codec(writeReady, readReady, fromReady);

export interface Reply {
  id: number;
  result:
    | { readonly case: 'body'; readonly value: Uint8Array }
    | { readonly case: 'fault'; readonly value: Fault }
    | undefined;
}

/** What Reply.encode takes: absent fields are their zero value. */
export interface ReplyInit {
  readonly id?: number | undefined;
  readonly result?:
    | { readonly case: 'body'; readonly value: Uint8Array }
    | { readonly case: 'fault'; readonly value: FaultInit }
    | undefined;
}

export function writeReply(m: ReplyInit, w: Writer): Writer {
  if (m.id !== undefined && m.id !== 0) w.uint32(8).uint32(m.id);
  switch (m.result?.case) {
    case 'body': w.uint32(18).bytes(m.result.value); break;
    case 'fault': writeFault(m.result.value, w.uint32(26).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readReply(r: Reader, end: number): Reply {
  const m: Reply = { id: 0, result: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.id = r.uint32(); break;
      case 18: m.result = { case: 'body', value: r.bytes().slice() }; break;
      case 26: m.result = { case: 'fault', value: readFault(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Reply');
}

export function fromReply(value: unknown): Reply {
  const o = json.object(value);
  return {
    id: json.number(o['id']),
    result: json.choice<NonNullable<Reply['result']>>(o['result'], {
      body: (v) => ({ case: 'body', value: json.bytes(v) }) as const,
      fault: (v) => ({ case: 'fault', value: fromFault(v) }) as const,
    }),
  };
}

export const Reply: Codec<Reply, ReplyInit> = codec(writeReply, readReply, fromReply);

/** Something the client did not ask for. */
export interface Push {
  /** Who sent it, and its place among that sender's pushes to this session, from 1. */
  sourceId: string;
  sourceSeq: number;
  source:
    | { readonly case: 'control'; readonly value: Uint8Array }
    | { readonly case: 'media'; readonly value: Uint8Array }
    | undefined;
}

/** What Push.encode takes: absent fields are their zero value. */
export interface PushInit {
  readonly sourceId?: string | undefined;
  readonly sourceSeq?: number | undefined;
  readonly source?:
    | { readonly case: 'control'; readonly value: Uint8Array }
    | { readonly case: 'media'; readonly value: Uint8Array }
    | undefined;
}

export function writePush(m: PushInit, w: Writer): Writer {
  if (m.sourceId !== undefined && m.sourceId !== '') w.uint32(26).string(m.sourceId);
  if (m.sourceSeq !== undefined && m.sourceSeq !== 0) w.uint32(32).uint32(m.sourceSeq);
  switch (m.source?.case) {
    case 'control': w.uint32(10).bytes(m.source.value); break;
    case 'media': w.uint32(18).bytes(m.source.value); break;
    case undefined: break;
  }
  return w;
}

export function readPush(r: Reader, end: number): Push {
  const m: Push = { sourceId: '', sourceSeq: 0, source: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 26: m.sourceId = r.string(); break;
      case 32: m.sourceSeq = r.uint32(); break;
      case 10: m.source = { case: 'control', value: r.bytes().slice() }; break;
      case 18: m.source = { case: 'media', value: r.bytes().slice() }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Push');
}

export function fromPush(value: unknown): Push {
  const o = json.object(value);
  return {
    sourceId: json.text(o['sourceId']),
    sourceSeq: json.number(o['sourceSeq']),
    source: json.choice<NonNullable<Push['source']>>(o['source'], {
      control: (v) => ({ case: 'control', value: json.bytes(v) }) as const,
      media: (v) => ({ case: 'media', value: json.bytes(v) }) as const,
    }),
  };
}

export const Push: Codec<Push, PushInit> = codec(writePush, readPush, fromPush);

export interface Pong {
  nonce: number;
}

/** What Pong.encode takes: absent fields are their zero value. */
export interface PongInit {
  readonly nonce?: number | undefined;
}

export function writePong(m: PongInit, w: Writer): Writer {
  if (m.nonce !== undefined && m.nonce !== 0) w.uint32(8).uint32(m.nonce);
  return w;
}

export function readPong(r: Reader, end: number): Pong {
  const m: Pong = { nonce: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.nonce = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Pong');
}

export function fromPong(value: unknown): Pong {
  const o = json.object(value);
  return {
    nonce: json.number(o['nonce']),
  };
}

export const Pong: Codec<Pong, PongInit> = codec(writePong, readPong, fromPong);

/** The edge is going away: connect elsewhere (or here again) and resume before the deadline. */
export interface Draining {
  deadlineMs: number;
}

/** What Draining.encode takes: absent fields are their zero value. */
export interface DrainingInit {
  readonly deadlineMs?: number | undefined;
}

export function writeDraining(m: DrainingInit, w: Writer): Writer {
  if (m.deadlineMs !== undefined && m.deadlineMs !== 0) w.uint32(8).uint32(m.deadlineMs);
  return w;
}

export function readDraining(r: Reader, end: number): Draining {
  const m: Draining = { deadlineMs: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.deadlineMs = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Draining');
}

export function fromDraining(value: unknown): Draining {
  const o = json.object(value);
  return {
    deadlineMs: json.number(o['deadlineMs']),
  };
}

export const Draining: Codec<Draining, DrainingInit> = codec(writeDraining, readDraining, fromDraining);

/** Sent before the edge closes the socket for a reason of its own. */
export interface Refused {
  fault: Fault | undefined;
}

/** What Refused.encode takes: absent fields are their zero value. */
export interface RefusedInit {
  readonly fault?: FaultInit | undefined;
}

export function writeRefused(m: RefusedInit, w: Writer): Writer {
  if (m.fault !== undefined) writeFault(m.fault, w.uint32(10).fork()).ldelim();
  return w;
}

export function readRefused(r: Reader, end: number): Refused {
  const m: Refused = { fault: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.fault = readFault(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Refused');
}

export function fromRefused(value: unknown): Refused {
  const o = json.object(value);
  return {
    fault: o['fault'] === undefined ? undefined : fromFault(o['fault']),
  };
}

export const Refused: Codec<Refused, RefusedInit> = codec(writeRefused, readRefused, fromRefused);

/** Who speaks, as the edge admitted it. Services trust it, because only edges may publish it. */
export interface Principal {
  sessionId: string;
  /** The token's subject: a customer's or an agent's id. */
  subjectId: string;
  role: Role;
  displayName: string;
  /** The region of the edge that holds the session. */
  region: string;
  edgeId: string;
}

/** What Principal.encode takes: absent fields are their zero value. */
export interface PrincipalInit {
  readonly sessionId?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly role?: Role | undefined;
  readonly displayName?: string | undefined;
  readonly region?: string | undefined;
  readonly edgeId?: string | undefined;
}

export function writePrincipal(m: PrincipalInit, w: Writer): Writer {
  if (m.sessionId !== undefined && m.sessionId !== '') w.uint32(10).string(m.sessionId);
  if (m.subjectId !== undefined && m.subjectId !== '') w.uint32(18).string(m.subjectId);
  if (m.role !== undefined && m.role !== 'unspecified') w.uint32(24).int32(RoleNumber[m.role]);
  if (m.displayName !== undefined && m.displayName !== '') w.uint32(34).string(m.displayName);
  if (m.region !== undefined && m.region !== '') w.uint32(42).string(m.region);
  if (m.edgeId !== undefined && m.edgeId !== '') w.uint32(50).string(m.edgeId);
  return w;
}

export function readPrincipal(r: Reader, end: number): Principal {
  const m: Principal = { sessionId: '', subjectId: '', role: 'unspecified', displayName: '', region: '', edgeId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.sessionId = r.string(); break;
      case 18: m.subjectId = r.string(); break;
      case 24: m.role = (RoleText[r.int32()] ?? 'unspecified'); break;
      case 34: m.displayName = r.string(); break;
      case 42: m.region = r.string(); break;
      case 50: m.edgeId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Principal');
}

export function fromPrincipal(value: unknown): Principal {
  const o = json.object(value);
  return {
    sessionId: json.text(o['sessionId']),
    subjectId: json.text(o['subjectId']),
    role: json.oneOf(RoleNumber, o['role']),
    displayName: json.text(o['displayName']),
    region: json.text(o['region']),
    edgeId: json.text(o['edgeId']),
  };
}

export const Principal: Codec<Principal, PrincipalInit> = codec(writePrincipal, readPrincipal, fromPrincipal);

export interface RelayedRequest {
  principal: Principal | undefined;
  /** Same id for the same question of a session, also when it is asked again. */
  requestId: number;
  callId: string;
  epoch: number;
  body: Uint8Array;
}

/** What RelayedRequest.encode takes: absent fields are their zero value. */
export interface RelayedRequestInit {
  readonly principal?: PrincipalInit | undefined;
  readonly requestId?: number | undefined;
  readonly callId?: string | undefined;
  readonly epoch?: number | undefined;
  readonly body?: Uint8Array | undefined;
}

export function writeRelayedRequest(m: RelayedRequestInit, w: Writer): Writer {
  if (m.principal !== undefined) writePrincipal(m.principal, w.uint32(10).fork()).ldelim();
  if (m.requestId !== undefined && m.requestId !== 0) w.uint32(16).uint32(m.requestId);
  if (m.callId !== undefined && m.callId !== '') w.uint32(26).string(m.callId);
  if (m.epoch !== undefined && m.epoch !== 0) w.uint32(32).uint32(m.epoch);
  if (m.body !== undefined && m.body.length > 0) w.uint32(42).bytes(m.body);
  return w;
}

export function readRelayedRequest(r: Reader, end: number): RelayedRequest {
  const m: RelayedRequest = { principal: undefined, requestId: 0, callId: '', epoch: 0, body: NO_BYTES };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.principal = readPrincipal(r, r.uint32() + r.pos); break;
      case 16: m.requestId = r.uint32(); break;
      case 26: m.callId = r.string(); break;
      case 32: m.epoch = r.uint32(); break;
      case 42: m.body = r.bytes().slice(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'RelayedRequest');
}

export function fromRelayedRequest(value: unknown): RelayedRequest {
  const o = json.object(value);
  return {
    principal: o['principal'] === undefined ? undefined : fromPrincipal(o['principal']),
    requestId: json.number(o['requestId']),
    callId: json.text(o['callId']),
    epoch: json.number(o['epoch']),
    body: json.bytes(o['body']),
  };
}

export const RelayedRequest: Codec<RelayedRequest, RelayedRequestInit> = codec(writeRelayedRequest, readRelayedRequest, fromRelayedRequest);

export interface RelayedReply {
  result:
    | { readonly case: 'body'; readonly value: Uint8Array }
    | { readonly case: 'fault'; readonly value: Fault }
    | undefined;
}

/** What RelayedReply.encode takes: absent fields are their zero value. */
export interface RelayedReplyInit {
  readonly result?:
    | { readonly case: 'body'; readonly value: Uint8Array }
    | { readonly case: 'fault'; readonly value: FaultInit }
    | undefined;
}

export function writeRelayedReply(m: RelayedReplyInit, w: Writer): Writer {
  switch (m.result?.case) {
    case 'body': w.uint32(10).bytes(m.result.value); break;
    case 'fault': writeFault(m.result.value, w.uint32(18).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readRelayedReply(r: Reader, end: number): RelayedReply {
  const m: RelayedReply = { result: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.result = { case: 'body', value: r.bytes().slice() }; break;
      case 18: m.result = { case: 'fault', value: readFault(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'RelayedReply');
}

export function fromRelayedReply(value: unknown): RelayedReply {
  const o = json.object(value);
  return {
    result: json.choice<NonNullable<RelayedReply['result']>>(o['result'], {
      body: (v) => ({ case: 'body', value: json.bytes(v) }) as const,
      fault: (v) => ({ case: 'fault', value: fromFault(v) }) as const,
    }),
  };
}

export const RelayedReply: Codec<RelayedReply, RelayedReplyInit> = codec(writeRelayedReply, readRelayedReply, fromRelayedReply);

/** Published on a session's subject; its edge forwards it in order. With `held`
 * it is edges among themselves, and nothing goes to the client. */
export interface SessionPush {
  /** A push with the same key that still waits to be sent is dropped for this one
   * (presence, speaker, scores). Empty = never coalesced, never dropped. */
  coalesceKey: string;
  /** The edge closes the session after sending this (signed in elsewhere, token revoked). */
  closeWith: Fault | undefined;
  sourceId: string;
  sourceSeq: number;
  held: SessionHeld | undefined;
  source:
    | { readonly case: 'control'; readonly value: Uint8Array }
    | { readonly case: 'media'; readonly value: Uint8Array }
    | undefined;
}

/** What SessionPush.encode takes: absent fields are their zero value. */
export interface SessionPushInit {
  readonly coalesceKey?: string | undefined;
  readonly closeWith?: FaultInit | undefined;
  readonly sourceId?: string | undefined;
  readonly sourceSeq?: number | undefined;
  readonly held?: SessionHeldInit | undefined;
  readonly source?:
    | { readonly case: 'control'; readonly value: Uint8Array }
    | { readonly case: 'media'; readonly value: Uint8Array }
    | undefined;
}

export function writeSessionPush(m: SessionPushInit, w: Writer): Writer {
  if (m.coalesceKey !== undefined && m.coalesceKey !== '') w.uint32(26).string(m.coalesceKey);
  if (m.closeWith !== undefined) writeFault(m.closeWith, w.uint32(34).fork()).ldelim();
  if (m.sourceId !== undefined && m.sourceId !== '') w.uint32(42).string(m.sourceId);
  if (m.sourceSeq !== undefined && m.sourceSeq !== 0) w.uint32(48).uint32(m.sourceSeq);
  if (m.held !== undefined) writeSessionHeld(m.held, w.uint32(58).fork()).ldelim();
  switch (m.source?.case) {
    case 'control': w.uint32(10).bytes(m.source.value); break;
    case 'media': w.uint32(18).bytes(m.source.value); break;
    case undefined: break;
  }
  return w;
}

export function readSessionPush(r: Reader, end: number): SessionPush {
  const m: SessionPush = { coalesceKey: '', closeWith: undefined, sourceId: '', sourceSeq: 0, held: undefined, source: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 26: m.coalesceKey = r.string(); break;
      case 34: m.closeWith = readFault(r, r.uint32() + r.pos); break;
      case 42: m.sourceId = r.string(); break;
      case 48: m.sourceSeq = r.uint32(); break;
      case 58: m.held = readSessionHeld(r, r.uint32() + r.pos); break;
      case 10: m.source = { case: 'control', value: r.bytes().slice() }; break;
      case 18: m.source = { case: 'media', value: r.bytes().slice() }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'SessionPush');
}

export function fromSessionPush(value: unknown): SessionPush {
  const o = json.object(value);
  return {
    coalesceKey: json.text(o['coalesceKey']),
    closeWith: o['closeWith'] === undefined ? undefined : fromFault(o['closeWith']),
    sourceId: json.text(o['sourceId']),
    sourceSeq: json.number(o['sourceSeq']),
    held: o['held'] === undefined ? undefined : fromSessionHeld(o['held']),
    source: json.choice<NonNullable<SessionPush['source']>>(o['source'], {
      control: (v) => ({ case: 'control', value: json.bytes(v) }) as const,
      media: (v) => ({ case: 'media', value: json.bytes(v) }) as const,
    }),
  };
}

export const SessionPush: Codec<SessionPush, SessionPushInit> = codec(writeSessionPush, readSessionPush, fromSessionPush);

/** Published once for many sessions (subjects.shared): each edge brings it to those of
 * them that it holds, as if it had come as a SessionPush on the subject of each. */
export interface SharedPush {
  /** As in SessionPush. */
  coalesceKey: string;
  sourceId: string;
  /** Whom it is for, at most 1,000. */
  sessionIds: string[];
  /** The source's count of its pushes to each of them, in the same order. */
  sourceSeqs: number[];
  /** An edge's own mark, by which it knows when it has read what was published before; it is for nobody. */
  readingId: string;
  source:
    | { readonly case: 'control'; readonly value: Uint8Array }
    | { readonly case: 'media'; readonly value: Uint8Array }
    | undefined;
}

/** What SharedPush.encode takes: absent fields are their zero value. */
export interface SharedPushInit {
  readonly coalesceKey?: string | undefined;
  readonly sourceId?: string | undefined;
  readonly sessionIds?: readonly string[] | undefined;
  readonly sourceSeqs?: readonly number[] | undefined;
  readonly readingId?: string | undefined;
  readonly source?:
    | { readonly case: 'control'; readonly value: Uint8Array }
    | { readonly case: 'media'; readonly value: Uint8Array }
    | undefined;
}

export function writeSharedPush(m: SharedPushInit, w: Writer): Writer {
  if (m.coalesceKey !== undefined && m.coalesceKey !== '') w.uint32(26).string(m.coalesceKey);
  if (m.sourceId !== undefined && m.sourceId !== '') w.uint32(34).string(m.sourceId);
  for (const v of m.sessionIds ?? []) w.uint32(42).string(v);
  if (m.sourceSeqs !== undefined && m.sourceSeqs.length > 0) {
    w.uint32(50).fork();
    for (const v of m.sourceSeqs) w.uint32(v);
    w.ldelim();
  }
  if (m.readingId !== undefined && m.readingId !== '') w.uint32(58).string(m.readingId);
  switch (m.source?.case) {
    case 'control': w.uint32(10).bytes(m.source.value); break;
    case 'media': w.uint32(18).bytes(m.source.value); break;
    case undefined: break;
  }
  return w;
}

export function readSharedPush(r: Reader, end: number): SharedPush {
  const m: SharedPush = { coalesceKey: '', sourceId: '', sessionIds: [], sourceSeqs: [], readingId: '', source: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 26: m.coalesceKey = r.string(); break;
      case 34: m.sourceId = r.string(); break;
      case 42: m.sessionIds.push(r.string()); break;
      case 48: m.sourceSeqs.push(r.uint32()); break;
      case 50: { const stop = r.uint32() + r.pos; while (r.pos < stop) m.sourceSeqs.push(r.uint32()); break; }
      case 58: m.readingId = r.string(); break;
      case 10: m.source = { case: 'control', value: r.bytes().slice() }; break;
      case 18: m.source = { case: 'media', value: r.bytes().slice() }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'SharedPush');
}

export function fromSharedPush(value: unknown): SharedPush {
  const o = json.object(value);
  return {
    coalesceKey: json.text(o['coalesceKey']),
    sourceId: json.text(o['sourceId']),
    sessionIds: json.list(o['sessionIds']).map((v) => json.text(v)),
    sourceSeqs: json.list(o['sourceSeqs']).map((v) => json.number(v)),
    readingId: json.text(o['readingId']),
    source: json.choice<NonNullable<SharedPush['source']>>(o['source'], {
      control: (v) => ({ case: 'control', value: json.bytes(v) }) as const,
      media: (v) => ({ case: 'media', value: json.bytes(v) }) as const,
    }),
  };
}

export const SharedPush: Codec<SharedPush, SharedPushInit> = codec(writeSharedPush, readSharedPush, fromSharedPush);

export type Holding = 'unspecified' | 'reading' | 'taken' | 'over';

export const HoldingNumber: Readonly<Record<Holding, number>> = {
  'unspecified': 0,
  'reading': 1,
  'taken': 2,
  'over': 3,
};

export const HoldingText: Readonly<Record<number, Holding>> = {
  0: 'unspecified',
  1: 'reading',
  2: 'taken',
  3: 'over',
};

/** Who holds a session, said by that edge. */
export interface SessionHeld {
  /** An edge and one life of it, as in source_id. */
  holderId: string;
  holding: Holding;
  /** The latest resume token that the client has shown to have: they count from 1 within the session. */
  generation: number;
  /** Names this reading among the holder's own; empty for the others. */
  readingId: string;
}

/** What SessionHeld.encode takes: absent fields are their zero value. */
export interface SessionHeldInit {
  readonly holderId?: string | undefined;
  readonly holding?: Holding | undefined;
  readonly generation?: number | undefined;
  readonly readingId?: string | undefined;
}

export function writeSessionHeld(m: SessionHeldInit, w: Writer): Writer {
  if (m.holderId !== undefined && m.holderId !== '') w.uint32(10).string(m.holderId);
  if (m.holding !== undefined && m.holding !== 'unspecified') w.uint32(16).int32(HoldingNumber[m.holding]);
  if (m.generation !== undefined && m.generation !== 0) w.uint32(24).uint32(m.generation);
  if (m.readingId !== undefined && m.readingId !== '') w.uint32(34).string(m.readingId);
  return w;
}

export function readSessionHeld(r: Reader, end: number): SessionHeld {
  const m: SessionHeld = { holderId: '', holding: 'unspecified', generation: 0, readingId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.holderId = r.string(); break;
      case 16: m.holding = (HoldingText[r.int32()] ?? 'unspecified'); break;
      case 24: m.generation = r.uint32(); break;
      case 34: m.readingId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'SessionHeld');
}

export function fromSessionHeld(value: unknown): SessionHeld {
  const o = json.object(value);
  return {
    holderId: json.text(o['holderId']),
    holding: json.oneOf(HoldingNumber, o['holding']),
    generation: json.number(o['generation']),
    readingId: json.text(o['readingId']),
  };
}

export const SessionHeld: Codec<SessionHeld, SessionHeldInit> = codec(writeSessionHeld, readSessionHeld, fromSessionHeld);

/** An edge's answer to whether it holds a session. No bytes: it does, and says no more. */
export interface SessionStanding {
  /** For how long the client has been away, or has not answered since it was first asked for a sign of life; 0 = it is there,
   * as far as the edge knows. The question itself asks for one. */
  silentMs: number;
}

/** What SessionStanding.encode takes: absent fields are their zero value. */
export interface SessionStandingInit {
  readonly silentMs?: number | undefined;
}

export function writeSessionStanding(m: SessionStandingInit, w: Writer): Writer {
  if (m.silentMs !== undefined && m.silentMs !== 0) w.uint32(8).uint32(m.silentMs);
  return w;
}

export function readSessionStanding(r: Reader, end: number): SessionStanding {
  const m: SessionStanding = { silentMs: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.silentMs = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'SessionStanding');
}

export function fromSessionStanding(value: unknown): SessionStanding {
  const o = json.object(value);
  return {
    silentMs: json.number(o['silentMs']),
  };
}

export const SessionStanding: Codec<SessionStanding, SessionStandingInit> = codec(writeSessionStanding, readSessionStanding, fromSessionStanding);

/** Published once when a session has ended for good. */
export interface SessionGone {
  sessionId: string;
  subjectId: string;
  role: Role;
  /** "bye": its client wished it. "refused": its client may not go on, with no other session either. Of the others it may come back with
   * another one: "timeout" (away for too long), "replaced" (by another of the same subject), "dropped" (the edge could not keep it). */
  reason: string;
}

/** What SessionGone.encode takes: absent fields are their zero value. */
export interface SessionGoneInit {
  readonly sessionId?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly role?: Role | undefined;
  readonly reason?: string | undefined;
}

export function writeSessionGone(m: SessionGoneInit, w: Writer): Writer {
  if (m.sessionId !== undefined && m.sessionId !== '') w.uint32(10).string(m.sessionId);
  if (m.subjectId !== undefined && m.subjectId !== '') w.uint32(18).string(m.subjectId);
  if (m.role !== undefined && m.role !== 'unspecified') w.uint32(24).int32(RoleNumber[m.role]);
  if (m.reason !== undefined && m.reason !== '') w.uint32(34).string(m.reason);
  return w;
}

export function readSessionGone(r: Reader, end: number): SessionGone {
  const m: SessionGone = { sessionId: '', subjectId: '', role: 'unspecified', reason: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.sessionId = r.string(); break;
      case 18: m.subjectId = r.string(); break;
      case 24: m.role = (RoleText[r.int32()] ?? 'unspecified'); break;
      case 34: m.reason = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'SessionGone');
}

export function fromSessionGone(value: unknown): SessionGone {
  const o = json.object(value);
  return {
    sessionId: json.text(o['sessionId']),
    subjectId: json.text(o['subjectId']),
    role: json.oneOf(RoleNumber, o['role']),
    reason: json.text(o['reason']),
  };
}

export const SessionGone: Codec<SessionGone, SessionGoneInit> = codec(writeSessionGone, readSessionGone, fromSessionGone);
