import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { silentLog, systemClock } from '@weft/proto';
import { startPostgres, type TestServer, until } from '@weft/proto/testing';
import { sql } from 'kysely';
import { Store } from '../store.ts';
import { LinkLost } from './link.ts';
import { PostgresLinks } from './postgres.ts';

describe('a link to PostgreSQL', () => {
  let server: TestServer;
  before(async () => {
    server = await startPostgres();
  });
  after(() => server[Symbol.asyncDispose]());

  it('that ends between two statements fails the next one, and nothing else', async () => {
    const links = new PostgresLinks(server.url, 'test');
    const other = new PostgresLinks(server.url, 'test');
    await until(() => other.open().then(() => true, String));
    const [link, killer] = [await links.acquire(), await other.acquire()];
    const ended = new Promise((resolve) => link.client.once('end', resolve));
    const { rows } = await link.query('select pg_backend_pid() as pid', []);
    const pid = Object.values(rows[0] ?? {})[0];
    await killer.query('select pg_terminate_backend($1)', [pid]);
    await ended;
    await assert.rejects(link.query('select 1', []), LinkLost);
    links.release(link, true);
    other.release(killer, false);
    const again = await links.acquire();
    assert.equal((await again.query('select 1', [])).rows.length, 1);
    links.release(again, false);
    await Promise.all([links.close(), other.close()]);
  });

  it('ends a statement that takes too long, but not one that changes the tables or waits for that', async () => {
    const clock = systemClock;
    const options = { log: silentLog, clock, links: () => new PostgresLinks(server.url, 'test', 300) };
    {
      await using first = new Store(options);
      await first.opened();
      await assert.rejects(first.read((database) => sql`select pg_sleep(1)`.execute(database)));
    }
    const other = new PostgresLinks(server.url, 'other');
    const busy = await other.acquire();
    await busy.query('begin', []);
    await busy.query('lock table weft_migration in access exclusive mode', []);
    const aways: (string | undefined)[] = [];
    await using second = new Store(options);
    using _listening = second.onAway((away) => aways.push(away));
    // Longer than any other statement may take.
    await busy.query('select pg_sleep(1)', []);
    await busy.query('commit', []);
    await second.opened();
    assert.deepEqual(aways, [undefined]);
    other.release(busy, false);
    await other.close();
  });
});
