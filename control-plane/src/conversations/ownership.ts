import { type Directory, keys, OwnerRecord, TIMELINE_PARTITIONS, type Timer } from '@weft/proto';
import type { LiveCalls } from '../calls/live-calls.ts';
import { Records } from '../registry/records.ts';
import type { Store } from '../store/store.ts';
import { Board } from './board.ts';
import { CallNotes } from './call-notes.ts';
import type { ConversationContext } from './context.ts';
import { EndedFollowing } from './ended-following.ts';
import { IdleClosing } from './idle-closing.ts';
import { OneConversation } from './one-conversation.ts';
import { PartitionOwner } from './partition-owner.ts';

/** How often partitions without an owner are tried for, besides at every sign of one missing. */
const LOOK_INTERVAL_MS = 1_000;
/** The partition whose owner also keeps the lists and notes the calls. */
const BOARD_PARTITION = 0;

interface Owning {
  readonly revision: string;
  readonly parts: AsyncDisposableStack;
}

export interface OwnershipOptions {
  readonly context: ConversationContext;
  readonly directory: Directory;
  readonly live: LiveCalls;
  readonly store: Store;
}

/**
 * Competes for the partitions' owner keys: claims what has no owner, gives way
 * where another has it. Whoever owns applies events; that two may believe so
 * for a moment does no harm, since the store's position lets one of them.
 */
export class PartitionOwnership implements AsyncDisposable {
  readonly #context: ConversationContext;
  readonly #directory: Directory;
  readonly #live: LiveCalls;
  readonly #kept: Store;
  readonly #owners: Records<OwnerRecord>;
  readonly #owning = new Map<number, Owning>();
  readonly #claiming = new Map<number, Promise<void>>();
  readonly #listening: readonly Disposable[];
  readonly #timer: Timer;
  #closed = false;

  private constructor(options: OwnershipOptions, owners: Records<OwnerRecord>) {
    const { context, directory, live, store } = options;
    this.#kept = store;
    this.#context = context;
    this.#directory = directory;
    this.#live = live;
    this.#owners = owners;
    this.#listening = [
      owners.onChange((partition) => this.#look(Number(partition))),
      directory.onLeaseLost(() => {
        for (const partition of this.#owning.keys()) void this.#giveUp(partition, 'lease lost');
      }),
    ];
    this.#timer = context.clock.every(LOOK_INTERVAL_MS, () => this.#lookAll());
  }

  /** Resolves when it is known who owns what. */
  static async create(options: OwnershipOptions): Promise<PartitionOwnership> {
    const { context, directory } = options;
    const owners = await Records.watch(directory, keys.timelineOwners, OwnerRecord, context.log);
    const ownership = new PartitionOwnership(options, owners);
    ownership.#lookAll();
    await Promise.all(ownership.#claiming.values());
    return ownership;
  }

  /** Partitions that this instance owns. */
  get owned(): number {
    return this.#owning.size;
  }

  /** Finishes what is under way and leaves the partitions to others. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#timer.cancel();
    for (const listening of this.#listening) listening[Symbol.dispose]();
    await Promise.all(this.#claiming.values());
    await Promise.all([...this.#owning.keys()].map((partition) => this.#leave(partition)));
    await this.#owners[Symbol.asyncDispose]();
  }

  #lookAll(): void {
    for (let partition = 0; partition < TIMELINE_PARTITIONS; partition += 1) this.#look(partition);
  }

  #look(partition: number): void {
    const found = this.#owners.get(`${partition}`);
    const owning = this.#owning.get(partition);
    if (found === undefined) {
      if (owning === undefined) this.#claim(partition, 'absent');
      return;
    }
    if (owning !== undefined) {
      const newer = BigInt(found.revision) > BigInt(owning.revision);
      if (newer) void this.#giveUp(partition, 'another instance owns it');
      return;
    }
    // Left by an earlier run of this very instance.
    if (found.value.instanceId === this.#context.instanceId) {
      this.#claim(partition, { revision: found.revision });
    }
  }

  #claim(partition: number, expect: 'absent' | { readonly revision: string }): void {
    if (this.#closed || this.#claiming.has(partition)) return;
    const claim = this.#tryClaim(partition, expect).finally(() => this.#claiming.delete(partition));
    this.#claiming.set(partition, claim);
  }

  async #tryClaim(partition: number, expect: 'absent' | { readonly revision: string }): Promise<void> {
    const { instanceId, clock, log } = this.#context;
    const key = keys.timelineOwner(partition);
    const value = OwnerRecord.toJson({ instanceId, epoch: 1, sinceMs: clock.now() });
    try {
      const revision = await this.#directory.transact([{ do: 'put', key, value, leased: true, expect }]);
      if (revision === undefined) return;
      const parts = new AsyncDisposableStack();
      parts.use(new PartitionOwner(this.#context, partition));
      if (partition === BOARD_PARTITION) {
        parts.use(new Board(this.#context));
        parts.use(new CallNotes(this.#context, this.#live));
        parts.use(new IdleClosing(this.#context));
        parts.use(new EndedFollowing(this.#context));
        parts.use(new OneConversation({ ...this.#context, store: this.#kept }));
      }
      this.#owning.set(partition, { revision, parts });
    } catch (error) {
      log.warn({ partition, error: String(error) }, 'partition not claimed');
    }
  }

  async #giveUp(partition: number, reason: string): Promise<void> {
    const owning = this.#owning.get(partition);
    if (owning === undefined) return;
    this.#owning.delete(partition);
    this.#context.log.warn({ partition, reason }, 'partition given up');
    await owning.parts.disposeAsync().catch((error: unknown) => {
      this.#context.log.error({ partition, error: String(error) }, 'partition owner not closed');
    });
  }

  async #leave(partition: number): Promise<void> {
    const owning = this.#owning.get(partition);
    if (owning === undefined) return;
    this.#owning.delete(partition);
    await owning.parts.disposeAsync();
    const key = keys.timelineOwner(partition);
    const expect = { revision: owning.revision };
    // Without it the key goes with the lease.
    await this.#directory.transact([{ do: 'delete', key, expect }]).catch(() => undefined);
  }
}
