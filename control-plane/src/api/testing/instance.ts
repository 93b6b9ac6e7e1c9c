import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Bus,
  type CallSummary,
  type Directory,
  type FactRecord,
  Mesh,
  type MeshInit,
  silentLog,
  systemClock,
  uuidIds,
  WeftError,
} from '@weft/proto';
import { EtcdDirectory } from '@weft/proto/node';
import { Registry } from 'prom-client';
import { Accounts } from '../../channels/accounts/accounts.ts';
import { Sealer } from '../../channels/accounts/sealer.ts';
import { allKinds } from '../../channels/all-kinds.ts';
import { quietChannels } from '../../channels/testing/quiet-channels.ts';
import { readConfig } from '../../config.ts';
import { AttachmentFolder } from '../../conversations/attachment-folder.ts';
import { Attachments } from '../../conversations/attachments.ts';
import { KeptTimelines } from '../../conversations/kept-timelines.ts';
import { ServiceDay } from '../../facts/service-day.ts';
import { WatchedIntents } from '../../intents/watched-intents.ts';
import type { OrderSource } from '../../orders/order-source.ts';
import type { ApiOptions, MeshQueries, WaitingPiece } from '../../ports.ts';
import { WatchedPeople } from '../../registry/people.ts';
import { WatchedRules } from '../../routing/watched-rules.ts';
import { openStore } from '../../store/open.ts';
import type { Store } from '../../store/store.ts';
import { Poster } from '../../webhooks/poster.ts';
import { startApi } from '../index.ts';

/** The people every instance under test is seeded with. */
export const PEOPLE = [
  { login: 'anna', name: 'Anna', role: 'agent', password: 'anna-password' },
  { login: 'ops@example.com', name: 'Olga', role: 'operator', password: 'olga-password' },
  { login: 'mei', name: 'Mei', role: 'admin', password: 'mei-password' },
  { login: 'sun', name: 'Sun', role: 'supervisor', password: 'sun-password' },
] as const;

const quietBus: Bus = {
  publish: () => undefined,
  request: () => Promise.reject(new WeftError('NO_RESPONDER')),
  subscribe: () => ({ unsubscribe: () => undefined, [Symbol.dispose]: () => undefined }),
  flush: () => Promise.resolve(),
  connected: true,
  onConnected: () => ({ [Symbol.dispose]: () => undefined }),
  [Symbol.asyncDispose]: () => Promise.resolve(),
};

/** A mesh that stands still, and remembers what it was told to drain. */
export class StillMesh implements MeshQueries {
  readonly drained: string[] = [];
  readonly #mesh: Mesh;

  constructor(mesh: MeshInit) {
    this.#mesh = Mesh.create(mesh);
  }

  mesh = (): Mesh => this.#mesh;
  calls = (): Mesh['calls'] => this.#mesh.calls;
  /** Every call is of a conversation named like it. */
  conversationOf = (callId: string): string => `conversation-of-${callId}`;
  nodes = (): Mesh['nodes'] => this.#mesh.nodes;
  edges = (): ReturnType<MeshQueries['edges']> =>
    this.#mesh.edges.map((edge) => ({ ...edge, version: '', hearsShared: true }));

  drain(nodeId: string, on: boolean): Promise<void> {
    if (!this.#mesh.nodes.some((node) => node.nodeId === nodeId))
      return Promise.reject(new WeftError('NODE_NOT_FOUND'));
    this.drained.push(`${nodeId} ${on ? 'on' : 'off'}`);
    return Promise.resolve();
  }
}

/** Nothing has happened yet. */
const noFacts = { replay: async function* (): AsyncGenerator<FactRecord> {} };

/** One API under test. */
export interface Instance extends AsyncDisposable {
  readonly url: string;
  readonly mesh: StillMesh;
  readonly directory: Directory;
  readonly keyFile: string;
  readonly store: Store;
  /** Where everything of it is. */
  readonly folder: string;
  /** What `ready` answers; undefined = ready. */
  unready: string | undefined;
  /** What waits. */
  waiting: readonly WaitingPiece[];
  /** Calls of the day by agent. */
  readonly history: Map<string, readonly CallSummary[]>;
  /** What becomes of what is to be done with conversations. */
  serve: ApiOptions['serve'];
  /** Whose saved filters desks were told to ask for, oldest first. */
  readonly filterNews: string[];
  /** How often desks were told that fields are others. */
  fieldNews: number;
}

/** Starts an API with a folder, a key and pages of its own, on the given etcd. `env` adds settings. */
export async function startInstance(
  etcdUrl: string,
  env: Readonly<Record<string, string>> = {},
  orders?: OrderSource,
): Promise<Instance> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'weft-api-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const agentsFile = join(folder, 'people.json');
  await writeFile(agentsFile, JSON.stringify({ people: PEOPLE }));
  const pagesDir = join(folder, 'pages');
  for (const page of ['shop', 'desk', 'ops', 'admin', 'widget']) {
    await mkdir(join(pagesDir, page), { recursive: true });
    await writeFile(join(pagesDir, page, 'index.html'), `<title>${page}</title>`);
  }
  await mkdir(join(pagesDir, 'assets'));
  await writeFile(join(pagesDir, 'assets', 'desk-1a2b.js'), '0;');
  await writeFile(join(pagesDir, 'loader.js'), '0;');
  await writeFile(join(pagesDir, '.stamp'), 'secret');

