import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CallRecord,
  type Clock,
  type FactRecord,
  type Ids,
  keys,
  OwnerRecord,
  type Role,
  silentLog,
  systemClock,
  uuidIds,
} from '@weft/proto';
import { EtcdDirectory, JetStreamFacts, NatsBus } from '@weft/proto/node';
import { startEtcd, startNats, type TestServer } from '@weft/proto/testing';
import type { Kind } from '../../channels/kinds.ts';
import { readConfig } from '../../config.ts';
import { startControl } from '../../main.ts';
import type { Api } from '../../ports.ts';
import { ControlProcess } from './control-process.ts';
import { FakeClient } from './fake-client.ts';
import { FakeNode } from './fake-node.ts';

/** The default stack's nodes. */
const NODES = [
  ['eu-1', 'eu'],
  ['eu-2', 'eu'],
  ['ap-1', 'ap'],
  ['ap-2', 'ap'],
] as const;

/** A mesh with real nats-server and etcd, fake media nodes, and as many control planes as a test starts. */
export class FakeMesh implements AsyncDisposable {
  readonly nats: TestServer;
  readonly etcd: TestServer;
  readonly bus: NatsBus;
  readonly directory: EtcdDirectory;
  readonly facts: JetStreamFacts;
  readonly nodes = new Map<string, FakeNode>();
  /** What nodes opened and closed, in order. */
  readonly order: string[] = [];
  readonly folder: string;
  readonly #controls = new Set<Api>();
  readonly #processes = new Set<ControlProcess>();
  #sessions = 0;

  private constructor(parts: {
    nats: TestServer;
    etcd: TestServer;
    bus: NatsBus;
    directory: EtcdDirectory;
    facts: JetStreamFacts;
    folder: string;
  }) {
    this.nats = parts.nats;
    this.etcd = parts.etcd;
    this.bus = parts.bus;
    this.directory = parts.directory;
    this.facts = parts.facts;
    this.folder = parts.folder;
  }

  static async start(
    nodes: readonly (readonly [nodeId: string, region: string])[] = NODES,
    /** Of the nodes' records. */
    leaseTtlMs = 60_000,
  ): Promise<FakeMesh> {
    const [nats, etcd] = await Promise.all([startNats(), startEtcd()]);
    const log = silentLog;
    const bus = await NatsBus.create({ servers: nats.url, name: 'test', log });
    const directory = await EtcdDirectory.create({
      endpoints: etcd.url,
      leaseTtlMs,
      log,
      clock: systemClock,
    });
    const facts = await JetStreamFacts.create({ bus, log, clock: systemClock });
    const folder = await mkdtemp(join(tmpdir(), 'weft-control-'));
    const mesh = new FakeMesh({ nats, etcd, bus, directory, facts, folder });
    for (const [nodeId, region] of nodes) await mesh.startNode(nodeId, region);
    return mesh;
  }

  async startNode(nodeId: string, region: string): Promise<FakeNode> {
    const { bus, directory, order } = this;
    const node = await FakeNode.start({ nodeId, region, bus, directory, order });
    this.nodes.set(nodeId, node);
    return node;
  }

  /** Settings of an instance; `env` are WEFT_CONTROL_* without the prefix, and DATABASE_URL. */
  environment(id: string, env: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
    const { DATABASE_URL = '', ...settings } = env;
    return {
      DATABASE_URL,
      WEFT_NATS_URL: this.nats.url,
      WEFT_ETCD_URL: this.etcd.url,
      WEFT_CONTROL_ID: id,
      WEFT_CONTROL_HTTP_PORT: '0',
      WEFT_CONTROL_KEY_FILE: join(this.folder, `${id}.json`),
      WEFT_CONTROL_REQUESTS_PER_SECOND: '1000',
      WEFT_CONTROL_REQUEST_BURST: '1000',
      WEFT_CONTROL_LEASE_TTL_MS: '60000',
      WEFT_CONTROL_STORE: 'none',
      WEFT_CONTROL_CHANNEL_KEY_FILE: join(this.folder, 'channel-keys'),
      WEFT_CONTROL_ATTACHMENTS_DIR: join(this.folder, 'attachments'),
      WEFT_CONTROL_INTENT_MODEL_FILE: join(this.folder, 'intent-model'),
      ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [`WEFT_CONTROL_${name}`, value])),
    };
  }

  /** An instance in a process of its own. */
  async spawnControl(id: string, env: Readonly<Record<string, string>> = {}): Promise<ControlProcess> {
    const control = await ControlProcess.start(this.environment(id, env));
    this.#processes.add(control);
    return control;
  }

  /** An instance in this process. */
  async startControl(
    id = 'control-1',
    env: Readonly<Record<string, string>> = {},
    ids: Ids = uuidIds,
    moreKinds: readonly Kind[] = [],
    clock: Clock = systemClock,
  ): Promise<Api> {
    const config = readConfig(this.environment(id, env));
    const control = await startControl(config, { log: silentLog, clock, ids, moreKinds });
    this.#controls.add(control);
    return control;
  }

  async stopControl(control: Api): Promise<void> {
    this.#controls.delete(control);
    await control[Symbol.asyncDispose]();
  }

  /** A page with a session of its own. */
  client(subjectId: string, role: Role, region = 'eu'): FakeClient {
    this.#sessions += 1;
    return new FakeClient(this.bus, { sessionId: `session-${this.#sessions}`, subjectId, role, region });
  }

  /** A call's record as etcd has it; undefined when it is gone. */
  async record(callId: string): Promise<CallRecord | undefined> {
    const entry = await this.directory.get(keys.call(callId));
    return entry === undefined ? undefined : CallRecord.fromJson(entry.value);
  }

  /** The instance that owns a call; undefined = none. */
  async ownerOf(callId: string): Promise<string | undefined> {
    const entry = await this.directory.get(keys.callOwner(callId));
    return entry === undefined ? undefined : OwnerRecord.fromJson(entry.value).instanceId;
  }

  /** All facts so far, oldest first. */
  async factsSoFar(): Promise<readonly FactRecord[]> {
    const facts: FactRecord[] = [];
    for await (const fact of this.facts.replay(0)) facts.push(fact);
    return facts;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const controls = [...this.#controls, ...this.#processes];
    await Promise.all(controls.map((control) => control[Symbol.asyncDispose]()));
    for (const node of this.nodes.values()) await node[Symbol.asyncDispose]();
    await this.facts[Symbol.asyncDispose]();
    await this.directory[Symbol.asyncDispose]();
    await this.bus[Symbol.asyncDispose]();
    await Promise.all([this.nats[Symbol.asyncDispose](), this.etcd[Symbol.asyncDispose]()]);
    await rm(this.folder, { recursive: true, force: true });
  }
}
