import { AsyncLocalStorage } from 'node:async_hooks';
import { type Clock, type Log, type Timer, WeftError } from '@weft/proto';
import { CamelCasePlugin, Kysely, sql } from 'kysely';
import { linkDialect } from './engines/dialect.ts';
import type { Links } from './engines/link.ts';
import { isClash, translate } from './failure.ts';
import { migrate } from './migrate.ts';
import type { Tables } from './tables.ts';

/** The tables, within a transaction or without: what every repository takes first. */
export type Sql = Kysely<Tables>;

/** Work that runs or waits for a connection at most; beyond, it is refused. */
const MAX_WORK = 1_000;
/** Tries of a transaction that others stand in the way of. */
const MAX_TRIES = 5;
/** How long work waits for a store that is just opening: a new embedded one takes seconds. */
const OPENING_MS = 15_000;
/** How soon a store that is away is tried again, at first and at last. */
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;

type State =
  | { readonly is: 'opening' }
  | { readonly is: 'open'; readonly database: Sql }
  | { readonly is: 'away'; readonly reason: string }
  | { readonly is: 'closed' };

/** What a store is made of. */
export interface StoreOptions {
  /** New connections; asked again for each try to open. Without, there is no store, and all work is refused. */
  readonly links?: () => Links;
  /** Given up when it is closed. */
  readonly owned?: AsyncDisposable;
  readonly log: Log;
  readonly clock: Clock;
}

const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return error instanceof Error ? `${error.message}${cause}` : String(error);
};

/** Work that others stood in the way of is tried again. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isClash(error) || attempt === MAX_TRIES) throw error;
    }
  }
}

const databaseOver = (links: Links): Sql =>
  new Kysely<Tables>({
    dialect: linkDialect(links),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });

/**
 * The database behind contacts, conversations and all that is kept of them. It
 * opens by itself, and again whenever it was away; meanwhile work is refused
 * with UNAVAILABLE. A `write` that was refused so may have happened all the
 * same, as with any database: whoever cares reads and sees.
 */
export class Store implements AsyncDisposable {
  readonly #options: StoreOptions;
  readonly #listeners = new Set<(away: string | undefined) => void>();
  #state: State = { is: 'opening' };
  readonly #opened = Promise.withResolvers<void>();
  /** The first try to open is over. */
  readonly #settled = Promise.withResolvers<void>();
  #links: Links | undefined;
  #database: Sql | undefined;
  #trying: Promise<void>;
  #timer: Timer | undefined;
  #retryMs = FIRST_RETRY_MS;
  #work = 0;
  readonly #inside = new AsyncLocalStorage<true>();

  /** Begins to open. */
  constructor(options: StoreOptions) {
    this.#options = options;
    if (options.links === undefined) this.#state = { is: 'away', reason: 'this instance has no store' };
    this.#trying = this.#open();
  }

  /** Why nothing can be asked of it now; undefined = it can. */
  get away(): string | undefined {
    if (this.#state.is === 'open') return undefined;
    return this.#state.is === 'away' ? this.#state.reason : 'the store is opening';
  }

  /** Resolves when it is open for the first time, or closed before that. */
  async opened(): Promise<void> {
    await this.#opened.promise;
  }

  /** Told when it goes away, with the reason, and when it is back. */
  onAway(listener: (away: string | undefined) => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
  }

  /** Reads: each statement sees what was committed before it. Throws UNAVAILABLE, or what the work throws. */
  read<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.#run(work);
  }

