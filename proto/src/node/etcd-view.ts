import type { Etcd3, Watcher } from 'etcd3';
import type { Clock } from '../clock.ts';
import type { Entry, View } from '../directory.ts';
import type { Log } from '../log.ts';
import { entryOf } from './etcd-entry.ts';

type Listener = (key: string, entry: Entry | undefined, before: Entry | undefined) => void;

/** Pause before a watch that ended is built anew. */
const REBUILD_PAUSE_MS = 300;

/**
 * A watched prefix. The client resumes a broken watch from the revision it had;
 * where that cannot be (compaction, a watcher that ended) the prefix is read
 * again and the differences are told.
 */
export class EtcdView implements View {
  readonly entries = new Map<string, Entry>();
  readonly #client: Etcd3;
  readonly #prefix: string;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #listeners = new Set<Listener>();
  #watcher: Watcher | undefined;
  #closed = false;

  private constructor(client: Etcd3, prefix: string, log: Log, clock: Clock) {
    this.#client = client;
    this.#prefix = prefix;
    this.#log = log;
    this.#clock = clock;
  }

  static async create(client: Etcd3, prefix: string, log: Log, clock: Clock): Promise<EtcdView> {
    const view = new EtcdView(client, prefix, log, clock);
    await view.#build();
    return view;
  }

  onChange(listener: Listener): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#listeners.clear();
    await this.#watcher?.cancel().catch((error: unknown) => {
      this.#log.debug({ prefix: this.#prefix, error: String(error) }, 'watch ended while closing');
    });
  }

  async #build(): Promise<void> {
    const response = await this.#client.getAll().prefix(this.#prefix).exec();
    const found = new Map(response.kvs.map(entryOf).map((entry) => [entry.key, entry]));
    for (const key of [...this.entries.keys()]) if (!found.has(key)) this.#set(key, undefined);
    for (const [key, entry] of found)
      if (this.entries.get(key)?.revision !== entry.revision) this.#set(key, entry);
    const after = (BigInt(response.header.revision) + 1n).toString();
    const watcher = this.#client.watch().prefix(this.#prefix).startRevision(after).watcher();
    this.#watcher = watcher;
    watcher.on('put', (kv) => this.#set(kv.key.toString(), entryOf(kv)));
    watcher.on('delete', (kv) => this.#set(kv.key.toString(), undefined));
    watcher.on('error', (error) => this.#rebuild(watcher, error.message));
    watcher.on('end', () => this.#rebuild(watcher, 'ended'));
  }

  #rebuild(watcher: Watcher, reason: string): void {
    if (this.#closed || this.#watcher !== watcher) return;
    this.#watcher = undefined;
    this.#log.debug({ prefix: this.#prefix, reason }, 'watch is built anew');
    this.#retry();
  }

  #retry(): void {
    this.#clock.after(REBUILD_PAUSE_MS, () => {
      if (this.#closed) return;
      this.#build().catch((error: unknown) => {
        this.#log.debug({ prefix: this.#prefix, error: String(error) }, 'watch not built yet');
        this.#retry();
      });
    });
  }

  #set(key: string, entry: Entry | undefined): void {
    const before = this.entries.get(key);
    if (entry === undefined) {
      if (before === undefined) return;
      this.entries.delete(key);
    } else {
      // A resumed watch may tell an older revision again.
      if (before !== undefined && BigInt(before.revision) >= BigInt(entry.revision)) return;
      this.entries.set(key, entry);
    }
    for (const listener of [...this.#listeners]) {
      try {
        listener(key, entry, before);
      } catch (error) {
        this.#log.error({ key, error: String(error) }, 'view listener failed');
      }
    }
  }
}
