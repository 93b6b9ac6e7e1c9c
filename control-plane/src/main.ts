import { randomInt } from 'node:crypto';
import {
  type Clock,
  DEFAULT_QUEUE,
  DeskRecord,
  type Ids,
  keys,
  type Log,
  QueuePolicy,
  systemClock,
  uuidIds,
} from '@weft/proto';
import {
  createLog,
  EtcdDirectory,
  JetStreamFacts,
  JetStreamTimeline,
  NatsBus,
  runMain,
} from '@weft/proto/node';
import { AuditTrail } from './api/audit-trail.ts';
import { startApi } from './api/index.ts';
import { RateLimit } from './api/rate-limit.ts';
import { Adoption } from './calls/adoption.ts';
import { Calls } from './calls/calls.ts';
import type { CallContext } from './calls/context.ts';
import { LiveCalls } from './calls/live-calls.ts';
import { Mover } from './calls/mover.ts';
import { Permits } from './calls/permits.ts';
import { PushCount } from './calls/push-count.ts';
import { Queues } from './calls/queues.ts';
import { Reports } from './calls/reports.ts';
import { Rooms } from './calls/rooms.ts';
import { Sessions } from './calls/sessions.ts';
import { ShutOut } from './calls/shut-out.ts';
import { Spots } from './calls/spots.ts';
import { CallStore } from './calls/store.ts';
import { SupervisionEnds } from './calls/supervision-ends.ts';
import { CallTable } from './calls/table.ts';
import { watchedSupervision } from './calls/watched-supervision.ts';
import { loadKeysOfKeys } from './channels/accounts/key-of-keys.ts';
import { Sealer } from './channels/accounts/sealer.ts';
import { allKinds } from './channels/all-kinds.ts';
import type { Kind } from './channels/kinds.ts';
import { startChannels } from './channels/start.ts';
import { openChannelStreams } from './channels/streams.ts';
import { type ControlConfig, readConfig } from './config.ts';
import { Callers } from './contacts/callers.ts';
import { AttachmentFolder } from './conversations/attachment-folder.ts';
import { fieldNews, filterNews } from './conversations/filter-news.ts';
import { KeptTimelines } from './conversations/kept-timelines.ts';
import { OpenTexts } from './conversations/open-texts.ts';
import { startConversations } from './conversations/start.ts';
import { WatchedAgents } from './conversations/watched-agents.ts';
import { Facts } from './facts/facts.ts';
import { CallHistory } from './facts/history.ts';
import { ServiceDay } from './facts/service-day.ts';
import { WatchedIntents } from './intents/watched-intents.ts';
import { createMetrics } from './metrics.ts';
import { HttpOrders } from './orders/http-orders.ts';
import { place } from './placement/place.ts';
import type { Api } from './ports.ts';
import { watchDepartures } from './registry/departures.ts';
import { Edges } from './registry/edges.ts';
import { NodeFacts } from './registry/node-facts.ts';
import { Nodes } from './registry/nodes.ts';
import { WatchedPeople } from './registry/people.ts';
import { Reachable } from './registry/reachable.ts';
import { Records } from './registry/records.ts';
import { Desks } from './requests/desks.ts';
import { MeshView } from './requests/mesh-view.ts';
import { Requests } from './requests/requests.ts';
import { MeshWatches } from './requests/watches.ts';
import type { QueueContext } from './routing/context.ts';
import { QueueOwnership } from './routing/ownership.ts';
import { WatchedRules } from './routing/watched-rules.ts';
import { openStore } from './store/open.ts';
import { Poster } from './webhooks/poster.ts';
import { startWebhooks } from './webhooks/start.ts';

/** Subjects whose request rates are remembered. */
const MAX_SUBJECTS = 50_000;
/** Calls of this instance that leave draining nodes at the same time, each for as long as its old room lingers. */
const MAX_LEAVING = 16;
const LEAVING_MS = 2_500;

/** The configured time zone, or the machine's. */
const zoneOf = ({ timeZone }: ControlConfig): string =>
  timeZone || Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What a process gives to a control plane that runs in it. */
export interface Machinery {
  readonly log: Log;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Kinds of channels besides those that there are: for tests. */
  readonly moreKinds?: readonly Kind[];
}

/**
 * Starts one instance: connects, watches, competes for the queue, adopts calls
 * without an owner, then takes requests. Disposing goes the same way back and
 * leaves calls and queue to the other instances. Throws WeftError or
 * ConfigError with one sentence.
 */