  /**
   * Runs the work in one transaction: all of it is kept or nothing. It may run
   * more than once, so it changes nothing but the store. Throws UNAVAILABLE,
   * CONFLICT, or what the work throws.
   */
  write<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.#run((database) => again(() => database.transaction().execute(work)));
  }

  /** As `write`, of work that is one statement and so needs no transaction around it: one question instead of three. */
  change<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.#run((database) => again(() => work(database)));
  }

  /**
   * The embedded database's folder as a compressed archive, as of now; others
   * wait meanwhile. Throws NOT_AVAILABLE where a server has tools of its own,
   * UNAVAILABLE while it is away.
   */
  async backup(): Promise<Uint8Array<ArrayBuffer>> {
    await this.#run(() => Promise.resolve());
    const links = this.#links;
    if (links?.dump === undefined)
      throw new WeftError('NOT_AVAILABLE', 'this store is a PostgreSQL: use pg_dump');
    return links.dump();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#set({ is: 'closed' });
    this.#timer?.cancel();
    this.#listeners.clear();
    await this.#trying;
    await this.#close();
    await this.#options.owned?.[Symbol.asyncDispose]();
  }

  async #run<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    // An embedded store has one connection: work within work would wait for itself.
    if (this.#inside.getStore() === true) throw new Error('work within work of the same store');
    if (this.#work >= MAX_WORK) throw new WeftError('UNAVAILABLE', 'the store has too much to do');
    this.#work += 1;
    try {
      const database = await this.#ready();
      return await this.#inside.run(true, () => work(database));
    } catch (thrown) {
      const error = translate(thrown);
      if (error instanceof WeftError && error.code === 'UNAVAILABLE') this.#doubt(thrown);
      throw error;
    } finally {
      this.#work -= 1;
    }
  }

  async #ready(): Promise<Sql> {
    if (this.#state.is === 'opening') {
      const late = Promise.withResolvers<void>();
      using _ = this.#options.clock.after(OPENING_MS, late.resolve);
      await Promise.race([this.#settled.promise, late.promise]);
    }
    if (this.#state.is === 'open') return this.#state.database;
    throw new WeftError('UNAVAILABLE', 'the store is away');
  }

  async #open(): Promise<void> {
    const { links } = this.#options;
    if (links === undefined) return;
    try {
      if (this.#database === undefined) await this.#connect(links());
      else await sql`select 1`.execute(this.#database);
      if (this.#database === undefined || this.#state.is === 'closed') return;
      this.#retryMs = FIRST_RETRY_MS;
      this.#set({ is: 'open', database: this.#database });
    } catch (error) {
      if (this.#state.is === 'closed') return;
      // What broke is not used again: an embedded database starts anew, a pool gets new connections.
      await this.#close();
      this.#set({ is: 'away', reason: `the store is away: ${reasonOf(error)}` });
      this.#timer = this.#options.clock.after(this.#retryMs, () => {
        this.#trying = this.#open();
      });
      this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
    }
  }

  async #connect(links: Links): Promise<void> {
    this.#links = links;
    await links.open();
    const database = databaseOver(links);
    const patient = links.patient?.();
    try {
      await migrate(patient === undefined ? database : databaseOver(patient));
    } finally {
      await patient?.close();
    }
    this.#database = database;
  }

  async #close(): Promise<void> {
    this.#database = undefined;
    const links = this.#links;
    this.#links = undefined;
    await links?.close().catch(() => undefined);
  }

  /** Something failed as if the store were away: it counts as away until it has answered. */
  #doubt(error: unknown): void {
    if (this.#state.is !== 'open' || (error instanceof WeftError && error.code === 'UNAVAILABLE')) return;
    this.#set({ is: 'away', reason: `the store is away: ${reasonOf(error)}` });
    this.#trying = this.#open();
  }

  #set(state: State): void {
    const before = this.#state.is;
    if (before === 'closed') return;
    this.#state = state;
    if (state.is !== 'opening') this.#settled.resolve();
    if (state.is === 'open' || state.is === 'closed') this.#opened.resolve();
    if (before === state.is) return;
    if (state.is === 'open') this.#options.log.info({}, 'store is open');
    if (state.is === 'away') this.#options.log.warn({ reason: state.reason }, 'store is away');
    for (const listener of [...this.#listeners]) listener(this.away);
  }
}
