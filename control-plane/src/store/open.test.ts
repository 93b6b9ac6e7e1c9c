import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { silentLog, systemClock, WeftError } from '@weft/proto';
import { ConfigError, EtcdDirectory } from '@weft/proto/node';
import { startEtcd, type TestServer } from '@weft/proto/testing';
import { openStore } from './open.ts';
import type { Store } from './store.ts';

describe('which store an instance has', () => {
  let etcd: TestServer;
  let folder: string;
  before(async () => {
    etcd = await startEtcd();
    folder = await mkdtemp(join(tmpdir(), 'weft-store-'));
  });
  after(async () => {
    await etcd[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  const parts = { log: silentLog, clock: systemClock };
  /** An instance: a lease of its own, and its store. */
  async function instance(id: string, storeDir: string): Promise<AsyncDisposable & { store: Store }> {
    const owned = new AsyncDisposableStack();
    try {
      const directory = owned.use(
        await EtcdDirectory.create({ ...parts, endpoints: etcd.url, leaseTtlMs: 60_000 }),
      );
      const config = { id, databaseUrl: '', store: 'folder', storeDir: join(folder, storeDir) } as const;
      const store = owned.use(await openStore({ ...parts, config, directory }));
      return { store, [Symbol.asyncDispose]: () => owned.disposeAsync() };
    } catch (error) {
      await owned.disposeAsync();
      throw error;
    }
  }

  it('refuses a second instance with one sentence that asks for PostgreSQL, until the first is gone', async () => {
    {
      await using first = await instance('control-1', 'one');
      await first.store.opened();
      await assert.rejects(
        instance('control-2', 'two'),
        (error) =>
          error instanceof ConfigError &&
          /^control-1 keeps the store in itself.*DATABASE_URL$/.test(error.message),
      );
      await assert.rejects(
        instance('control-1', 'one'),
        (error) => error instanceof ConfigError && /^process \d+ has the store in /.test(error.message),
      );
      await first.store.read((sql) => sql.selectFrom('contacts').selectAll().execute());
    }
    await using second = await instance('control-2', 'two');
    await second.store.opened();
  });

  it('lets an instance go without, which then refuses what needs one', async () => {
    await using directory = await EtcdDirectory.create({ ...parts, endpoints: etcd.url, leaseTtlMs: 60_000 });
    const config = { id: 'control-3', databaseUrl: '', store: 'none', storeDir: '' } as const;
    await using store = await openStore({ ...parts, config, directory });
    await assert.rejects(
      store.read(() => Promise.resolve()),
      (error) => error instanceof WeftError && error.code === 'UNAVAILABLE',
    );
    assert.equal(store.away, 'this instance has no store');
  });
});
