import type { Etcd3 } from 'etcd3';
import { type Clock, sleep } from '../clock.ts';
import type { Change, Directory, Entry, Registration, View } from '../directory.ts';
import { WeftError } from '../errors.ts';
import type { Log } from '../log.ts';
import { type Ask, withinCall } from './etcd-calls.ts';
import { etcdClient } from './etcd-client.ts';
import { entryOf } from './etcd-entry.ts';
import { EtcdLease } from './etcd-lease.ts';
import { commit } from './etcd-transaction.ts';
import { EtcdView } from './etcd-view.ts';
import { GatheredCommits } from './gathered-commits.ts';

/** How long one call may take before it is told as TIMEOUT. */
const CALL_TIMEOUT_MS = 4_000;
/** Pause between tries to get a new lease. */
const REGRANT_PAUSE_MS = 500;
/** Registrations' updates that follow each other within this time are written once. */
const UPDATE_JOIN_MS = 20;

export interface EtcdDirectoryOptions {
  /** Comma-separated URLs. */
  readonly endpoints: string;
  /** The lease's time to live; at least 1,000 ms, rounded up to whole seconds by etcd. */
  readonly leaseTtlMs: number;
  readonly log: Log;
  readonly clock: Clock;
}

interface Registered {
  readonly key: string;
  value: string;
  writing: boolean;
  stale: boolean;
  closed: boolean;
}

/** The Directory over etcd's v3 API, with one lease for the process. */
export class EtcdDirectory implements Directory {
  readonly #client: Etcd3;
  readonly #options: EtcdDirectoryOptions;
  readonly #registered = new Map<string, Registered>();
  readonly #lostListeners = new Set<() => void>();
  readonly #commits = new GatheredCommits((changes) =>
    this.#call((triesBefore) => commit(this.#client, changes, this.#lease?.id, triesBefore)),
  );
  #lease: EtcdLease | undefined;
  #regranting = false;
  #closed = false;

  private constructor(client: Etcd3, options: EtcdDirectoryOptions) {
    this.#client = client;
    this.#options = options;
  }

  /** Connects and gets the lease. Throws UNAVAILABLE when etcd does not answer. */
  static async create(options: EtcdDirectoryOptions): Promise<EtcdDirectory> {
    const client = etcdClient(options.endpoints, CALL_TIMEOUT_MS, options.clock);
    const directory = new EtcdDirectory(client, options);
    try {
      await directory.#grant();
    } catch (error) {
      client.close();
      throw new WeftError('UNAVAILABLE', `etcd does not answer at ${options.endpoints}`, { cause: error });
    }
    return directory;
  }

  async get(key: string): Promise<Entry | undefined> {
    const response = await this.#call(() => this.#client.get(key).exec());
    const [kv] = response.kvs;
    return kv === undefined ? undefined : entryOf(kv);
  }

  async list(prefix: string): Promise<readonly Entry[]> {
    const response = await this.#call(() =>
      this.#client.getAll().prefix(prefix).sort('Key', 'Ascend').exec(),
    );
    return response.kvs.map(entryOf);
  }

  transact(changes: readonly Change[]): Promise<string | undefined> {
    return this.#commits.transact(changes);
  }

  async watch(prefix: string): Promise<View> {
    return this.#call(() => EtcdView.create(this.#client, prefix, this.#options.log, this.#options.clock));
  }

  async register(key: string, value: string): Promise<Registration> {
    const registered: Registered = { key, value, writing: false, stale: false, closed: false };
    await this.transact([{ do: 'put', key, value, leased: true }]);
    this.#registered.set(key, registered);
    return {
      update: (next) => {
        registered.value = next;
        this.#write(registered);
      },
      [Symbol.asyncDispose]: async () => {
        registered.closed = true;
        if (this.#registered.get(key) === registered) this.#registered.delete(key);
        await this.transact([{ do: 'delete', key }]).catch((error: unknown) => {
          this.#options.log.warn({ key, error: String(error) }, 'key left to expire with its lease');
        });
      },
    };
  }

  get leaseIsSure(): boolean {
    return this.#lease?.sure ?? false;
  }

  onLeaseLost(listener: () => void): Disposable {
    this.#lostListeners.add(listener);
    return { [Symbol.dispose]: () => this.#lostListeners.delete(listener) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#lease?.revoke().catch((error: unknown) => {
      this.#options.log.warn({ error: String(error) }, 'lease left to expire');
    });
    this.#client.close();
  }

  #write(registered: Registered): void {
    if (registered.writing || registered.closed) {
      registered.stale = true;
      return;
    }
    registered.writing = true;
    this.#options.clock.after(UPDATE_JOIN_MS, () => {
      registered.stale = false;
      const written = registered.closed
        ? Promise.resolve()
        : this.transact([{ do: 'put', key: registered.key, value: registered.value, leased: true }]).then(
            () => undefined,
          );
      written
        .catch((error: unknown) => {
          this.#options.log.warn({ key: registered.key, error: String(error) }, 'registration not updated');
        })
        .finally(() => {
          registered.writing = false;
          if (registered.stale && !registered.closed) this.#write(registered);
        });
    });
  }

  async #grant(): Promise<void> {
    const { leaseTtlMs: ttlMs, clock } = this.#options;
    const lease = await EtcdLease.grant(this.#client, { ttlMs, clock, lost: (reason) => this.#lost(reason) });
    // Closed meanwhile.
    if (this.#closed) await lease.revoke();
    else this.#lease = lease;
  }

  #lost(reason: string): void {
    this.#options.log.warn({ reason }, 'lease lost');
    this.#lease = undefined;
    for (const listener of this.#lostListeners) listener();
    void this.#regrant();
  }

  /** Until there is a lease with every registration on it. */
  async #regrant(): Promise<void> {
    if (this.#regranting) return;
    this.#regranting = true;
    while (!this.#closed) {
      try {
        await this.#registerAnew();
        // It may have been lost meanwhile.
        if (this.#lease !== undefined) break;
      } catch (error) {
        this.#options.log.debug({ error: String(error) }, 'not registered anew yet');
      }
      await sleep(this.#options.clock, REGRANT_PAUSE_MS);
    }
    this.#regranting = false;
  }

  /** Keys that could not be put are put with the same lease next time. */
  async #registerAnew(): Promise<void> {
    if (this.#lease === undefined) await this.#grant();
    for (const { key, value } of this.#registered.values())
      await this.transact([{ do: 'put', key, value, leased: true }]);
    this.#options.log.info({}, 'lease granted anew');
  }

  #call<Result>(ask: Ask<Result>): Promise<Result> {
    if (this.#closed) return Promise.reject(new WeftError('UNAVAILABLE', 'the directory is closed'));
    return withinCall(ask, CALL_TIMEOUT_MS, this.#options.clock);
  }
}
