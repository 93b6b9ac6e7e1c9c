import { keys, OwnerRecord, type Timer } from '@weft/proto';
import { Records } from '../registry/records.ts';
import type { QueueContext } from './context.ts';
import { QueueOwner } from './owner.ts';

/** How often a queue without an owner is tried for, besides at every sign of one missing. */
const LOOK_INTERVAL_MS = 1_000;

interface Owning {
  readonly owner: QueueOwner;
  readonly revision: string;
}

/**
 * Competes for a queue's owner key: claims it when there is none, gives way
 * when another has it, and replaces an owner that does not answer. Two
 * instances may believe for a moment that they own the queue; only the one
 * whose key stands can seat an agent or store a desk.
 */
export class QueueOwnership implements AsyncDisposable {
  readonly #context: QueueContext;
  readonly #instanceId: string;
  readonly #owners: Records<OwnerRecord>;
  readonly #timer: Timer;
  readonly #disposables: readonly Disposable[];
  #owning: Owning | undefined;
  #claiming: Promise<void> | undefined;
  #closed = false;

  private constructor(context: QueueContext, instanceId: string, owners: Records<OwnerRecord>) {
    this.#context = context;
    this.#instanceId = instanceId;
    this.#owners = owners;
    this.#disposables = [
      owners.onChange(() => this.#look()),
      context.directory.onLeaseLost(() => this.#giveUp('lease lost')),
    ];
    this.#timer = context.clock.every(LOOK_INTERVAL_MS, () => this.#look());
  }

  /** Resolves when it is known who owns the queue. */
  static async create(options: { context: QueueContext; instanceId: string }): Promise<QueueOwnership> {
    const { context, instanceId } = options;
    const owners = await Records.watch(context.directory, keys.queueOwners, OwnerRecord, context.log);
    const ownership = new QueueOwnership(context, instanceId, owners);
    ownership.#look();
    await ownership.#claiming;
    return ownership;
  }

  /** The queue's owner when that is this instance. */
  get owner(): QueueOwner | undefined {
    return this.#owning?.owner;
  }

  /** The queue's owner does not answer, dead or cut off: takes its place by compare-and-set. Never throws. */
  async suspect(): Promise<void> {
    if (this.#owning !== undefined || this.#closed) return;
    const found = this.#owners.get(this.#context.queueId);
    await this.#claim(found === undefined ? 'absent' : { revision: found.revision });
  }

  /** Acts for the queue no more; the key goes with the lease. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#timer.cancel();
    for (const disposable of this.#disposables) disposable[Symbol.dispose]();
    await this.#claiming;
    await this.#owning?.owner[Symbol.asyncDispose]();
    this.#owning = undefined;
    await this.#owners[Symbol.asyncDispose]();
  }

  #look(): void {
    const found = this.#owners.get(this.#context.queueId);
    if (found === undefined) {
      if (this.#owning === undefined) void this.#claim('absent');
      return;
    }
    if (this.#owning !== undefined) {
      const older = BigInt(found.revision) < BigInt(this.#owning.revision);
      if (found.revision !== this.#owning.revision && !older) this.#giveUp('another instance owns it');
      return;
    }
    // Left by an earlier run of this very instance.
    if (found.value.instanceId === this.#instanceId) void this.#claim({ revision: found.revision });
  }

  #claim(expect: 'absent' | { readonly revision: string }): Promise<void> {
    this.#claiming ??= this.#tryClaim(expect).finally(() => {
      this.#claiming = undefined;
    });
    return this.#claiming;
  }

  async #tryClaim(expect: 'absent' | { readonly revision: string }): Promise<void> {
    const { directory, queueId, clock, log } = this.#context;
    if (this.#closed || this.#owning !== undefined) return;
    const value = OwnerRecord.toJson({ instanceId: this.#instanceId, epoch: 1, sinceMs: clock.now() });
    try {
      const revision = await directory.transact([
        { do: 'put', key: keys.queueOwner(queueId), value, leased: true, expect },
      ]);
      if (revision === undefined) return;
      const owner = new QueueOwner(this.#context, revision, () => this.#giveUp('a write was refused'));
      this.#owning = { owner, revision };
      await owner.recovered;
    } catch (error) {
      log.warn({ queueId, error: String(error) }, 'queue not taken over');
      this.#giveUp('it could not be rebuilt');
    }
  }

  #giveUp(reason: string): void {
    const owning = this.#owning;
    if (owning === undefined) return;
    this.#owning = undefined;
    this.#context.log.warn({ queueId: this.#context.queueId, reason }, 'queue given up');
    owning.owner[Symbol.asyncDispose]().catch((error: unknown) => {
      this.#context.log.error({ error: String(error) }, 'queue owner not closed');
    });
  }
}
