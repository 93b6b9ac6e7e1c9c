import {
  type Change,
  type Directory,
  type Entry,
  type Registration,
  type View,
  WeftError,
} from '@weft/proto';

/** What the next transaction does: nothing of it happens, or all of it and the answer is lost. */
export type Mishap = 'unavailable' | 'answer-lost';

/** etcd on paper, for tests of what etcd cannot be made to do on demand: to fail in the middle. */
export class PaperDirectory implements Directory {
  readonly entries = new Map<string, Entry>();
  readonly mishaps: Mishap[] = [];
  readonly #views = new Set<PaperView>();
  #revision = 0;
  readonly #leaseLost = new Set<() => void>();

  get(key: string): Promise<Entry | undefined> {
    return Promise.resolve(this.entries.get(key));
  }

  list(prefix: string): Promise<readonly Entry[]> {
    return Promise.resolve([...this.entries.values()].filter(({ key }) => key.startsWith(prefix)));
  }

  async transact(changes: readonly Change[]): Promise<string | undefined> {
    const mishap = this.mishaps.shift();
    if (mishap === 'unavailable') throw new WeftError('UNAVAILABLE', 'on paper');
    const revision = this.#commit(changes);
    if (mishap === 'answer-lost') throw new WeftError('TIMEOUT', 'on paper');
    return Promise.resolve(revision);
  }

  /** As somebody else would. */
  put(key: string, value: string): void {
    this.#commit([{ do: 'put', key, value }]);
  }

  watch(prefix: string): Promise<View> {
    const view = new PaperView(prefix, [...this.entries.values()]);
    this.#views.add(view);
    return Promise.resolve(view);
  }

  register(): Promise<Registration> {
    return Promise.reject(new Error('nothing is registered on paper'));
  }

  readonly leaseIsSure = true;

  onLeaseLost(listener: () => void): Disposable {
    this.#leaseLost.add(listener);
    return { [Symbol.dispose]: () => this.#leaseLost.delete(listener) };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }

  #commit(changes: readonly Change[]): string | undefined {
    const holds = changes.every(({ key, expect }) => {
      if (expect === undefined) return true;
      const entry = this.entries.get(key);
      return expect === 'absent' ? entry === undefined : entry?.revision === expect.revision;
    });
    if (!holds) return undefined;
    this.#revision += 1;
    const revision = `${this.#revision}`;
    for (const change of changes) {
      const { key } = change;
      if (change.do === 'put') this.#set(key, { key, value: change.value, revision });
      if (change.do === 'delete') this.#set(key, undefined);
    }
    return revision;
  }

  #set(key: string, entry: Entry | undefined): void {
    if (entry === undefined) this.entries.delete(key);
    else this.entries.set(key, entry);
    for (const view of this.#views) view.tell(key, entry);
  }
}

/** A prefix of the paper, told at once of every change. */
class PaperView implements View {
  readonly entries: Map<string, Entry>;
  readonly #prefix: string;
  readonly #listeners = new Set<Parameters<View['onChange']>[0]>();

  constructor(prefix: string, entries: readonly Entry[]) {
    this.#prefix = prefix;
    this.entries = new Map(
      entries.filter(({ key }) => key.startsWith(prefix)).map((entry) => [entry.key, entry]),
    );
  }

  tell(key: string, entry: Entry | undefined): void {
    if (!key.startsWith(this.#prefix)) return;
    const before = this.entries.get(key);
    if (entry === undefined) this.entries.delete(key);
    else this.entries.set(key, entry);
    for (const listener of this.#listeners) listener(key, entry, before);
  }

  onChange(listener: Parameters<View['onChange']>[0]): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#listeners.clear();
    return Promise.resolve();
  }
}
