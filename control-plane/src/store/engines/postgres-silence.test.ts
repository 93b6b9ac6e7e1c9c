import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openSilentPath, startPostgres, type TestServer, until } from '@weft/proto/testing';
import { PostgresLinks } from './postgres.ts';

describe('PostgreSQL behind a connection that dies without a word', () => {
  let server: TestServer;
  const behind = (port: number) => server.url.replace(`:${server.port}/`, `:${port}/`);

  before(async () => {
    server = await startPostgres();
  });
  after(() => server[Symbol.asyncDispose]());

  it('lets go of what a transaction of a lost connection held', async () => {
    await using path = await openSilentPath(server.port);
    const [lost, other] = [
      new PostgresLinks(behind(path.port), 'lost'),
      new PostgresLinks(server.url, 'other'),
    ];
    await until(() => other.open().then(() => true, String));
    const link = await other.acquire();
    await link.query('create table held (id integer primary key, text text)', []);
    await link.query(`insert into held values (1, 'before')`, []);
    const gone = await lost.acquire();
    await gone.query('begin', []);
    await gone.query(`update held set text = 'never' where id = 1`, []);
    path.fallSilent();
    await until(() =>
      link.query(`update held set text = 'after' where id = 1`, []).then(
        () => true,
        (error: unknown) => String(error),
      ),
    );
    const { rows } = await link.query('select text from held', []);
    assert.deepEqual(rows, [{ text: 'after' }]);
    other.release(link, false);
    lost.release(gone, true);
    await Promise.all([lost.close(), other.close()]);
  });
});
