import {
  Beat,
  type Bus,
  type BusSubscription,
  type Clock,
  type Directory,
  keys,
  type Log,
  type MoveCause,
  NodeCutOff,
  NodeRecord,
  subjects,
  type Timer,
} from '@weft/proto';
import type { NodeCondition } from '../calls/repair.ts';
import { type NodeView, viewOf } from './node-view.ts';
import { type Kept, Records } from './records.ts';
import { HINT_MS, type Verdict, Witness } from './witness.ts';

/** A placement is expected to show in a node's load within this time. */
const EXPECT_MS = 1_000;
/** Placements remembered per node; older ones are forgotten first. */
const MAX_EXPECTED = 1_000;
/** How often beats are looked at. */
const TICK_MS = 20;
/** Whether a node that nobody registered lives is not known before beats were listened to for so long. */
const LISTEN_MS = 1_000;
/** Pages are asked every second whether they hear a node that is cut off, and three times without an answer: after this none does. */
const CUT_OFF_MS = 5_000;
/** Other instances are told of it this often at most, however many calls the node carries. */
const TELL_CUT_OFF_MS = 900;
/** With fewer nodes than this the bus itself is asked whether it goes on, every so many ticks. */
const ENOUGH_NODES = 2;
const ECHO_TICKS = 3;

/** What happened to a node, with the revision of the record that says so. */
export type NodeChange =
  | {
      readonly name: 'seen';
      readonly record: NodeRecord;
      readonly revision: string;
      /** It is the very process that was lost: what it carries may still be there. */
      readonly returned: boolean;
    }
  /** Its lease is gone and it beats no more, or another process took its id: what it carried is gone. */
  | { readonly name: 'lost'; readonly record: NodeRecord; readonly cause: MoveCause }
  /** active ↔ draining. */
  | { readonly name: 'turned'; readonly record: NodeRecord; readonly revision: string }
  /** Still registered, and dead by its beats or its connection. */
  | {
      readonly name: 'silenced';
      readonly record: NodeRecord;
      readonly cause: MoveCause;
      readonly silentMs: number;
    }
  /** Silent for longer than it may, though not dead yet: those whom it carries may know better. */
  | { readonly name: 'suspected'; readonly record: NodeRecord }
  /** Taken for dead by the cluster alone: pages hear it. `lastSeq`: of the last beat that came, 0 = none. */
  | { readonly name: 'cut-off'; readonly record: NodeRecord; readonly lastSeq: number }
  /** Was taken for dead and beats again. `lastSeq`: as it was when it was cut off; undefined = it was not. */
  | { readonly name: 'back'; readonly record: NodeRecord; readonly lastSeq: number | undefined };

interface Known {
  readonly seenAtMs: number;
  beatAtMs: number | undefined;
  beat: Beat | undefined;
  /** When other instances were last told that pages hear it. */
  toldAtMs: number;
  readonly expectedAtMs: number[];
}

interface CutOff {
  readonly record: NodeRecord;
  readonly lastSeq: number;
  /** When pages last said that they hear it. */
  heardAtMs: number;
}

/** The registered media nodes: etcd's records joined with the beats on the bus, and who of them is dead. */
export class Nodes implements AsyncDisposable {
  readonly #records: Records<NodeRecord>;
  readonly #bus: Bus;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #known = new Map<string, Known>();
  /** Their record went while they beat on. */
  readonly #departed = new Map<string, NodeRecord>();
  /** When the process of each id that was lost last had begun. Bound: the ids of media nodes. */
  readonly #lost = new Map<string, number>();
  /** Silent to the cluster and heard by pages. */
  readonly #cutOff = new Map<string, CutOff>();
  readonly #witness: Witness;
  readonly #listeners = new Set<(change: NodeChange) => void>();
  readonly #beats: BusSubscription;
  readonly #heardElsewhere: BusSubscription;
  readonly #connected: Disposable;
  readonly #timer: Timer;
  #listeningSinceMs: number;
  #ticks = 0;
  #closed = false;

