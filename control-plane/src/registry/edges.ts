import {
  type Bus,
  type BusSubscription,
  type Directory,
  EdgeBeat,
  EdgeRecord,
  keys,
  type Log,
  subjects,
} from '@weft/proto';
import { Records } from './records.ts';

/** The registered edges: etcd's records, with sessions and draining as their beats last told. */
export class Edges implements AsyncDisposable {
  readonly #records: Records<EdgeRecord>;
  readonly #beats = new Map<string, EdgeBeat>();
  readonly #subscription: BusSubscription;

  private constructor(records: Records<EdgeRecord>, bus: Bus) {
    this.#records = records;
    records.onChange((id, now, before) => {
      if (now === undefined || now.value.startedAtMs !== before?.value.startedAtMs) this.#beats.delete(id);
    });
    this.#subscription = bus.subscribe(subjects.allEdgeBeats, ({ data }) => {
      const beat = EdgeBeat.decode(data);
      if (this.#records.get(beat.edgeId) !== undefined) this.#beats.set(beat.edgeId, beat);
    });
  }

  static async create(options: { directory: Directory; bus: Bus; log: Log }): Promise<Edges> {
    return new Edges(
      await Records.watch(options.directory, keys.edges, EdgeRecord, options.log),
      options.bus,
    );
  }

  /** Every registered edge, by id. */
  all(): readonly EdgeRecord[] {
    return [...this.#records.all.values()]
      .map(({ value }) => {
        const beat = this.#beats.get(value.edgeId);
        return beat === undefined ? value : { ...value, sessions: beat.sessions, draining: beat.draining };
      })
      .sort((a, b) => (a.edgeId < b.edgeId ? -1 : 1));
  }

  /** How many there are, when each of them hears what is published for many sessions; 0 = one does not, or there is none. */
  get hearingShared(): number {
    const records = [...this.#records.all.values()];
    return records.every(({ value }) => value.hearsShared) ? records.length : 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#subscription.unsubscribe();
    await this.#records[Symbol.asyncDispose]();
  }
}
