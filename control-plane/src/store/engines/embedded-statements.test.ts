import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PGlite } from '@electric-sql/pglite';
import { EmbeddedStatements } from './embedded-statements.ts';

/** More than are run before plans are made anew for the first time, and for the second. */
const MANY = 1_200;

test('statements that recur go on when their plans are made anew, within a transaction too', async () => {
  await using owned = new AsyncDisposableStack();
  const database = await PGlite.create();
  owned.defer(() => database.close());
  const statements = new EmbeddedStatements(database);
  await statements.query('create table things (id integer primary key)', []);
  await statements.query('begin', []);
  for (let id = 0; id < MANY; id += 1) {
    const { affected } = await statements.query('insert into things values ($1)', [id]);
    assert.equal(affected, 1);
  }
  await statements.query('commit', []);
  const { rows } = await statements.query('select count(*) as count from things where id < $1', [MANY]);
  assert.deepEqual(rows, [{ count: MANY }]);
});
