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

  watch(): Promise<View> {
    return Promise.reject(new Error('paper is not watched'));
  }

  register(): Promise<Registration> {
    return Promise.reject(new Error('nothing is registered on paper'));
  }

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
      if (change.do === 'put')
        this.entries.set(change.key, { key: change.key, value: change.value, revision });
      if (change.do === 'delete') this.entries.delete(change.key);
    }
    return revision;
  }
}