export async function startControl(config: ControlConfig, machinery: Machinery): Promise<Api> {
  await using parts = new AsyncDisposableStack();
  const { log, clock, ids } = machinery;
  const metrics = createMetrics(config.id);

  // The outside.
  const bus = parts.use(await NatsBus.create({ servers: config.natsUrl, name: config.id, log }));
  const directory = parts.use(
    await EtcdDirectory.create({ endpoints: config.etcdUrl, leaseTtlMs: config.leaseTtlMs, log, clock }),
  );
  const { streamReplicas: replicas } = config;
  const factLog = parts.use(await JetStreamFacts.create({ bus, log, clock, replicas }));
  const facts = new Facts(factLog, clock, log);
  const timeline = await JetStreamTimeline.create({ bus, log, clock, replicas });
  const store = parts.use(await openStore({ config, directory, log, clock }));

  // What is watched.
  const { silenceFloorMs } = config;
  const nodes = parts.use(await Nodes.create({ directory, bus, clock, log, silenceFloorMs }));
  const departures = await watchDepartures({
    url: config.systemUrl,
    name: config.id,
    log,
    departed: (name, sure) => nodes.disconnected(name, sure),
  });
  if (departures !== undefined) parts.use(departures);
  const policies = parts.use(await Records.watch(directory, keys.queues, QueuePolicy, log));
  const edges = parts.use(await Edges.create({ directory, bus, log }));
  const live = parts.use(await LiveCalls.create({ directory, log }));
  const desks = parts.use(await Records.watch(directory, keys.desks, DeskRecord, log));
  const people = parts.use(await WatchedPeople.create({ directory, clock, log }));
  const history = parts.use(await CallHistory.create({ facts: factLog, bus, clock, log }));
  const reports = parts.use(new Reports({ bus, live, clock }));
  const reachable = parts.use(new Reachable({ bus, directory, clock }));
  const nodeFacts = parts.use(new NodeFacts(nodes, facts));
  await nodeFacts.catchUp(nodes, factLog, log);

  // Queue and calls need each other: each gets a new owner for the other when nobody answers there.
  const rooms = new Rooms(bus);
  const sessions = new Sessions(bus, new PushCount(config.id, clock.now()), () => edges.hearingShared);
  const timelines = new KeptTimelines(store);
  const trail = new AuditTrail({ store, clock, log });
  const callers = new Callers({ store, clock, log });
  const queues = new Queues(
    bus,
    () => ownership.suspect(),
    (subjectId, requestedAtMs) => callers.agentOf(subjectId, requestedAtMs),
  );
  const placed: CallContext['place'] = (question) => {
    const { participantsPerWorker } = config;
    const placement = place({ ...question, nodes: nodes.all(), participantsPerWorker });
    if (placement.placed) nodes.expect(placement.home.record.nodeId);
    return placement;
  };
  const spots = new Spots({ clock, nodes: () => nodes.all(), place: placed });
  const leaving = new Permits({ clock, most: MAX_LEAVING, holdMs: LEAVING_MS });
  const context: CallContext = {
    instanceId: config.id,
    store: new CallStore(directory, config.id, clock),
    rooms,
    sessions,
    queues,
    facts,
    clock,
    ids,
    log,
    place: placed,
    capabilitiesOf: (nodeId) => nodes.get(nodeId)?.record.routerCapabilities,
    findSpot: (question) => spots.find(question),
    outlook: {
      conditionOf: (nodeId) => nodes.conditionOf(nodeId),
      causeOf: (nodeId) => nodes.causeOf(nodeId),
      surelyDead: (nodeId) => nodes.surelyDead(nodeId),
      cutOff: (nodeId) => nodes.heardByPages(nodeId),
      hostOf: (nodeId) => nodes.get(nodeId)?.record.host,
      regionOf: (nodeId) => nodes.get(nodeId)?.record.region,
      anyLeft: () => nodes.anyLeft,
    },
    connectedAt: (callId, participantId, nodeId) => reports.at(callId, participantId, nodeId)?.connected,
    drainPermit: (callId) => leaving.take(callId),
    supervision: watchedSupervision(people, trail),
    callbacks: { ringMs: config.callbackRingMs, pauseMs: config.callbackPauseMs },
    profileOf: (subjectId) => callers.profileOf(subjectId),
    hotAudio: (queueId) => policies.get(queueId)?.value.hotAudio ?? false,
  };
  const table = parts.use(new CallTable({ context, bus, maxOwned: config.maxOwnedCalls }));
  parts.use(directory.onLeaseLost(() => table.doubt()));
  parts.use(new Mover({ bus, nodes, table, clock, log }));
  parts.use(await ShutOut.create({ directory, table, sessions, clock, log }));
  parts.use(new SupervisionEnds({ people, table, supervision: context.supervision, log }));
  let adoption: Adoption | undefined;
  const routing = parts.use(await WatchedRules.create({ directory, log }));
  const defaultQueueId = (): string => routing.current.defaultQueue.queueId;
  const timeZone = zoneOf(config);
  const serviceDay = parts.use(new ServiceDay({ facts: factLog, bus, defaultQueueId, timeZone, clock, log }));
  const queue: QueueContext = {
    queueId: DEFAULT_QUEUE,
    rules: {
      maxWaiting: config.maxQueuedCalls,
      maxDesks: config.maxDesks,
      offerTimeoutMs: config.offerTimeoutMs,
    },
    routing,
    texts: new OpenTexts({ bus, agents: new WatchedAgents(desks, live), store: timelines, clock, log }),
    bus,
    directory,
    live,
    sessions,
    facts,
    history,
    clock,
    ids,
    log,
    adopt: async (callId) => {
      await adoption?.takeOver(callId).catch((error: unknown) => {
        log.warn({ callId, error: String(error) }, 'call not taken over');
      });
    },
    settled: (outcome) => metrics.offerSettled(outcome),
  };
  const ownership: QueueOwnership = parts.use(
    await QueueOwnership.create({ context: queue, instanceId: config.id }),
  );
  adoption = parts.use(new Adoption({ context, live, table, adopted: () => metrics.callAdopted() }));

  const { ordersUrl, ordersSecret, ordersTimeoutMs } = config;
  const orders =
    ordersUrl === ''
      ? undefined
      : new HttpOrders({ url: ordersUrl, secret: ordersSecret, timeoutMs: ordersTimeoutMs, clock, log });

  const up = Promise.withResolvers<void>();
  const { intentModelFile: modelFile } = config;
  const intents = parts.use(await WatchedIntents.create({ directory, log, modelFile, after: up.promise }));
  // A start that fails leaves nothing waiting.
  parts.defer(() => up.resolve());

  // Channels and conversations.
  const files = await AttachmentFolder.create(config.attachmentsDir, config.scanner, log);
  const sealer = new Sealer(await loadKeysOfKeys(config.channelKeyFile));
  const { channels, dispatch } = parts.use(
    await startChannels({
      instanceId: config.id,
      kinds: [
        ...allKinds({ fetcher: fetch, clock, log, publicUrl: config.publicUrl }),
        ...(machinery.moreKinds ?? []),
      ],
      sealer,
      streams: await openChannelStreams({ bus, log, clock, replicas }),
      folder: files,
      maxAttachmentBytes: config.maxAttachmentBytes,
      random: () => randomInt(2 ** 32) / 2 ** 32,
      arrived: (kind, what) => metrics.arrived(kind, what),
      ...{ bus, directory, timeline, store, clock, ids, log },
    }),
  );
  const { conversations, attachments, waitingWork } = parts.use(
    await startConversations({
      instanceId: config.id,
      maxAttachmentBytes: config.maxAttachmentBytes,
      files,
      outgoing: dispatch,
      understanding: config.virtualAgent ? { intents, orders, timeZone } : undefined,
      routing,
      tell: (entry) => trail.tell(entry),
      staff: people,
      ...{ bus, directory, timeline, store, facts, sessions, desks, live, clock, ids, log },
    }),
  );

  // Who is told.
  const webhooks = { sealer, poster: new Poster({ clock, ownNetwork: config.webhooksOwnNetwork }) };
  parts.use(
    await startWebhooks({ instanceId: config.id, directory, sender: { ...webhooks, store, clock, log } }),
  );

  // Who asks.
  const mesh = new MeshView({ nodes, edges, live, desks, reports, rooms, clock });
  const watches = parts.use(new MeshWatches({ mesh, sessions, clock }));
  const limit = (perMinute: number, burst: number): RateLimit =>
    new RateLimit({ clock, perMinute, burst, maxNames: MAX_SUBJECTS });
  parts.use(
    new Requests({
      bus,
      regions: config.regions,
      calls: new Calls({ context, bus, live, table, adoption }),
      desks: new Desks({ bus, queueId: DEFAULT_QUEUE, ownership }),
      conversations,
      callers,
      mesh,
      watches,
      trail,
      rates: limit(config.requestsPerSecond * 60, config.requestBurst),
      callRates: limit(config.callsPerMinute, config.callBurst),
      postRates: limit(config.messagesPerMinute, config.messageBurst),
      log,
      clock,
      answered: (name, code, durationMs) => metrics.answered(name, code, durationMs),
    }),
  );
  metrics.watch({
    ownedCalls: () => table.owners.length,
    waitingCalls: () => ownership.owner?.state.waiting.size ?? 0,
    desks: () => ownership.owner?.state.desks.size ?? 0,
    nodes: () => nodes.all().length,
    storeAway: () => store.away !== undefined,
    unreadable: () => bus.unreadable,
  });
  const { registry } = metrics;
  const ready = (): string | undefined => reachable.missing();
  const api = parts.use(
    await startApi({
      config,
      directory,
      bus,
      mesh,
      people,
      store,
      attachments,
      channels,
      orders,
      webhooks,
      intents,
      waitingWork,
      serve: (who, command) => conversations.serve(who, command),
      filtersChanged: filterNews(desks, sessions),
      fieldsChanged: fieldNews(desks, sessions),
      rules: routing,
      history,
      serviceDay,
      facts: factLog,
      registry,
      ready,
      log,
      clock,
      ids,
    }),
  );
  log.info({ port: api.port, regions: config.regions }, 'control plane is up');
  up.resolve();
  const running = parts.move();
  return { port: api.port, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

if (import.meta.main) {
  runMain('control plane', () => {
    const config = readConfig(process.env);
    const log = createLog(config.logLevel, { service: 'control', instanceId: config.id });
    return startControl(config, { log, clock: systemClock, ids: uuidIds });
  });
}
