import {
  Beat,
  type Bus,
  type BusSubscription,
  type Clock,
  type Directory,
  keys,
  type Log,
  type MoveCause,
  NodeRecord,
  subjects,
  type Timer,
} from '@weft/proto';
import type { NodeCondition } from '../calls/repair.ts';
import { type NodeView, viewOf } from './node-view.ts';
import { type Kept, Records } from './records.ts';
import { HINT_MS, Witness } from './witness.ts';

/** A placement is expected to show in a node's load within this time. */
const EXPECT_MS = 1_000;
/** Placements remembered per node; older ones are forgotten first. */
const MAX_EXPECTED = 1_000;
/** How often beats are looked at. */
const TICK_MS = 20;
/** A node whose record went lives on while it beats: etcd was away from it, not its calls. */
const DEPARTED_SILENCE_MS = 150;
/** Whether a node that nobody registered lives is not known before beats were listened to for so long. */
const LISTEN_MS = 1_000;
/** With fewer nodes than this the bus itself is asked whether it goes on, every so many ticks. */
const ENOUGH_NODES = 2;
const ECHO_TICKS = 3;

/** What happened to a node, with the revision of the record that says so. */
export type NodeChange =
  | { readonly name: 'seen'; readonly record: NodeRecord; readonly revision: string }
  /** Its lease is gone and it beats no more, or another process took its id: what it carried is gone. */
  | { readonly name: 'lost'; readonly record: NodeRecord }
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
  /** Was taken for dead and beats again. */
  | { readonly name: 'back'; readonly record: NodeRecord };

interface Known {
  readonly seenAtMs: number;
  beatAtMs: number | undefined;
  beat: Beat | undefined;
  readonly expectedAtMs: number[];
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
  readonly #witness: Witness;
  readonly #listeners = new Set<(change: NodeChange) => void>();
  readonly #beats: BusSubscription;
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

  /** Every registered node, in no order. */
  all(): readonly NodeView[] {
    return [...this.#records.all.keys()].flatMap((id) => this.get(id) ?? []);
  }

  /** Undefined when no such node is registered. One that is dead by its beats, or may be, is "silent". */
  get(nodeId: string): NodeView | undefined {
    const record = this.#records.get(nodeId)?.value;
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

  /** By what a dead node is known to be dead. */
  causeOf(nodeId: string): MoveCause {
    return this.#witness.verdictOn(nodeId)?.cause ?? 'node-disconnected';
  }

  /** The bus saw a connection of this name close. */
  disconnected(name: string): void {
    this.#witness.hint(name, this.#clock.monotonic());
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
    await this.#records[Symbol.asyncDispose]();
  }

  #learn(nodeId: string): void {
    const nowMs = this.#clock.monotonic();
    this.#known.set(nodeId, { seenAtMs: nowMs, beatAtMs: undefined, beat: undefined, expectedAtMs: [] });
    this.#witness.watch(nodeId, nowMs);
  }

  #heard(beat: Beat): void {
    const known = this.#known.get(beat.nodeId);
    const nowMs = this.#clock.monotonic();
    const wasDead = this.#witness.beat(beat.nodeId, nowMs);
    if (known === undefined) return;
    known.beatAtMs = nowMs;
    known.beat = beat;
    const record = this.#records.get(beat.nodeId)?.value;
    if (!wasDead || record === undefined) return;
    this.#log.info({ nodeId: beat.nodeId }, 'node is back');
    this.#tell({ name: 'back', record });
  }

  #tick(): void {
    if (!this.#bus.connected) return;
    const nowMs = this.#clock.monotonic();
    this.#ticks += 1;
    if (this.#known.size < ENOUGH_NODES && this.#ticks % ECHO_TICKS === 0) this.#listenForEcho();
    const { suspected, dead } = this.#witness.tick(nowMs);
    for (const { nodeId, silentMs, patienceMs } of suspected) {
      const record = this.#records.get(nodeId)?.value;
      const fields = { nodeId, silentMs: Math.round(silentMs), patienceMs: Math.round(patienceMs) };
      this.#log.info(fields, 'node is silent');
      if (record !== undefined) this.#tell({ name: 'suspected', record });
    }
    for (const { nodeId, cause, silentMs, patienceMs } of dead) {
      const record = this.#records.get(nodeId)?.value;
      const fields = { nodeId, cause, silentMs: Math.round(silentMs), patienceMs: Math.round(patienceMs) };
      this.#log.warn(fields, 'node is dead');
      if (record !== undefined) this.#tell({ name: 'silenced', record, cause, silentMs });
    }
    for (const [nodeId, record] of this.#departed) {
      const silentMs = this.#witness.silenceOf(nodeId, nowMs);
      const dead = this.#witness.verdictOn(nodeId) !== undefined;
      if (!dead && (silentMs === undefined || silentMs <= DEPARTED_SILENCE_MS)) continue;
      this.#departed.delete(nodeId);
      this.#lose(nodeId, record);
    }
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
    if (last !== undefined && another) this.#lose(id, last);
    if (now === undefined) return;
    if (another) {
      this.#learn(id);
      this.#tell({ name: 'seen', record: now.value, revision: now.revision });
    } else if (now.value.state !== last?.state) {
      this.#tell({ name: 'turned', record: now.value, revision: now.revision });
    }
  }

  #lose(nodeId: string, record: NodeRecord): void {
    this.#known.delete(nodeId);
    this.#witness.forget(nodeId);
    this.#tell({ name: 'lost', record });
  }

  #tell(change: NodeChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }
}