  private constructor(
    records: Records<NodeRecord>,
    options: { bus: Bus; clock: Clock; log: Log; silenceFloorMs: number },
  ) {
    const { bus, clock, log, silenceFloorMs } = options;
    this.#records = records;
    this.#bus = bus;
    this.#clock = clock;
    this.#log = log;
    this.#witness = new Witness({ tickMs: TICK_MS, floorMs: silenceFloorMs });
    this.#listeningSinceMs = clock.monotonic();
    for (const id of records.all.keys()) this.#learn(id);
    records.onChange((id, now, before) => this.#recordChanged(id, now, before));
    this.#beats = bus.subscribe(subjects.allBeats, ({ data }) => this.#heard(Beat.decode(data)));
    this.#heardElsewhere = bus.subscribe(subjects.allNodesCutOff, ({ data }) =>
      this.#hearOf(NodeCutOff.decode(data).nodeId),
    );
    this.#connected = bus.onConnected((connected) => {
      if (!connected) return;
      this.#listeningSinceMs = clock.monotonic();
      this.#witness.reset(clock.monotonic());
    });
    this.#timer = clock.every(TICK_MS, () => this.#tick());
  }

  /** `silenceFloorMs`: the least silence by which a node may be taken for dead. */
  static async create(options: {
    directory: Directory;
    bus: Bus;
    clock: Clock;
    log: Log;
    silenceFloorMs: number;
  }): Promise<Nodes> {
    const records = await Records.watch(options.directory, keys.nodes, NodeRecord, options.log);
    return new Nodes(records, options);
  }

  /** Every registered node, and those that are cut off, in no order. */
  all(): readonly NodeView[] {
    const ids = new Set([...this.#records.all.keys(), ...this.#cutOff.keys()]);
    return [...ids].flatMap((id) => this.get(id) ?? []);
  }

  /** Undefined when no such node is registered or cut off. One that is dead by its beats, or may be, is "silent". */
  get(nodeId: string): NodeView | undefined {
    const cutOff = this.#cutOff.get(nodeId);
    const record = this.#records.get(nodeId)?.value ?? cutOff?.record;
    const known = this.#known.get(nodeId);
    if (record === undefined || known === undefined) return undefined;
    const nowMs = this.#clock.monotonic();
    // They are in the order of their time, and nearly always none of them is too old.
    const { expectedAtMs } = known;
    if (nowMs - (expectedAtMs[0] ?? nowMs) >= EXPECT_MS) {
      const fresh = expectedAtMs.findIndex((atMs) => nowMs - atMs < EXPECT_MS);
      expectedAtMs.splice(0, fresh === -1 ? expectedAtMs.length : fresh);
    }
    const view = viewOf(record, { ...known, expected: known.expectedAtMs.length }, nowMs);
    if (cutOff !== undefined) return { ...view, condition: 'cut-off' };
    return this.#witness.doubts(nodeId) ? { ...view, condition: 'silent' } : view;
  }

  /** What the node is to calls that have it. */
  conditionOf(nodeId: string): NodeCondition {
    if (this.#witness.verdictOn(nodeId) !== undefined) return 'dead';
    if (this.#departed.has(nodeId)) return 'unknown';
    const view = this.get(nodeId);
    const nowMs = this.#clock.monotonic();
    if (view === undefined) {
      const listened = this.#bus.connected && nowMs - this.#listeningSinceMs > LISTEN_MS;
      return listened ? 'dead' : 'unknown';
    }
    const heard = this.#witness.silenceOf(nodeId, nowMs) !== undefined;
    if (view.condition === 'silent' || !heard) return 'unknown';
    return view.condition === 'draining' ? 'draining' : 'usable';
  }

  /** Whether any node may still live, registered or not. */
  get anyLeft(): boolean {
    return [...this.#known.keys()].some((nodeId) => this.conditionOf(nodeId) !== 'dead');
  }

  /** By what a dead node is known to be dead. */
  causeOf(nodeId: string): MoveCause {
    return this.#witness.verdictOn(nodeId)?.cause ?? 'node-disconnected';
  }

  /** Whether a node is dead with certainty: its process is gone, or its connection closed by itself. */
  surelyDead(nodeId: string): boolean {
    return this.#witness.verdictOn(nodeId)?.cause === 'node-disconnected';
  }

  /** Pages hear this node, which is silent to the cluster. Said again and again while they do, it is told to every instance. */
  heardByPages(nodeId: string): void {
    const known = this.#known.get(nodeId);
    const nowMs = this.#clock.monotonic();
    if (known === undefined || nowMs - known.toldAtMs < TELL_CUT_OFF_MS) return;
    known.toldAtMs = nowMs;
    this.#bus.publish(subjects.nodeCutOff(nodeId), NodeCutOff.encode({ nodeId }));
    this.#hearOf(nodeId);
  }

  /** The bus saw a connection of this name close; not `sure` = it broke, and its process may live. */
  disconnected(name: string, sure = true): void {
    this.#witness.hint(name, this.#clock.monotonic(), sure);
    // Between two ticks, so that no time is lost.
    this.#clock.after(HINT_MS + 1, () => {
      if (!this.#closed) this.#tick();
    });
  }

  /** A participant is on its way to this node: counts as load until beats can tell of it. */
  expect(nodeId: string): void {
    const known = this.#known.get(nodeId);
    if (known === undefined) return;
    if (known.expectedAtMs.length >= MAX_EXPECTED) known.expectedAtMs.shift();
    known.expectedAtMs.push(this.#clock.monotonic());
  }

  onChange(listener: (change: NodeChange) => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#timer.cancel();
    this.#connected[Symbol.dispose]();
    this.#listeners.clear();
    this.#beats.unsubscribe();
    this.#heardElsewhere.unsubscribe();
    await this.#records[Symbol.asyncDispose]();
  }

  #learn(nodeId: string): void {
    const nowMs = this.#clock.monotonic();
    this.#known.set(nodeId, {
      ...{ seenAtMs: nowMs, beatAtMs: undefined, beat: undefined, expectedAtMs: [] },
      toldAtMs: Number.NEGATIVE_INFINITY,
    });
    this.#witness.watch(nodeId, nowMs);
  }

  #heard(beat: Beat): void {
    const known = this.#known.get(beat.nodeId);
    const nowMs = this.#clock.monotonic();
    const wasDead = this.#witness.beat(beat.nodeId, nowMs);
    if (known === undefined) return;
    known.beatAtMs = nowMs;
    known.beat = beat;
    const cutOff = this.#cutOff.get(beat.nodeId);
    this.#cutOff.delete(beat.nodeId);
    const record = this.#recordOf(beat.nodeId) ?? cutOff?.record;
    if (!wasDead || record === undefined) return;
    this.#log.info({ nodeId: beat.nodeId }, 'node is back');
    this.#tell({ name: 'back', record, lastSeq: cutOff?.lastSeq });
  }

  /** Some instance was told by pages that they hear the node. */
  #hearOf(nodeId: string): void {
    const heardAtMs = this.#clock.monotonic();
    const cutOff = this.#cutOff.get(nodeId);
    if (cutOff !== undefined) {
      cutOff.heardAtMs = heardAtMs;
      return;
    }
    const record = this.#recordOf(nodeId);
    if (record === undefined || !this.#witness.doubts(nodeId)) return;
    const lastSeq = this.#known.get(nodeId)?.beat?.seq ?? 0;
    this.#cutOff.set(nodeId, { record, lastSeq, heardAtMs });
    this.#log.warn({ nodeId, lastSeq }, 'node is cut off from the cluster, but not from its calls');
    this.#tell({ name: 'cut-off', record, lastSeq });
  }

  #tick(): void {
    if (!this.#bus.connected) return;
    const nowMs = this.#clock.monotonic();
    this.#ticks += 1;
    if (this.#known.size < ENOUGH_NODES && this.#ticks % ECHO_TICKS === 0) this.#listenForEcho();
    const { suspected, dead } = this.#witness.tick(nowMs);
    for (const { nodeId, silentMs, patienceMs } of suspected) {
      const record = this.#recordOf(nodeId);
      const fields = { nodeId, silentMs: Math.round(silentMs), patienceMs: Math.round(patienceMs) };
      this.#log.info(fields, 'node is silent');
      if (record !== undefined) this.#tell({ name: 'suspected', record });
    }
    for (const verdict of dead) this.#silenced(verdict);
    for (const [nodeId, { heardAtMs }] of this.#cutOff)
      if (nowMs - heardAtMs > CUT_OFF_MS) this.#cutOff.delete(nodeId);
    for (const [nodeId, record] of this.#departed) {
      // Its calls go on: it is lost when nobody hears it any more. Back, it is heard before it is registered, and not steadily at first.
      if (this.#cutOff.has(nodeId) || this.#witness.returned(nodeId, nowMs)) continue;
      // A lease ends for want of etcd, too: it is a silence like any other, and pages are asked.
      const lapsed = this.#witness.lapsed(nodeId, nowMs);
      if (lapsed !== undefined) this.#silenced(lapsed);
      const verdict = this.#witness.verdictOn(nodeId);
      if (verdict === undefined) continue;
      // Dead it is already; whether pages hear it may take a moment to be told here.
      const silentMs = this.#witness.silenceOf(nodeId, nowMs) ?? CUT_OFF_MS;
      if (verdict.cause === 'node-silent-to-cluster' && silentMs < CUT_OFF_MS) continue;
      this.#departed.delete(nodeId);
      this.#lose(nodeId, record, this.causeOf(nodeId));
    }
  }

  #silenced({ nodeId, cause, silentMs, patienceMs }: Verdict): void {
    const record = this.#recordOf(nodeId);
    const fields = { nodeId, cause, silentMs: Math.round(silentMs), patienceMs: Math.round(patienceMs) };
    this.#log.warn(fields, 'node is dead');
    if (record !== undefined) this.#tell({ name: 'silenced', record, cause, silentMs });
  }

  #listenForEcho(): void {
    this.#bus.flush().then(
      () => this.#witness.echo(this.#clock.monotonic()),
      // The bus is away: nobody is held to anything.
      () => undefined,
    );
  }

  #recordChanged(id: string, now: Kept<NodeRecord> | undefined, before: Kept<NodeRecord> | undefined): void {
    const departed = this.#departed.get(id);
    this.#departed.delete(id);
    const last = before?.value ?? departed;
    const another = now?.value.startedAtMs !== last?.startedAtMs;
    if (last !== undefined && now === undefined) {
      this.#departed.set(id, last);
      return;
    }
    if (last !== undefined && another) this.#lose(id, last, 'node-disconnected');
    if (now === undefined) return;
    if (another) {
      const returned = this.#lost.get(id) === now.value.startedAtMs;
      this.#lost.delete(id);
      this.#learn(id);
      this.#tell({ name: 'seen', record: now.value, revision: now.revision, returned });
    } else if (now.value.state !== last?.state) {
      this.#tell({ name: 'turned', record: now.value, revision: now.revision });
    }
  }

  /** Also of a node whose lease has ended and that is not lost yet. */
  #recordOf(nodeId: string): NodeRecord | undefined {
    return this.#records.get(nodeId)?.value ?? this.#departed.get(nodeId);
  }

  #lose(nodeId: string, record: NodeRecord, cause: MoveCause): void {
    this.#known.delete(nodeId);
    this.#cutOff.delete(nodeId);
    this.#witness.forget(nodeId);
    this.#lost.set(nodeId, record.startedAtMs);
    this.#log.warn({ nodeId, cause }, 'node is lost');
    this.#tell({ name: 'lost', record, cause });
  }

  #tell(change: NodeChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }
}
