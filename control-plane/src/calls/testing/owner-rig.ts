import {
  type Call,
  type CallRecord,
  CallRecord as CallRecords,
  ControlPush,
  countedIds,
  type FactBody,
  keys,
  ManualClock,
  NodeRecord,
  NodeReply,
  NodeRequest,
  OwnerRecord,
  QueueReply,
  SessionPush,
  silentLog,
  subjects,
  WeftError,
} from '@weft/proto';
import { Facts } from '../../facts/facts.ts';
import { type Placement, place } from '../../placement/place.ts';
import type { NodeView } from '../../registry/node-view.ts';
import type { CallContext } from '../context.ts';
import { CallOwner } from '../owner.ts';
import { PushCount } from '../push-count.ts';
import { Queues } from '../queues.ts';
import type { NodeCondition } from '../repair.ts';
import { Rooms } from '../rooms.ts';
import { Sessions } from '../sessions.ts';
import { Spots } from '../spots.ts';
import type { LiveCall } from '../state.ts';
import { CallStore } from '../store.ts';
import { Tenure } from '../tenure.ts';
import { PaperBus } from './paper-bus.ts';
import { PaperDirectory } from './paper-directory.ts';

const NODES: readonly string[] = ['eu-1', 'eu-2', 'ap-1', 'ap-2'];
const PARTICIPANTS_PER_WORKER = 100;

/** A node of the region that its name begins with. */
const nodeNamed = (nodeId: string): NodeView => ({
  record: NodeRecord.create({ nodeId, region: nodeId.split('-')[0] ?? '', host: nodeId, workers: 1 }),
  load: { cpu: 0, rooms: 0, participants: 0, consumers: 0, pipes: 0 },
  condition: 'active',
  lastBeatAtMs: 0,
  expected: 0,
});