  const keyFile = join(folder, 'keys', 'key.json');
  const config = readConfig({
    WEFT_CONTROL_ID: 'control-1',
    WEFT_CONTROL_HTTP_PORT: '0',
    WEFT_CONTROL_KEY_FILE: keyFile,
    WEFT_CONTROL_PAGES_DIR: pagesDir,
    WEFT_CONTROL_AGENTS_FILE: agentsFile,
    WEFT_CONTROL_STORE: 'none',
    ...env,
  });
  const log = silentLog;
  const clock = systemClock;
  const directory = stack.use(
    await EtcdDirectory.create({ endpoints: etcdUrl, leaseTtlMs: 5_000, log, clock }),
  );
  const people = stack.use(await WatchedPeople.create({ directory, clock, log }));
  const store = stack.use(await openStore({ config, directory, log, clock }));
  const sealer = new Sealer([new Uint8Array(32)]);
  const accounts = stack.use(
    await Accounts.create({
      directory,
      kinds: allKinds({ fetcher: fetch, clock, log, publicUrl: '' }),
      sealer,
      log,
    }),
  );
  const attachmentFolder = await AttachmentFolder.create(join(folder, 'attachments'), config.scanner, log);
  const timelines = new KeptTimelines(store);
  const attachments = stack.use(
    new Attachments({
      ...{ store: timelines, folder: attachmentFolder, maxBytes: config.maxAttachmentBytes },
      ...{ clock, ids: uuidIds, log },
    }),
  );
  const rules = stack.use(await WatchedRules.create({ directory, log }));
  const serviceDay = stack.use(
    new ServiceDay({
      ...{ facts: noFacts, bus: quietBus, clock, log, timeZone: 'UTC' },
      defaultQueueId: () => 'default',
    }),
  );
  const modelFile = join(folder, 'intent-model');
  const intents = stack.use(
    await WatchedIntents.create({ directory, log, modelFile, after: Promise.resolve() }),
  );
  const mesh = new StillMesh({
    nodes: [{ nodeId: 'eu-1', region: 'eu', state: 'active', workers: 1, load: { cpu: 0.25 } }],
    edges: [
      { edgeId: 'eu-edge-1', region: 'eu', url: 'ws://127.0.0.1:7101/v1/signal' },
      { edgeId: 'eu-edge-2', region: 'eu', url: 'ws://127.0.0.1:7103/v1/signal', draining: true },
    ],
    calls: [
      {
        ...{
          callId: 'call-1',
          kind: 'video',
          stage: 'active',
          epoch: 1,
          homeNodeId: 'eu-1',
          answeredAtMs: 1,
        },
        legs: [
          { participant: { participantId: 'participant-1', role: 'customer', displayName: 'Guest' } },
          { participant: { participantId: 'participant-2', role: 'agent', displayName: 'Anna' } },
        ],
      },
    ],
  });
  const instance: Pick<Instance, 'unready' | 'waiting' | 'filterNews' | 'fieldNews' | 'serve' | 'history'> = {
    serve: () => Promise.reject(new WeftError('UNAVAILABLE')),
    ...{ unready: undefined, waiting: [], filterNews: [], fieldNews: 0, history: new Map() },
  };
  const ready = (): string | undefined => instance.unready;
  const registry = new Registry();
  const api = stack.use(
    await startApi({
      config,
      directory,
      bus: quietBus,
      mesh,
      people,
      store,
      attachments,
      channels: quietChannels({ accounts, store, bus: quietBus, clock, log }),
      orders,
      webhooks: { sealer, poster: new Poster({ clock, ownNetwork: config.webhooksOwnNetwork }) },
      intents,
      waitingWork: { why: () => Promise.resolve(instance.waiting) },
      serve: (who, command) => instance.serve(who, command),
      filtersChanged: (ownerId) => instance.filterNews.push(ownerId),
      fieldsChanged: () => {
        instance.fieldNews += 1;
      },
      rules,
      history: { of: (agentId) => instance.history.get(agentId) ?? [] },
      serviceDay,
      facts: noFacts,
      registry,
      ready,
      log,
      clock,
      ids: uuidIds,
    }),
  );
  // A test asks at once, and is answered that the store is away while a server has only just begun.
  if (config.databaseUrl !== '' || config.store === 'memory') await store.opened();
  const owned = stack.move();
  return Object.assign(instance, {
    ...{ url: `http://127.0.0.1:${api.port}`, mesh, directory, keyFile, store, folder },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  });
}
