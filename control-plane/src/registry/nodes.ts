import {
  Beat,
  type Bus,
  type BusSubscription,
  type Clock,
  type Directory,
  keys,
  type Log,
  NodeRecord,
  subjects,
} from '@weft/proto';
import { type NodeView, viewOf } from './node-view.ts';
import { type Kept, Records } from './records.ts';

/** A placement is expected to show in a node's load within this time. */
const EXPECT_MS = 1_000;
/** Placements remembered per node; older ones are forgotten first. */
const MAX_EXPECTED = 1_000;

/** What happened to a node, with the revision of the record that says so. */
export type NodeChange =
  | { readonly name: 'seen'; readonly record: NodeRecord; readonly revision: string }
  /** Its lease is gone, or another process took its id: what it carried is gone. */
  | { readonly name: 'lost'; readonly record: NodeRecord }
  /** active ↔ draining. */
  | { readonly name: 'turned'; readonly record: NodeRecord; readonly revision: string };

interface Known {
  readonly seenAtMs: number;
  beatAtMs: number | undefined;
  beat: Beat | undefined;
  expectedAtMs: number[];
}

/** The registered media nodes: etcd's records joined with the beats on the bus. */
export class Nodes implements AsyncDisposable {
  readonly #records: Records<NodeRecord>;
  readonly #clock: Clock;
  readonly #known = new Map<string, Known>();
  readonly #listeners = new Set<(change: NodeChange) => void>();
  readonly #beats: BusSubscription;

  private constructor(records: Records<NodeRecord>, bus: Bus, clock: Clock) {
    this.#records = records;
    this.#clock = clock;
    for (const id of records.all.keys()) this.#learn(id);
    records.onChange((id, now, before) => this.#recordChanged(id, now, before));
    this.#beats = bus.subscribe(subjects.allBeats, ({ data }) => this.#heard(Beat.decode(data)));
  }

  static async create(options: { directory: Directory; bus: Bus; clock: Clock; log: Log }): Promise<Nodes> {
    const records = await Records.watch(options.directory, keys.nodes, NodeRecord, options.log);
    return new Nodes(records, options.bus, options.clock);
  }

  /** Every registered node, in no order. */
  all(): readonly NodeView[] {
    return [...this.#records.all.keys()].flatMap((id) => this.get(id) ?? []);
  }

  /** Undefined when no such node is registered. */
  get(nodeId: string): NodeView | undefined {
    const record = this.#records.get(nodeId)?.value;
    const known = this.#known.get(nodeId);
    if (record === undefined || known === undefined) return undefined;
    const nowMs = this.#clock.monotonic();
    known.expectedAtMs = known.expectedAtMs.filter((atMs) => nowMs - atMs < EXPECT_MS);
    return viewOf(record, { ...known, expected: known.expectedAtMs.length }, nowMs);
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
    this.#listeners.clear();
    this.#beats.unsubscribe();
    await this.#records[Symbol.asyncDispose]();
  }

  #learn(nodeId: string): void {
    this.#known.set(nodeId, {
      seenAtMs: this.#clock.monotonic(),
      beatAtMs: undefined,
      beat: undefined,
      expectedAtMs: [],
    });
  }

  #heard(beat: Beat): void {
    const known = this.#known.get(beat.nodeId);
    if (known === undefined) return;
    known.beatAtMs = this.#clock.monotonic();
    known.beat = beat;
  }

  #recordChanged(id: string, now: Kept<NodeRecord> | undefined, before: Kept<NodeRecord> | undefined): void {
    const another = now?.value.startedAtMs !== before?.value.startedAtMs;
    if (before !== undefined && another) {
      this.#known.delete(id);
      this.#tell({ name: 'lost', record: before.value });
    }
    if (now === undefined) return;
    if (another) {
      this.#learn(id);
      this.#tell({ name: 'seen', record: now.value, revision: now.revision });
    } else if (now.value.state !== before?.value.state) {
      this.#tell({ name: 'turned', record: now.value, revision: now.revision });
    }
  }

  #tell(change: NodeChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }
}
