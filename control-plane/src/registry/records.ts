import { type Codec, type Directory, type Entry, idOf, type Log, type View } from '@weft/proto';

/** One record of a watched prefix with etcd's revision of it. */
export interface Kept<Value> {
  readonly value: Value;
  readonly revision: string;
}

type Listener<Value> = (id: string, now: Kept<Value> | undefined, before: Kept<Value> | undefined) => void;

/**
 * A watched prefix of etcd as records by id. A value that is not of the schema
 * is logged and counts as absent: one bad record costs no other.
 */
export class Records<Value> implements AsyncDisposable {
  readonly #kept = new Map<string, Kept<Value>>();
  readonly #listeners = new Set<Listener<Value>>();
  readonly #view: View;
  readonly #subscription: Disposable;

  private constructor(view: View, prefix: string, codec: Pick<Codec<Value, never>, 'fromJson'>, log: Log) {
    this.#view = view;
    const read = (entry: Entry): Kept<Value> | undefined => {
      try {
        return { value: codec.fromJson(entry.value), revision: entry.revision };
      } catch (error) {
        log.error({ key: entry.key, error: String(error) }, 'record is not of its schema');
        return undefined;
      }
    };
    for (const [key, entry] of view.entries) this.#set(idOf(prefix, key), read(entry));
    this.#subscription = view.onChange((key, entry) => {
      const id = idOf(prefix, key);
      const before = this.#kept.get(id);
      const now = entry === undefined ? undefined : read(entry);
      this.#set(id, now);
      for (const listener of [...this.#listeners]) listener(id, now, before);
    });
  }

  /** Resolves when the records are those of etcd at the call. */
  static async watch<Value>(
    directory: Directory,
    prefix: string,
    codec: Pick<Codec<Value, never>, 'fromJson'>,
    log: Log,
  ): Promise<Records<Value>> {
    return new Records(await directory.watch(prefix), prefix, codec, log);
  }

  get(id: string): Kept<Value> | undefined {
    return this.#kept.get(id);
  }

  /** All records, in no order. */
  get all(): ReadonlyMap<string, Kept<Value>> {
    return this.#kept;
  }

  /** Told after each change; either side is undefined when there is no (readable) record. */
  onChange(listener: Listener<Value>): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listeners.clear();
    this.#subscription[Symbol.dispose]();
    await this.#view[Symbol.asyncDispose]();
  }

  #set(id: string, kept: Kept<Value> | undefined): void {
    if (kept === undefined) this.#kept.delete(id);
    else this.#kept.set(id, kept);
  }
}
