import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { silentLog, systemClock, WeftError } from '@weft/proto';
import { startPostgres, until } from '@weft/proto/testing';
import { sql } from 'kysely';
import { EmbeddedLinks } from './engines/embedded.ts';
import type { Links } from './engines/link.ts';
import { PostgresLinks } from './engines/postgres.ts';
import { migrations } from './migrations/index.ts';
import { Store } from './store.ts';
import { addContact } from './testing/rows.ts';

const run = promisify(execFile);
const parts = { log: silentLog, clock: systemClock };
const storeOn = (links: () => Links): Store => new Store({ ...parts, links });
/** However slow the machine is: work alone waits for it only so long. */
async function openOn(links: () => Links): Promise<Store> {
  const store = storeOn(links);
  await store.opened();
  return store;
}
const is = (code: string) => (error: unknown) => error instanceof WeftError && error.code === code;
const contacts = async (store: Store): Promise<number> =>
  store.read(async (db) => (await db.selectFrom('contacts').select('contactId').execute()).length);

describe('the store', () => {
  it('makes an embedded database, and finds its rows when it is opened again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'weft-store-'));
    const links = () => new EmbeddedLinks(join(folder, 'store'));
    try {
      {
        await using store = storeOn(links);
        assert.equal(store.away, 'the store is opening');
        await store.opened();
        await store.write((db) => addContact(db, 'contact-1'));
        assert.equal(store.away, undefined);
      }
      await using store = await openOn(links);
      assert.equal(await contacts(store), 1);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('keeps nothing of a transaction that fails, and throws what the work threw', async () => {
    await using store = await openOn(() => new EmbeddedLinks());
    const wrong = new Error('no');
    const failing = store.write(async (db) => {
      await addContact(db, 'contact-1');
      throw wrong;
    });
    await assert.rejects(failing, wrong);
    assert.equal(await contacts(store), 0);
    await assert.rejects(
      store.write((db) => db.insertInto('drafts').values(Array(2).fill(draft)).execute()),
      is('CONFLICT'),
    );
    assert.equal(store.away, undefined);
  });

  const draft = {
    agentId: 'anna',
    conversationId: 'conv-1',
    mode: 'reply' as const,
    reply: 'x',
    note: '',
    atMs: 1,
  };

  it('refuses work while it is away, and comes back by itself', async () => {
    await using server = await startPostgres();
    await using store = await openOn(() => new PostgresLinks(server.url, 'test'));
    await store.write((db) => addContact(db, 'contact-1'));
    const told: (string | undefined)[] = [];
    using _ = store.onAway((reason) => told.push(reason));

    await server.kill('SIGKILL');
    await until(() => contacts(store).then(() => 'it still answers', is('UNAVAILABLE')) as Promise<true>);
    await assert.rejects(contacts(store), is('UNAVAILABLE'));
    assert.match(store.away ?? '', /^the store is away: /);
    await server.restart();
    await until(() => contacts(store).then((count) => count === 1 || 'the row is gone'));
    assert.equal(store.away, undefined);
    assert.equal(told.at(-1), undefined);
    assert.match(told[0] ?? '', /^the store is away/);
  });

  it('opens later when there is no server yet', async () => {
    await using server = await startPostgres();
    await server.kill('SIGKILL');
    await using store = storeOn(() => new PostgresLinks(server.url, 'test'));
    await assert.rejects(contacts(store), is('UNAVAILABLE'));
    await server.restart();
    await until(async () => (await contacts(store)) === 0 || 'rows from nowhere');
  });

  it('makes its tables once when several instances start together', async () => {
    await using server = await startPostgres();
    const stores = [1, 2, 3].map((n) => storeOn(() => new PostgresLinks(server.url, `test-${n}`)));
    await using owned = new AsyncDisposableStack();
    for (const store of stores) owned.use(store);
    await Promise.all(stores.map((store) => store.opened()));
    assert.deepEqual(await Promise.all(stores.map(contacts)), [0, 0, 0]);
    const steps = await stores[0]?.read(async (db) => sql`select name from weft_migration`.execute(db));
    assert.equal(steps?.rows.length, Object.keys(migrations).length);
  });

  it('stays away from tables of a later version', async () => {
    await using server = await startPostgres();
    const links = () => new PostgresLinks(server.url, 'test');
    {
      await using store = await openOn(links);
      await store.write((db) =>
        sql`insert into weft_migration (name, timestamp) values ('9999-later', '')`.execute(db),
      );
    }
    await using store = storeOn(links);
    await assert.rejects(contacts(store), is('UNAVAILABLE'));
    assert.match(store.away ?? '', /9999-later/);
  });

  it('runs a transaction again that another one stood in the way of', async () => {
    await using server = await startPostgres();
    await using store = await openOn(() => new PostgresLinks(server.url, 'test'));
    await store.write(async (db) => {
      for (const id of ['a', 'b']) await addContact(db, id);
    });
    const both = Promise.withResolvers<void>();
    let runs = 0;
    // Each takes what the other waits for: PostgreSQL ends one of them.
    const cross = (first: string, second: string): Promise<void> =>
      store.write(async (db) => {
        const touch = (contactId: string) =>
          db.updateTable('contacts').set({ value: 1 }).where('contactId', '=', contactId).execute();
        await touch(first);
        runs += 1;
        if (runs === 2) both.resolve();
        await both.promise;
        await touch(second);
      });
    await Promise.all([cross('a', 'b'), cross('b', 'a')]);
    // The one that ran again may have met the other a second time.
    assert.ok(runs >= 3, `${runs}`);
  });

  it('refuses work within work, which would wait for itself', async () => {
    await using store = await openOn(() => new EmbeddedLinks());
    const within = store.write(() => contacts(store));
    await assert.rejects(within, /work within work/);
    assert.equal(await contacts(store), 0);
  });

  it('refuses what is beyond its bound instead of keeping it waiting', async () => {
    await using store = await openOn(() => new EmbeddedLinks());
    await contacts(store);
    const held = Promise.withResolvers<void>();
    const work = Array.from({ length: 1_000 }, () => store.read(() => held.promise));
    await assert.rejects(contacts(store), is('UNAVAILABLE'));
    held.resolve();
    await Promise.all(work);
    assert.equal(await contacts(store), 0);
  });

  it('gives a backup of an embedded database while it works, to be unpacked in its place', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'weft-store-'));
    try {
      const archive = join(folder, 'backup.tar.gz');
      {
        await using store = await openOn(() => new EmbeddedLinks(join(folder, 'one')));
        await store.write((db) => addContact(db, 'contact-1', '李伟'));
        await writeFile(archive, await store.backup());
        await store.write((db) => addContact(db, 'contact-2'));
      }
      await mkdir(join(folder, 'two'), { mode: 0o700 });
      await run('tar', ['-xzf', archive, '-C', join(folder, 'two')]);
      await using store = await openOn(() => new EmbeddedLinks(join(folder, 'two')));
      const names = await store.read((db) => db.selectFrom('contacts').select('displayName').execute());
      assert.deepEqual(names, [{ displayName: '李伟' }]);
      // The tables are known there: nothing is made anew, and it takes more.
      await store.write((db) => addContact(db, 'contact-3'));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('is backed up and restored by the tools of PostgreSQL while it works', async () => {
    await using server = await startPostgres();
    await using other = await startPostgres();
    const archive = join(await mkdtemp(join(tmpdir(), 'weft-dump-')), 'backup.dump');
    try {
      {
        await using store = await openOn(() => new PostgresLinks(server.url, 'test'));
        await store.write((db) => addContact(db, 'contact-1', '李伟'));
        await run(join(server.programs, 'pg_dump'), ['--format=custom', `--file=${archive}`, server.url]);
        await assert.rejects(store.backup(), is('NOT_AVAILABLE'));
      }
      const restore = ['--no-owner', '--exit-on-error', `--dbname=${other.url}`, archive];
      await run(join(server.programs, 'pg_restore'), restore);
      await using store = await openOn(() => new PostgresLinks(other.url, 'test'));
      const names = await store.read((db) => db.selectFrom('contacts').select('displayName').execute());
      assert.deepEqual(names, [{ displayName: '李伟' }]);
    } finally {
      await rm(dirname(archive), { recursive: true, force: true });
    }
  });
});
