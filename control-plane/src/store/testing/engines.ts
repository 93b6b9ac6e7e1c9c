import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, silentLog, systemClock } from '@weft/proto';
import { startPostgres } from '@weft/proto/testing';
import { EmbeddedLinks } from '../engines/embedded.ts';
import { PostgresLinks } from '../engines/postgres.ts';
import { Store } from '../store.ts';

/** An empty store on a database of its own, open. */
export interface TestStore extends AsyncDisposable {
  readonly store: Store;
}

/** A kind of database that the same tests run on. */
export interface TestEngine {
  readonly name: string;
  start(clock?: Clock): Promise<TestStore>;
}

async function opened(store: Store, owned: AsyncDisposableStack): Promise<TestStore> {
  owned.use(store);
  await store.opened();
  return { store, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** Both of them. */
export const testEngines: readonly TestEngine[] = [
  {
    name: 'PGlite',
    start: async (clock = systemClock) => {
      const owned = new AsyncDisposableStack();
      const folder = await mkdtemp(join(tmpdir(), 'weft-store-'));
      owned.defer(() => rm(folder, { recursive: true, force: true }));
      const links = () => new EmbeddedLinks(join(folder, 'store'));
      return opened(new Store({ links, log: silentLog, clock }), owned);
    },
  },
  {
    name: 'PostgreSQL',
    start: async (clock = systemClock) => {
      const owned = new AsyncDisposableStack();
      const server = owned.use(await startPostgres());
      const links = () => new PostgresLinks(server.url, 'test');
      return opened(new Store({ links, log: silentLog, clock }), owned);
    },
  },
];
