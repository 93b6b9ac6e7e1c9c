import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '../clock.ts';
import { silentLog } from '../log.ts';
import { startEtcd, type TestServer, until } from '../testing/index.ts';
import { EtcdDirectory } from './etcd-directory.ts';

describe('the directory over etcd', () => {
  let etcd: TestServer;
  const open = () =>
    EtcdDirectory.create({ endpoints: etcd.url, leaseTtlMs: 1_000, log: silentLog, clock: systemClock });

  before(async () => {
    etcd = await startEtcd();
  });
  after(() => etcd[Symbol.asyncDispose]());

  it('puts, gets, lists in order and deletes', async () => {
    await using directory = await open();
    assert.equal(await directory.get('/a/none'), undefined);
    const revision = await directory.transact([
      { do: 'put', key: '/a/2', value: 'two' },
      { do: 'put', key: '/a/1', value: 'one' },
    ]);
    assert.deepEqual(await directory.get('/a/1'), { key: '/a/1', value: 'one', revision });
    assert.deepEqual(
      (await directory.list('/a/')).map(({ value }) => value),
      ['one', 'two'],
    );
    await directory.transact([{ do: 'delete', key: '/a/1' }]);
    assert.equal(await directory.get('/a/1'), undefined);
  });

  it('changes nothing when one expectation does not hold', async () => {
    await using directory = await open();
    const first = await directory.transact([{ do: 'put', key: '/b/x', value: '1', expect: 'absent' }]);
    assert.ok(first);
    assert.equal(
      await directory.transact([{ do: 'put', key: '/b/x', value: '2', expect: 'absent' }]),
      undefined,
    );
    const second = await directory.transact([
      { do: 'put', key: '/b/x', value: '2', expect: { revision: first } },
    ]);
    assert.ok(second);
    const stale = await directory.transact([
      { do: 'put', key: '/b/y', value: 'other' },
      { do: 'check', key: '/b/x', expect: { revision: first } },
    ]);
    assert.equal(stale, undefined);
    assert.equal(await directory.get('/b/y'), undefined);
    assert.equal((await directory.get('/b/x'))?.value, '2');
  });

  it('keeps a view that hears of puts and deletes', async () => {
    await using directory = await open();
    await directory.transact([{ do: 'put', key: '/c/1', value: 'before' }]);
    await using view = await directory.watch('/c/');
    assert.equal(view.entries.get('/c/1')?.value, 'before');
    const heard: string[] = [];
    using _listening = view.onChange((key, entry, old) =>
      heard.push(`${key} ${old?.value ?? '-'} ${entry?.value ?? '-'}`),
    );
    await directory.transact([{ do: 'put', key: '/c/1', value: 'after' }]);
    await directory.transact([{ do: 'delete', key: '/c/1' }]);
    await until(() => heard.length === 2 || `heard ${heard.length} changes`);
    assert.deepEqual(heard, ['/c/1 before after', '/c/1 after -']);
    assert.equal(view.entries.size, 0);
  });

  it('takes leased keys away when the process that put them is gone', async () => {
    await using watcher = await open();
    await using view = await watcher.watch('/d/');
    {
      await using owner = await open();
      await owner.transact([{ do: 'put', key: '/d/owned', value: 'mine', leased: true }]);
      await until(() => view.entries.has('/d/owned') || 'not seen yet');
    }
    await until(() => !view.entries.has('/d/owned') || 'still there');
  });

  it('finds its view and its registrations again after etcd was away longer than the lease', async () => {
    await using directory = await open();
    await using view = await directory.watch('/e/');
    let lost = 0;
    using _listening = directory.onLeaseLost(() => {
      lost += 1;
    });
    const registration = await directory.register('/e/me', 'first');
    await until(() => view.entries.get('/e/me')?.value === 'first' || 'not registered');
    assert.ok(directory.leaseIsSure);
    await etcd.kill('SIGKILL');
    await until(() => !directory.leaseIsSure || 'it is still sure', { timeoutMs: 20_000 });
    assert.equal(lost, 0, 'its own clock knows it first');
    await until(() => lost > 0 || 'the lease is not lost yet', { timeoutMs: 20_000 });
    await assert.rejects(directory.get('/e/me'), { name: 'WeftError' });
    await etcd.restart();
    registration.update('second');
    await until(
      () => view.entries.get('/e/me')?.value === 'second' || `view has ${view.entries.get('/e/me')?.value}`,
      { timeoutMs: 20_000 },
    );
    await until(() => directory.leaseIsSure || 'it is not sure yet');
    await registration[Symbol.asyncDispose]();
    await until(() => !view.entries.has('/e/me') || 'still registered');
  });

  it('keeps a view of what had not changed for so long that etcd has let go of that time', async () => {
    await using directory = await open();
    await directory.transact([{ do: 'put', key: '/f/1', value: 'old' }]);
    await using view = await directory.watch('/f/');
    await using other = await open();
    for (let i = 0; i < 20; i += 1) await other.transact([{ do: 'put', key: '/g/1', value: `${i}` }]);
    const revision = await other.transact([{ do: 'put', key: '/g/1', value: 'last' }]);
    const compacted = await fetch(`${etcd.url}/v3/kv/compaction`, {
      method: 'POST',
      body: JSON.stringify({ revision, physical: true }),
    });
    assert.equal(compacted.status, 200, await compacted.text());
    // The watch goes on in another connection, from a revision that is gone; meanwhile the prefix changed.
    await etcd.kill('SIGKILL');
    await etcd.restart();
    const put = () =>
      other.transact([{ do: 'put', key: '/f/1', value: 'new' }]).then(
        () => true as const,
        (error: unknown) => String(error),
      );
    await until(put, { timeoutMs: 20_000 });
    await until(
      () => view.entries.get('/f/1')?.value === 'new' || `view has ${view.entries.get('/f/1')?.value}`,
      { timeoutMs: 20_000 },
    );
  });
});
