import { type Directory, type Entry, idOf, keys, type Log, type View, WeftError } from '@weft/proto';
import { z } from 'zod';
import type { ChannelKind } from '../channel.ts';
import type { BoundAccount, Kind } from '../kinds.ts';
import type { Sealer } from './sealer.ts';

/** An account as etcd keeps it. */
const KeptAccount = z.object({
  version: z.literal(1),
  name: z.string().max(80),
  kind: z.string(),
  enabled: z.boolean(),
  settings: z.record(z.string(), z.unknown()),
  /** The secret settings as JSON, sealed for this account. */
  sealed: z.string(),
  /** Another account that sends what this one cannot; empty = none. */
  failoverTo: z.string(),
  changedAtMs: z.number(),
});
type KeptAccount = z.output<typeof KeptAccount>;

/** An account as it is known here. */
export interface KnownAccount {
  readonly accountId: string;
  readonly name: string;
  readonly kind: string;
  readonly enabled: boolean;
  /** Without secrets. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Names of the secrets that are set. */
  readonly secretsSet: readonly string[];
  readonly failoverTo: string;
  readonly changedAtMs: number;
  readonly revision: string;
  /** Undefined = it cannot be used; `problem` says why. */
  readonly bound: BoundAccount | undefined;
  readonly problem: string;
}

/** What an administrator wants an account to be. */
export interface AccountChange {
  readonly name: string;
  readonly kind: string;
  readonly enabled: boolean;
  /** With secrets; a secret that is absent stays as it is. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly failoverTo: string;
}

export interface AccountsOptions {
  readonly directory: Directory;
  readonly kinds: readonly Kind[];
  readonly sealer: Sealer;
  readonly log: Log;
}

const MAX_ACCOUNTS = 500;

/** Channels' accounts: kept in etcd, secrets sealed, watched, so that a change holds at every instance at once. */
export class Accounts implements AsyncDisposable {
  readonly #options: AccountsOptions;
  readonly #view: View;
  readonly #kinds: ReadonlyMap<string, Kind>;
  readonly #known = new Map<string, KnownAccount>();
  readonly #listeners = new Set<(accountId: string) => void>();

