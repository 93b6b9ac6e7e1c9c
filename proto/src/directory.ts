/** A key with its value. `revision` is etcd's mod_revision as text: the fence for compare-and-set. */
export interface Entry {
  readonly key: string;
  readonly value: string;
  readonly revision: string;
}

/** What must be true of a key for a transaction to go through: that it does not exist, or that it is at this revision. */
export type Expectation = 'absent' | { readonly revision: string };

export type Change =
  | {
      readonly do: 'put';
      readonly key: string;
      readonly value: string;
      /** Bound to the process's lease: gone when the process is. */
      readonly leased?: boolean;
      readonly expect?: Expectation;
    }
  | { readonly do: 'delete'; readonly key: string; readonly expect?: Expectation }
  /** Only a condition. */
  | { readonly do: 'check'; readonly key: string; readonly expect: Expectation };

/** A prefix kept up to date. */
export interface View extends AsyncDisposable {
  /** Entries by key, as last heard. */
  readonly entries: ReadonlyMap<string, Entry>;
  /**
   * Called after each change with the new entry and the one before; `entry` is
   * undefined when the key is gone. After the connection was lost the
   * differences found are told the same way.
   */
  onChange(listener: (key: string, entry: Entry | undefined, before: Entry | undefined) => void): Disposable;
}

/**
 * etcd as the services see it: keys from `keys`, values as a schema's JSON.
 * Every call throws WeftError UNAVAILABLE or TIMEOUT while etcd cannot answer.
 */
export interface Directory extends AsyncDisposable {
  get(key: string): Promise<Entry | undefined>;
  /** Entries under a prefix, by key. */
  list(prefix: string): Promise<readonly Entry[]>;
  /** All or nothing. The revision all its puts now have; undefined when an expectation did not hold. */
  transact(changes: readonly Change[]): Promise<string | undefined>;
  /** Resolves when the view holds what etcd held at the call. */
  watch(prefix: string): Promise<View>;
  /**
   * Keeps a leased key present with the value last given, also when the lease
   * was lost and granted anew. Disposing deletes it.
   */
  register(key: string, value: string): Promise<Registration>;
  /**
   * Whether the process can be sure of its lease: it was renewed within its time
   * to live, by this process's own clock. `onLeaseLost` may come much later. Whoever must
   * not do what another owner does as well asks before doing it.
   */
  readonly leaseIsSure: boolean;
  /** Told when the process's lease is gone and with it every leased key; a new lease follows by itself. */
  onLeaseLost(listener: () => void): Disposable;
}

export interface Registration extends AsyncDisposable {
  /** Replaces the value; writes that follow each other closely are joined. */
  update(value: string): void;
}
