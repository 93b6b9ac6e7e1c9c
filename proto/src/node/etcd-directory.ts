import { ConsecutiveBreaker, ConstantBackoff, circuitBreaker, handleWhen } from 'cockatiel';
import {
  type DeleteBuilder,
  Etcd3,
  isRecoverableError,
  type Lease,
  type Namespace,
  type PutBuilder,
} from 'etcd3';
import type { Clock } from '../clock.ts';
import type { Change, Directory, Entry, Registration, View } from '../directory.ts';
import { WeftError } from '../errors.ts';
import type { Log } from '../log.ts';
import { entryOf } from './etcd-entry.ts';
import { EtcdView } from './etcd-view.ts';
import { GatheredCommits } from './gathered-commits.ts';

/** How long one call may take before it is told as TIMEOUT. */
const CALL_TIMEOUT_MS = 4_000;
/** A member that refused is left alone for so long before the next try. */
const MEMBER_PAUSE_MS = 300;
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
  readonly #commits = new GatheredCommits(async (changes) => {
    const response = await this.#call(this.#commit(changes));
    return response.succeeded ? response.header.revision : undefined;
  });
  #lease: Lease | undefined;
  #leaseId: string | undefined;
  /** When the newest renewal that etcd answered was asked for. */
  #renewedMs = Number.NEGATIVE_INFINITY;
  #closed = false;

  private constructor(client: Etcd3, options: EtcdDirectoryOptions) {
    this.#client = client;
    this.#options = options;
  }

  /** Connects and gets the lease. Throws UNAVAILABLE when etcd does not answer. */
  static async create(options: EtcdDirectoryOptions): Promise<EtcdDirectory> {
    const client = new Etcd3({
      hosts: options.endpoints.split(','),
      dialTimeout: 2_000,
      // The client's own defaults leave a member alone for 5 s and let a watch wait up to 30 s: too long to be
      // without a registry.
      faultHandling: {
        host: () =>
          circuitBreaker(handleWhen(isRecoverableError), {
            halfOpenAfter: MEMBER_PAUSE_MS,
            breaker: new ConsecutiveBreaker(3),
          }),
        watchBackoff: new ConstantBackoff(MEMBER_PAUSE_MS).next(),
      },
      grpcOptions: { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 500 },
      // A watch or a keep-alive is a stream that lasts; only calls have a deadline.
      defaultCallOptions: (call) =>
        call.isStream ? {} : { deadline: options.clock.now() + CALL_TIMEOUT_MS },
    });
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
    const response = await this.#call(this.#client.get(key).exec());
    const [kv] = response.kvs;
    return kv === undefined ? undefined : entryOf(kv);
  }

  async list(prefix: string): Promise<readonly Entry[]> {
    const response = await this.#call(this.#client.getAll().prefix(prefix).sort('Key', 'Ascend').exec());
    return response.kvs.map(entryOf);
  }

  transact(changes: readonly Change[]): Promise<string | undefined> {
    return this.#commits.transact(changes);
  }

  async watch(prefix: string): Promise<View> {
    return this.#call(EtcdView.create(this.#client, prefix, this.#options.log, this.#options.clock));
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
    const { clock, leaseTtlMs } = this.#options;
    return this.#lease !== undefined && clock.monotonic() - this.#renewedMs < leaseTtlMs;
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

  #commit(changes: readonly Change[]): ReturnType<ReturnType<Namespace['if']>['commit']> {
    const conditional = changes.filter((change) => change.expect !== undefined);
    const operations = changes.flatMap((change): (DeleteBuilder | PutBuilder)[] => {
      if (change.do === 'check') return [];
      if (change.do === 'delete') return [this.#client.delete().key(change.key)];
      const put = this.#client.put(change.key).value(change.value);
      if (change.leased !== true) return [put];
      if (this.#leaseId === undefined)
        throw new WeftError('UNAVAILABLE', 'the lease is lost and not yet granted anew');
      return [put.lease(this.#leaseId)];
    });
    // A comparison that always holds lets unconditional changes take the same way.
    const [first] = changes;
    let builder = this.#client.if(first?.key ?? '/', 'Version', '>', -1);
    for (const { key, expect } of conditional) {
      if (expect === 'absent') builder = builder.and(key, 'Create', '==', 0);
      else if (expect !== undefined) builder = builder.and(key, 'Mod', '==', Number(expect.revision));
    }
    return builder.then(...operations).commit();
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
    const lease = this.#client.lease(Math.max(1, Math.ceil(this.#options.leaseTtlMs / 1_000)));
    lease.on('lost', (error) => {
      if (this.#closed || this.#lease !== lease) return;
      this.#options.log.warn({ error: error.message }, 'lease lost');
      this.#lease = undefined;
      this.#leaseId = undefined;
      for (const listener of this.#lostListeners) listener();
      this.#regrant();
    });
    const { clock } = this.#options;
    // Renewals that have no answer yet: no more than fit into the time to live, after which the stream is given up.
    const asked: number[] = [];
    lease.on('keepaliveFired', () => asked.push(clock.monotonic()));
    lease.on('keepaliveFailed', () => asked.splice(0));
    lease.on('keepaliveSucceeded', () => {
      this.#renewedMs = asked.shift() ?? this.#renewedMs;
    });
    const askedMs = clock.monotonic();
    this.#leaseId = await lease.grant();
    this.#renewedMs = askedMs;
    this.#lease = lease;
  }

  #regrant(): void {
    if (this.#closed) return;
    this.#grant()
      .then(async () => {
        for (const { key, value } of this.#registered.values())
          await this.transact([{ do: 'put', key, value, leased: true }]);
        this.#options.log.info({}, 'lease granted anew');
      })
      .catch((error: unknown) => {
        this.#options.log.debug({ error: String(error) }, 'no lease yet');
        this.#options.clock.after(REGRANT_PAUSE_MS, () => this.#regrant());
      });
  }

  async #call<Result>(running: Promise<Result>): Promise<Result> {
    if (this.#closed) throw new WeftError('UNAVAILABLE', 'the directory is closed');
    try {
      return await running;
    } catch (error) {
      if (error instanceof WeftError) throw error;
      const text = error instanceof Error ? error.message : String(error);
      if (/deadline/i.test(text))
        throw new WeftError('TIMEOUT', 'etcd did not answer in time', { cause: error });
      throw new WeftError('UNAVAILABLE', `etcd: ${text}`, { cause: error });
    }
  }
}
