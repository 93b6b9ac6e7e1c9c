import { pathToFileURL } from 'node:url';
import { type Clock, type Ids, type Log, systemClock, uuidIds } from '@weft/proto';
import {
  createLog,
  EtcdDirectory,
  JetStreamSessions,
  JetStreamShared,
  NatsBus,
  runMain,
} from '@weft/proto/node';
import { JwtAdmission } from './adapters/jwt-admission.ts';
import { SharedSecret } from './adapters/shared-secret.ts';
import { SignOuts } from './adapters/sign-outs.ts';
import { UwsServer } from './adapters/uws.ts';
import { type EdgeConfig, limitsOf, publicUrl, readEdgeConfig, SIGNAL_PATH } from './config.ts';
import { Announcement } from './core/announcement.ts';
import { Edge } from './core/edge.ts';
import { EdgeMetrics } from './metrics.ts';

/** etcd forgets the edge this long after its process is gone. */
const LEASE_TTL_MS = 3_000;
/** A message up to so many times the limit still gets FRAME_TOO_LARGE; beyond it the connection is cut. */
const HARD_LIMIT_FACTOR = 4;
/** uWS takes 8 to 960 s; the slack lets the edge's own, coded time-out come first. */
const silentTimeoutS = (idleTimeoutMs: number): number =>
  Math.min(960, Math.max(8, Math.ceil(idleTimeoutMs / 1_000) + 10));

export interface EdgePorts {
  readonly log: Log;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** A running edge. Disposing drains it for the configured time, then stops it. */
export interface RunningEdge extends AsyncDisposable {
  /** Where it listens, also when port 0 was asked for. */
  readonly port: number;
  /** What browsers connect to, path included. */
  readonly url: string;
  /** Why the edge is not ready; undefined = it is. */
  readonly unready: string | undefined;
  /** Sessions that have a socket or can be resumed. */
  readonly sessions: number;
  /** Takes no new sessions and asks the others to leave; resolves when they have, or after `deadlineMs`, when they are put out. */
  drain(deadlineMs: number): Promise<void>;
}

export type { EdgeConfig } from './config.ts';
export { readEdgeConfig } from './config.ts';

/**
 * Starts an edge; resolves when it listens and is registered. Throws
 * ConfigError when the port is in use, WeftError UNAVAILABLE when NATS or etcd
 * does not answer at the start. Later it waits for them.
 */
export async function startEdge(config: EdgeConfig, ports: EdgePorts): Promise<RunningEdge> {
  const { log, clock } = ports;
  const name = { edgeId: config.id, region: config.region };
  const limits = limitsOf(config);
  await using stack = new AsyncDisposableStack();
  const bus = stack.use(await NatsBus.create({ servers: config.natsUrl, name: config.id, log }));
  const directory = stack.use(
    await EtcdDirectory.create({ endpoints: config.etcdUrl, leaseTtlMs: LEASE_TTL_MS, log, clock }),
  );
  const signOuts = stack.use(await SignOuts.create({ directory, log }));
  const admission = stack.use(await JwtAdmission.create({ directory, signOuts, clock, log }));
  const secret = stack.use(await SharedSecret.create({ directory, log }));
  const recent = { bus, log, clock, replicas: config.historyReplicas };
  const history = stack.use(await JetStreamSessions.create(recent));
  const sharedHistory = stack.use(await JetStreamShared.create(recent));
  const tally = new EdgeMetrics();
  // After the messages that the bus has brought in this turn of the event loop, so that one write takes what they give a socket.
  const afterwards = (run: () => void): void => void setImmediate(run);
  const edge = stack.use(
    new Edge({ ...ports, name, limits, bus, admission, secret, history, sharedHistory, tally, afterwards }),
  );
  stack.use(signOuts.onSignOut((signOut) => edge.signOut(signOut)));
  await edge.shared.catchUp();
  edge.absence.begin();
  tally.watch({
    get ready() {
      return edge.lifecycle.ready;
    },
    get sessions() {
      return edge.sessions.size;
    },
    get requestsInFlight() {
      return edge.relay.inFlight;
    },
  });
  // What a stop tells the services must have left before the bus is closed.
  stack.defer(() => bus.flush().catch(() => log.warn({}, 'stopped without the message bus')));
  let announcement: Announcement | undefined;
  const unready = (): string | undefined => {
    if (announcement === undefined) return 'starting';
    if (edge.drain.remainingMs !== undefined) return 'draining';
    if (!bus.connected) return 'the message bus is away';
    return admission.unready ?? announcement.absence;
  };
  const server = stack.use(
    await UwsServer.create({
      ...config,
      signalPath: SIGNAL_PATH,
      events: edge,
      hardMaxMessageBytes: config.maxFrameBytes * HARD_LIMIT_FACTOR,
      maxBufferedBytes: config.socketBufferBytes,
      silentTimeoutS: silentTimeoutS(limits.times.idleTimeoutMs),
      ready: unready,
      metrics: () => tally.registry.metrics(),
    }),
  );
  const { port } = server;
  stack.defer(() => edge.drain.leaveAll());
  const url = publicUrl(config, port);
  const standing = () => ({ sessions: edge.sessions.size, draining: edge.drain.remainingMs !== undefined });
  announcement = stack.use(await Announcement.create({ ...ports, name, url, directory, bus, standing }));
  const drain = (deadlineMs: number): Promise<void> => {
    const drained = edge.drain.start(deadlineMs);
    announcement?.refresh();
    return drained;
  };
  stack.defer(() => drain(config.drainMs));
  log.info({ port, url }, 'edge started');
  const owned = stack.move();
  return {
    port,
    url,
    drain,
    get unready() {
      return unready();
    },
    get sessions() {
      return edge.sessions.size;
    },
    [Symbol.asyncDispose]: async () => {
      await owned.disposeAsync();
      log.info({}, 'edge stopped');
    },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  runMain('edge', async () => {
    const config = readEdgeConfig(process.env);
    const log = createLog(config.logLevel, { part: 'edge', edgeId: config.id, region: config.region });
    return startEdge(config, { log, clock: systemClock, ids: uuidIds });
  });
}