/** One call's owner on paper: a clock that stands, a directory and a bus that fail when told to. */
export class OwnerRig {
  readonly clock = new ManualClock();
  readonly directory = new PaperDirectory();
  readonly facts: FactBody['case'][] = [];
  /** Sessions that some edge holds. */
  readonly sessions = new Set(['session-c', 'session-a']);
  /** What nodes were asked, as "openRoom eu-1". */
  readonly asked: string[] = [];
  /** What is known of nodes that are not "usable". */
  readonly conditions = new Map<string, NodeCondition>();
  /** Legs whose transports are connected, as "participant node"; undefined = nothing is heard of any. */
  connected: ReadonlySet<string> | undefined;
  /** Of those that are "dead", the ones that are so by the cluster's word alone. */
  readonly silentNodes = new Set<string>();
  /** The nodes of which pages said that they hear them. */
  readonly cutOff: string[] = [];
  /** Nodes that answer nothing. */
  readonly deadNodes = new Set<string>();
  /** What was warned of in the log, oldest first. */
  readonly warnings: string[] = [];
  readonly bus = new PaperBus((subject, data) => this.#answer(subject, data));
  readonly store = new CallStore(this.directory, 'me', this.clock);
  released = 0;
  enqueued = 0;
  readonly #views: readonly NodeView[];
  readonly #participantsPerWorker: number;
  /** Whom placement sent where, as `Nodes.expect` counts them; stays empty when it is not counted. */
  readonly #expected = new Map<string, number>();
  readonly #spots = new Spots({
    clock: this.clock,
    nodes: () => this.#nodes(),
    place: (question) => this.#place(question),
  });

  /** `nodes`: "eu-1" is one of region eu. With `crowd`, nodes bear so many and placement counts whom it sends there; else it goes by name alone. */
  constructor({ nodes = NODES, crowd }: { nodes?: readonly string[]; crowd?: number } = {}) {
    this.#views = nodes.map(nodeNamed);
    this.#participantsPerWorker = crowd ?? PARTICIPANTS_PER_WORKER;
    if (crowd !== undefined) for (const nodeId of nodes) this.#expected.set(nodeId, 0);
  }

  /** The owner of a call that the directory has as "me"'s. */
  async own(call: LiveCall): Promise<CallOwner> {
    const hold = await this.store.create(call);
    if (hold === undefined) throw new Error('the directory has a call');
    return new CallOwner(this.context, call, new Tenure(this.store, 'me', call.callId, hold), {
      changed: () => undefined,
      released: () => {
        this.released += 1;
      },
    });
  }

  /** The record as etcd has it. */
  record(callId: string): CallRecord | undefined {
    const entry = this.directory.entries.get(keys.call(callId));
    return entry === undefined ? undefined : CallRecords.fromJson(entry.value);
  }

  /** Another instance takes the owner key. */
  steal(callId: string): void {
    this.directory.put(keys.callOwner(callId), OwnerRecord.toJson({ instanceId: 'other' }));
  }

  /** The calls pushed to a session, oldest first. */
  pushed(sessionId: string): readonly Call[] {
    return this.bus.published.flatMap(({ subject, data }) => {
      if (subject !== subjects.session(sessionId)) return [];
      const { source } = SessionPush.decode(data);
      const body = source?.case === 'control' ? ControlPush.decode(source.value).body : undefined;
      return body?.case === 'call' ? [body.value] : [];
    });
  }

  /** The moves a session was told to make at once, as "from > to". */
  movesTold(sessionId: string): readonly string[] {
    return this.bus.published.flatMap(({ subject, data }) => {
      if (subject !== subjects.session(sessionId)) return [];
      const { source } = SessionPush.decode(data);
      const body = source?.case === 'control' ? ControlPush.decode(source.value).body : undefined;
      return body?.case === 'moveNow' ? [`${body.value.fromNodeId} > ${body.value.toNodeId}`] : [];
    });
  }

  /** Lets everything that needs no time happen. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  }

  /** What owners act through here. */
  get context(): CallContext {
    const { bus, clock, store } = this;
    const facts = {
      append: (fact: { body: FactBody }) => {
        this.facts.push(fact.body.case);
        return Promise.resolve();
      },
      replay: () => {
        throw new Error('paper facts are not replayed');
      },
    };
    return {
      instanceId: 'me',
      store,
      rooms: new Rooms(bus),
      sessions: new Sessions(bus, new PushCount('me', clock.now())),
      queues: new Queues(bus, () => Promise.resolve()),
      facts: new Facts(facts, clock, silentLog),
      clock,
      ids: countedIds(),
      log: { ...silentLog, warn: (_about: object, text: string) => this.warnings.push(text) },
      place: (question) => this.#place(question),
      capabilitiesOf: () => undefined,
      findSpot: (question) => this.#spots.find(question),
      outlook: {
        conditionOf: (nodeId) => this.#conditionOf(nodeId),
        causeOf: () => 'node-disconnected',
        surelyDead: (nodeId) => !this.silentNodes.has(nodeId),
        cutOff: (nodeId) => this.cutOff.push(nodeId),
        hostOf: (nodeId) => nodeId,
        regionOf: (nodeId) => this.#views.find(({ record }) => record.nodeId === nodeId)?.record.region,
        anyLeft: () => this.#views.some(({ record }) => this.#conditionOf(record.nodeId) !== 'dead'),
      },
      connectedAt: (_callId, participantId, nodeId) => this.connected?.has(`${participantId} ${nodeId}`),
      drainPermit: () => true,
      callbacks: { ringMs: 25_000, pauseMs: 300_000 },
      profileOf: () => Promise.resolve(undefined),
      hotAudio: () => false,
      supervision: { mayJoin: () => true, note: () => Promise.resolve() },
    };
  }

  #conditionOf(nodeId: string): NodeCondition {
    return this.conditions.get(nodeId) ?? 'usable';
  }

  #nodes(): readonly NodeView[] {
    return this.#views.map((node) => {
      const { nodeId } = node.record;
      const condition = this.#conditionOf(nodeId) === 'usable' ? 'active' : 'silent';
      return { ...node, condition, expected: this.#expected.get(nodeId) ?? 0 };
    });
  }

  #place(question: Parameters<CallContext['place']>[0]): Placement {
    const participantsPerWorker = this.#participantsPerWorker;
    const placement = place({ ...question, nodes: this.#nodes(), participantsPerWorker });
    const nodeId = placement.placed ? placement.home.record.nodeId : '';
    const expected = this.#expected.get(nodeId);
    if (expected !== undefined) this.#expected.set(nodeId, expected + 1);
    return placement;
  }

  #answer(subject: string, data: Uint8Array): Uint8Array {
    const node = this.#views.find(({ record }) => subject === subjects.node(record.nodeId))?.record.nodeId;
    if (node !== undefined) {
      if (this.deadNodes.has(node)) throw new WeftError('TIMEOUT');
      this.asked.push(`${NodeRequest.decode(data).body?.case} ${node}`);
      return NodeReply.encode({ result: { case: 'done', value: {} } });
    }
    if (subject === subjects.queue('default')) {
      this.enqueued += 1;
      const value = { stage: 'queued', queuePlace: 4, agentsOnDuty: 1 } as const;
      return QueueReply.encode({ result: { case: 'standing', value } });
    }
    const alive = [...this.sessions].some((sessionId) => subject === subjects.sessionAsk(sessionId));
    throw new WeftError(alive ? 'TIMEOUT' : 'NO_RESPONDER');
  }
}
