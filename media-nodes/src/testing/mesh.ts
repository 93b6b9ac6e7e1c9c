import {
  type Bus,
  type Directory,
  fromFault,
  keys,
  type Log,
  NodeRecord,
  NodeReply,
  NodeRequest,
  type NodeRequestInit,
  type OpenRoomInit,
  type RoomPlaceInit,
  type RoomSeatInit,
  type RtpCapabilities,
  SessionGone,
  silentLog,
  subjects,
  systemClock,
  uuidIds,
} from '@weft/proto';
import { EtcdDirectory, NatsBus } from '@weft/proto/node';
import { startEtcd, startNats, type TestServer } from '@weft/proto/testing';
import { workerPath } from '../../worker/locate.mjs';
import { MediasoupEngine } from '../adapters/mediasoup/engine.ts';
import { type NodeConfig, type RunningNode, startNode } from '../main.ts';
import { TestClient } from './client.ts';
import { PlainEngine } from './plain-engine.ts';

type Result = NonNullable<NodeReply['result']>;

export interface TestNode extends AsyncDisposable {
  readonly nodeId: string;
  readonly region: string;
  readonly probePort: number;
}

/** A seat as tests name it: the participant's id is also its subject. */
export const seatOf = (participantId: string, region = 'eu'): RoomSeatInit => ({
  participant: { participantId, role: 'customer', displayName: participantId, region },
  sessionId: `session-${participantId}`,
  subjectId: `subject-${participantId}`,
});

/** A real nats-server and etcd, and media nodes over them whose clients speak plain RTP. */
export class TestMesh implements AsyncDisposable {
  readonly bus: Bus;
  readonly directory: Directory;
  readonly nats: TestServer;
  readonly etcd: TestServer;
  readonly #log: Log;
  readonly #stack: AsyncDisposableStack;
  #capabilities: RtpCapabilities | undefined;

  private constructor(
    nats: TestServer,
    etcd: TestServer,
    bus: Bus,
    directory: Directory,
    log: Log,
    stack: AsyncDisposableStack,
  ) {
    this.nats = nats;
    this.etcd = etcd;
    this.bus = bus;
    this.directory = directory;
    this.#log = log;
    this.#stack = stack;
  }

  static async create(log: Log = silentLog): Promise<TestMesh> {
    await using stack = new AsyncDisposableStack();
    const [nats, etcd] = await Promise.all([startNats(), startEtcd()]);
    stack.use(nats);
    stack.use(etcd);
    const bus = stack.use(await NatsBus.create({ servers: nats.url, name: 'test', log }));
    const directory = stack.use(
      await EtcdDirectory.create({ endpoints: etcd.url, leaseTtlMs: 5_000, log, clock: systemClock }),
    );
    return new TestMesh(nats, etcd, bus, directory, log, stack.move());
  }

  /** A node with one worker. It ends with the mesh, or when disposed. */
  async node(nodeId: string, region: string, config: Partial<NodeConfig> = {}): Promise<TestNode> {
    const engine = new PlainEngine(new MediasoupEngine({ workerBin: workerPath(), log: this.#log }));
    const running: RunningNode = await startNode(
      {
        ...{ natsUrl: this.nats.url, etcdUrl: this.etcd.url, logLevel: 'silent', nodeId, region },
        ...{ hostName: nodeId, listenIp: '127.0.0.1', announcedAddress: undefined, rtcPort: 0 },
        ...{ pipeAddress: '127.0.0.1', workers: 1, probePort: 0, leaseTtlMs: 2_000 },
        ...config,
      },
      { log: this.#log, clock: systemClock, ids: uuidIds, engine },
    );
    this.#capabilities = (await this.record(nodeId))?.routerCapabilities;
    let ended: Promise<void> | undefined;
    const node: TestNode = {
      ...{ nodeId, region, probePort: running.probePort },
      [Symbol.asyncDispose]: () => (ended ??= Promise.resolve(running[Symbol.asyncDispose]())),
    };
    return this.#stack.use(node);
  }

  /** The node's record in etcd. */
  async record(nodeId: string): Promise<NodeRecord | undefined> {
    const entry = await this.directory.get(keys.node(nodeId));
    return entry === undefined ? undefined : NodeRecord.fromJson(entry.value);
  }

  /** Asks a node; throws the WeftError it answers with. */
  async ask(nodeId: string, body: NonNullable<NodeRequestInit['body']>): Promise<Result> {
    const bytes = await this.bus.request(subjects.node(nodeId), NodeRequest.encode({ body }), {
      timeoutMs: 5_000,
    });
    const { result } = NodeReply.decode(bytes);
    if (result === undefined) throw new Error('no result');
    if (result.case === 'fault') throw fromFault(result.value);
    return result;
  }

  /** Opens the call's room at every one of its places. */
  async open(
    call: OpenRoomInit & { readonly callId: string; readonly places: readonly RoomPlaceInit[] },
  ): Promise<void> {
    for (const place of call.places)
      await this.ask(place.nodeId ?? '', { case: 'openRoom', value: { epoch: 1, ...call } });
  }

  async close(callId: string, nodeIds: readonly string[], epoch = 1): Promise<void> {
    for (const nodeId of nodeIds)
      await this.ask(nodeId, { case: 'closeRoom', value: { callId, epoch, cause: 'agent-hung-up' } });
  }

  /** A participant's client. */
  client(
    participantId: string,
    at: {
      readonly nodeId: string;
      readonly callId: string;
      readonly epoch?: number;
      readonly sessionId?: string;
    },
  ): TestClient {
    return this.#stack.use(
      new TestClient(this.bus, participantId, { epoch: 1, capabilities: this.#capabilities, ...at }),
    );
  }

  /** A client's session ends for good, as its edge says. */
  endSession({ principal }: TestClient, reason: 'bye' | 'timeout'): void {
    const { sessionId, subjectId, role } = principal;
    const gone = { sessionId, subjectId, role, reason };
    this.bus.publish(subjects.sessionGone(sessionId), SessionGone.encode(gone));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }
}
