import { type Clock, type Directory, type Log, OwnerRecord, type Timer } from '@weft/proto';
import { Records } from '../registry/records.ts';

/** How often what has no owner is tried for, besides at every sign of one missing. */
const LOOK_INTERVAL_MS = 1_000;

interface Holding {
  readonly revision: string;
  readonly work: AsyncDisposable;
}

export interface LeasedSetOptions {
  readonly instanceId: string;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly log: Log;
  /** Of the owners' keys. */
  readonly prefix: string;
  readonly keyOf: (name: string) => string;
  /** What should have an owner now. */
  readonly wanted: () => readonly string[];
  /** Begins the owner's work; the epoch rises with every owner. */
  readonly begin: (name: string, epoch: number) => Promise<AsyncDisposable>;
}

/**
 * Competes for leased keys and works for those it holds: one owner for each
 * name, another one when it dies, none for what is not wanted any more. That
 * two may believe it for a moment is possible, and their work must bear it.
 */
export class LeasedSet implements AsyncDisposable {
  readonly #options: LeasedSetOptions;
  readonly #owners: Records<OwnerRecord>;
  readonly #holding = new Map<string, Holding>();
  readonly #changing = new Map<string, Promise<void>>();
  readonly #listening: readonly Disposable[];
  readonly #timer: Timer;
  #closed = false;

  private constructor(options: LeasedSetOptions, owners: Records<OwnerRecord>) {
    this.#options = options;
    this.#owners = owners;
    this.#listening = [
      owners.onChange((name) => this.#look(name)),
      options.directory.onLeaseLost(() => {
        for (const name of this.#holding.keys()) this.#change(name, () => this.#leave(name, 'lease lost'));
      }),
    ];
    this.#timer = options.clock.every(LOOK_INTERVAL_MS, () => this.look());
  }

  /** Resolves when it is known who owns what, and what had no owner was tried for. */
  static async create(options: LeasedSetOptions): Promise<LeasedSet> {
    const owners = await Records.watch(options.directory, options.prefix, OwnerRecord, options.log);
    const set = new LeasedSet(options, owners);
    set.look();
    await Promise.all(set.#changing.values());
    return set;
  }

  /** Names that this instance holds. */
  get held(): readonly string[] {
    return [...this.#holding.keys()];
  }

  /** Looks at all of them: what is wanted may have changed. */
  look(): void {
    const wanted = this.#options.wanted();
    for (const name of wanted) this.#look(name);
    const still = new Set(wanted);
    for (const name of this.#holding.keys()) {
      if (!still.has(name)) this.#change(name, () => this.#leave(name, 'not wanted any more'));
    }
  }

  /** What the name is has changed: whoever holds it begins anew. */
  renew(name: string): void {
    if (this.#holding.has(name)) this.#change(name, () => this.#leave(name, 'it has changed'));
    else this.#look(name);
  }

  /** Finishes what is under way and leaves the names to others. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#timer.cancel();
    for (const listening of this.#listening) listening[Symbol.dispose]();
    await Promise.all(this.#changing.values());
    await Promise.all([...this.#holding.keys()].map((name) => this.#leave(name, 'this instance ends')));
    await this.#owners[Symbol.asyncDispose]();
  }

  #look(name: string): void {
    const found = this.#owners.get(name);
    const holding = this.#holding.get(name);
    if (holding === undefined) {
      if (!this.#options.wanted().includes(name)) return;
      if (found === undefined) this.#change(name, () => this.#claim(name, 'absent'));
      // Left by an earlier run of this very instance.
      else if (found.value.instanceId === this.#options.instanceId) {
        const expect = { revision: found.revision };
        this.#change(name, () => this.#claim(name, expect));
      }
      return;
    }
    if (found !== undefined && BigInt(found.revision) > BigInt(holding.revision)) {
      this.#change(name, () => this.#leave(name, 'another instance owns it'));
    }
  }

  /** One thing at a time for a name; what comes meanwhile is looked at again at the next sign. */
  #change(name: string, work: () => Promise<void>): void {
    if (this.#closed || this.#changing.has(name)) return;
    const changing = work()
      .catch((error: unknown) => {
        this.#options.log.warn({ name, error: String(error) }, 'ownership not changed');
      })
      .finally(() => this.#changing.delete(name));
    this.#changing.set(name, changing);
  }

  async #claim(name: string, expect: 'absent' | { readonly revision: string }): Promise<void> {
    const { instanceId, directory, clock, keyOf, begin } = this.#options;
    const key = keyOf(name);
    const value = OwnerRecord.toJson({ instanceId, epoch: 1, sinceMs: clock.now() });
    const revision = await directory.transact([{ do: 'put', key, value, leased: true, expect }]);
    if (revision === undefined) return;
    try {
      // The key's revision rises with every owner: it is the epoch.
      this.#holding.set(name, { revision, work: await begin(name, Number(revision)) });
    } catch (error) {
      await directory.transact([{ do: 'delete', key, expect: { revision } }]).catch(() => undefined);
      throw error;
    }
  }

  async #leave(name: string, reason: string): Promise<void> {
    const { directory, log, keyOf } = this.#options;
    const holding = this.#holding.get(name);
    if (holding === undefined) return;
    this.#holding.delete(name);
    log.info({ name, reason }, 'ownership left');
    await holding.work[Symbol.asyncDispose]();
    const { revision } = holding;
    // Without it the key goes with the lease.
    await directory
      .transact([{ do: 'delete', key: keyOf(name), expect: { revision } }])
      .catch(() => undefined);
  }
}
