import { accessSync, constants } from 'node:fs';
import {
  type Clock,
  type Ids,
  type Log,
  pushSource,
  type RtpCapabilitiesInit,
  rtp,
  subjects,
  systemClock,
  uuidIds,
  WEFT_VERSION,
  WorkerDied,
} from '@weft/proto';
import { ConfigError, createLog, EtcdDirectory, NatsBus, ProbeServer, runMain } from '@weft/proto/node';
import { workerPath } from '../worker/locate.mjs';
import { MediasoupEngine } from './adapters/mediasoup/engine.ts';
import { type NodeConfig, readConfig } from './config.ts';
import { askOver } from './core/ask.ts';
import { startBeats } from './core/beat.ts';
import { ROUTER_CODECS } from './core/codecs.ts';
import { LoadMeter } from './core/load.ts';
import { createMetrics } from './core/metrics.ts';
import { NodeRequests } from './core/node-requests.ts';
import { tellOwnerOver } from './core/owner.ts';
import { Pulse } from './core/pulse.ts';
import { Reconciler } from './core/reconciler.ts';
import { type NodeRegistration, register } from './core/register.ts';
import { MediaRequests } from './core/requests.ts';
import { Rooms } from './core/rooms.ts';
import { Sessions } from './core/sessions.ts';
import { followSessions } from './core/sessions-gone.ts';
import { Watchdog } from './core/watchdog.ts';
import { Workers } from './core/workers.ts';
import type { Engine } from './ports.ts';

export type { NodeConfig } from './config.ts';

/** What a node takes from outside, so that tests can give their own. */
export interface NodeParts {
  readonly log: Log;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Undefined = mediasoup. */
  readonly engine?: Engine;
}

export interface RunningNode extends AsyncDisposable {
  readonly nodeId: string;
  /** Where health and metrics are served. */
  readonly probePort: number;
}

/**
 * Starts a media node: workers first, so that it is registered only when it can
 * carry a room. Disposing closes every room, takes the record away and ends the
 * workers. Throws ConfigError or WeftError with one sentence.
 */
export async function startNode(config: NodeConfig, parts: NodeParts): Promise<RunningNode> {
  const { clock, ids } = parts;
  const { nodeId, region } = config;
  const log = parts.log.child({ nodeId });
  await using stack = new AsyncDisposableStack();
  const engine = parts.engine ?? new MediasoupEngine({ workerBin: requireWorker(), log });
  const bus = stack.use(await NatsBus.create({ servers: config.natsUrl, name: nodeId, log }));
  const workers = stack.use(
    await Workers.create({
      ...{ engine, clock, log, codecs: ROUTER_CODECS, count: config.workers },
      died: (callIds) => bus.publish(subjects.workerDied(nodeId), WorkerDied.encode({ nodeId, callIds })),
      ...{ listenIp: config.listenIp, announcedAddress: config.announcedAddress, firstPort: config.rtcPort },
    }),
  );
  const directory = stack.use(
    await EtcdDirectory.create({ endpoints: config.etcdUrl, leaseTtlMs: config.leaseTtlMs, log, clock }),
  );
  stack.use(new Watchdog({ alive: () => workers.alive, clock, log }));
  const sessions = new Sessions();
  const node = {
    ...{ nodeId, region, listenIp: config.listenIp, pipeAddress: config.pipeAddress },
    pushSource: pushSource(nodeId, clock.now()),
  };
  const pulse = stack.use(new Pulse(clock));
  const rooms = new Rooms({
    node,
    workers,
    bus,
    ask: askOver(bus),
    tellOwner: tellOwnerOver(bus),
    pulse,
    sessions,
    clock,
    log,
  });
  stack.use(new Reconciler({ nodeId, rooms, directory, clock, log }));
  const meter = stack.use(new LoadMeter({ workers, rooms, clock, log }));
  const load = (): LoadMeter['load'] => meter.load;
  const state = (): Rooms['state'] => rooms.state;
  const metrics = createMetrics({
    ...{ nodeId, load },
    transports: () => workers.alive.reduce((sum, { transports }) => sum + transports, 0),
    workersLost: () => workers.lost,
    workersAlive: () => workers.alive.length,
  });
  let registration: NodeRegistration | undefined;
  const probe = stack.use(
    await ProbeServer.create({
      ...{ host: config.listenIp, port: config.probePort, registry: metrics.registry },
      ready: () => {
        if (registration === undefined) return 'the node is not registered yet';
        if (!bus.connected) return 'the message bus is away';
        return workers.alive.length === 0 ? 'no media worker runs' : undefined;
      },
    }),
  );
  const now = (): number => clock.monotonic();
  const answered = (kind: string, code: string, startedMs: number): void =>
    metrics.answered(kind, code, now() - startedMs);
  // Rooms close while the bus still carries what they have to tell.
  stack.defer(async () => {
    rooms.closeAll('mesh-stopped');
    await bus.flush().catch((error: unknown) => log.warn({ error: String(error) }, 'last words not flushed'));
  });
  stack.use(
    bus.onConnected((connected) => {
      if (connected) rooms.resync();
    }),
  );
  stack.use(followSessions(bus, sessions));
  stack.use(new MediaRequests({ nodeId, bus, rooms, sessions, ids, log, answered, now }));
  stack.use(
    new NodeRequests({ nodeId, bus, rooms, log, now, answered, stateSet: () => registration?.refresh() }),
  );
  // The record comes last and goes first: who reads it may use the node.
  registration = stack.use(
    await register({
      ...{ directory, clock, state, load },
      record: {
        ...{ nodeId, region, host: config.hostName, version: WEFT_VERSION, startedAtMs: clock.now() },
        ...{ workers: workers.count, pipeAddress: config.pipeAddress },
        routerCapabilities: await routerCapabilities(workers),
      },
    }),
  );
  stack.use(startBeats({ nodeId, region, bus, clock, state, load }));
  log.info({ region, workers: workers.count, probePort: probe.port }, 'media node ready');
  const owned = stack.move();
  return {
    nodeId,
    probePort: probe.port,
    [Symbol.asyncDispose]: async () => {
      await owned.disposeAsync();
      log.info({}, 'media node stopped');
    },
  };
}

/** What every router of this node can take in and give out. */
async function routerCapabilities(workers: Workers): Promise<RtpCapabilitiesInit> {
  const spot = await workers.place('', () => undefined);
  const capabilities = rtp.capabilitiesToWire(spot.router.rtpCapabilities);
  spot.router.close();
  spot.release();
  return capabilities;
}

function requireWorker(): string {
  const path = workerPath();
  if (path === undefined) throw new ConfigError('mediasoup-worker is not there yet; run "npm run setup"');
  try {
    accessSync(path, constants.X_OK);
  } catch {
    throw new ConfigError(
      `the mediasoup-worker ${path} cannot be run; mend MEDIASOUP_WORKER_BIN, or leave it out and run "npm run setup"`,
    );
  }
  return path;
}

if (import.meta.main) {
  runMain('media-node', async () => {
    const config = readConfig(process.env);
    const log = createLog(config.logLevel, { service: 'media-node' });
    return startNode(config, { log, clock: systemClock, ids: uuidIds });
  });
}