  private constructor(options: AccountsOptions, view: View) {
    this.#options = options;
    this.#view = view;
    this.#kinds = new Map(options.kinds.map((kind) => [kind.kind, kind]));
    for (const [key, entry] of view.entries) this.#take(idOf(keys.channelAccounts, key), entry);
    view.onChange((key, entry) => {
      const accountId = idOf(keys.channelAccounts, key);
      this.#take(accountId, entry);
      for (const listener of [...this.#listeners]) listener(accountId);
    });
  }

  /** Resolves when they are those of etcd at the call. */
  static async create(options: AccountsOptions): Promise<Accounts> {
    return new Accounts(options, await options.directory.watch(keys.channelAccounts));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listeners.clear();
    await this.#view[Symbol.asyncDispose]();
  }

  get(accountId: string): KnownAccount | undefined {
    return this.#known.get(accountId);
  }

  /** By name. */
  all(): readonly KnownAccount[] {
    return [...this.#known.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** What accounts there may be. */
  get kinds(): readonly Kind[] {
    return this.#options.kinds;
  }

  /** One that can be used now. */
  usable(accountId: string): BoundAccount | undefined {
    const known = this.#known.get(accountId);
    return known?.enabled === true ? known.bound : undefined;
  }

  onChange(listener: (accountId: string) => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
  }

  /** The account as it would be, to try it out. Throws BAD_REQUEST. */
  bind(accountId: string, change: AccountChange): BoundAccount {
    const kind = this.#kinds.get(change.kind);
    if (kind === undefined)
      throw new WeftError('BAD_REQUEST', `there is no kind ${change.kind.slice(0, 40)}`);
    const settings = { ...change.settings, ...this.#secretsOf(accountId, kind, change) };
    try {
      return kind.bind(accountId, change.name, settings);
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      const [issue] = error.issues;
      throw new WeftError('BAD_REQUEST', `settings.${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
    }
  }

  /** Makes or changes one. Throws BAD_REQUEST, CONFLICT (somebody else changed it first), UNAVAILABLE. */
  async put(accountId: string, change: AccountChange, atMs: number): Promise<void> {
    const before = this.#known.get(accountId);
    if (before === undefined && this.#known.size >= MAX_ACCOUNTS) {
      throw new WeftError('BAD_REQUEST', `there are at most ${MAX_ACCOUNTS} accounts`);
    }
    if (before !== undefined && before.kind !== change.kind) {
      throw new WeftError('BAD_REQUEST', 'an account keeps its kind');
    }
    this.bind(accountId, change);
    const kind = this.#kinds.get(change.kind);
    const secrets = this.#secretsOf(accountId, kind, change);
    const plain = Object.entries(change.settings).filter(([name]) => kind?.secrets.includes(name) !== true);
    const kept: KeptAccount = {
      ...{ version: 1, name: change.name, kind: change.kind, enabled: change.enabled },
      settings: Object.fromEntries(plain),
      sealed: this.#options.sealer.seal(JSON.stringify(secrets), accountId),
      failoverTo: change.failoverTo,
      changedAtMs: atMs,
    };
    const key = keys.channelAccount(accountId);
    const expect = before === undefined ? 'absent' : { revision: before.revision };
    const done = await this.#options.directory.transact([
      { do: 'put', key, value: JSON.stringify(kept), expect },
    ]);
    if (done === undefined) throw new WeftError('CONFLICT');
  }

  /** False when there was none. Throws CONFLICT, UNAVAILABLE. */
  async remove(accountId: string): Promise<boolean> {
    const known = this.#known.get(accountId);
    if (known === undefined) return false;
    const done = await this.#options.directory.transact([
      { do: 'delete', key: keys.channelAccount(accountId), expect: { revision: known.revision } },
      { do: 'delete', key: keys.channelMemory(accountId) },
    ]);
    if (done === undefined) throw new WeftError('CONFLICT');
    return true;
  }

  /** The secrets it is to have: those of before where nothing new is given. */
  #secretsOf(accountId: string, kind: Kind | undefined, change: AccountChange): Record<string, unknown> {
    const names = kind?.secrets ?? [];
    const given = Object.entries(change.settings).filter(
      ([name, value]) => names.includes(name) && value !== '',
    );
    const kept = this.#view.entries.get(keys.channelAccount(accountId));
    if (kept === undefined) return Object.fromEntries(given);
    const account = KeptAccount.parse(JSON.parse(kept.value));
    const before = this.#open(accountId, account);
    const again = new Set(given.map(([name]) => name));
    const strayed = Object.keys(before).find(
      (name) => !again.has(name) && goesElsewhere(name, kind, account.settings, change.settings),
    );
    // Else whoever may change an account could have any of its secrets sent to a place of their own.
    if (strayed !== undefined)
      throw new WeftError('BAD_REQUEST', `settings.${strayed}: to be given again, for it would go elsewhere`);
    return { ...before, ...Object.fromEntries(given) };
  }

  #open(accountId: string, { sealed }: KeptAccount): Record<string, unknown> {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(this.#options.sealer.open(sealed, accountId)));
  }

  #take(accountId: string, entry: Entry | undefined): void {
    if (entry === undefined) {
      this.#known.delete(accountId);
      return;
    }
    try {
      const { sealed: _sealed, version: _version, ...rest } = KeptAccount.parse(JSON.parse(entry.value));
      this.#known.set(accountId, {
        accountId,
        ...rest,
        revision: entry.revision,
        ...this.#bound(accountId, entry),
      });
    } catch (error) {
      this.#options.log.error({ accountId, error: String(error) }, 'account cannot be read');
      this.#known.delete(accountId);
    }
  }

  #bound(accountId: string, entry: Entry): Pick<KnownAccount, 'bound' | 'problem' | 'secretsSet'> {
    try {
      const kept = KeptAccount.parse(JSON.parse(entry.value));
      const kind = this.#kinds.get(kept.kind as ChannelKind);
      if (kind === undefined) throw new TypeError(`no kind ${kept.kind}`);
      const secrets = this.#open(accountId, kept);
      const bound = kind.bind(accountId, kept.name, { ...kept.settings, ...secrets });
      return { bound, problem: '', secretsSet: Object.keys(secrets) };
    } catch (error) {
      // A ZodError names fields; what was sealed is in no message.
      const problem = error instanceof z.ZodError ? (error.issues[0]?.message ?? '') : String(error);
      this.#options.log.error({ accountId, problem }, 'account cannot be used');
      return { bound: undefined, problem, secretsSet: [] };
    }
  }
}

type Settings = Readonly<Record<string, unknown>>;

/** Whether a secret would be sent to another place than before. */
function goesElsewhere(secret: string, kind: Kind | undefined, before: Settings, after: Settings): boolean {
  const initial = (name: string): unknown => kind?.fields.find((field) => field.name === name)?.initial;
  return (kind?.sentTo[secret] ?? []).some(
    (name) => (before[name] ?? initial(name)) !== (after[name] ?? initial(name)),
  );
}
