import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '../clock.ts';
import { silentLog } from '../log.ts';
import { openSilentPath, startEtcd, type TestServer, until } from '../testing/index.ts';
import { EtcdDirectory } from './etcd-directory.ts';

describe('the directory on a connection that dies without a word', () => {
  let etcd: TestServer;
  const open = (endpoints: string) =>
    EtcdDirectory.create({ endpoints, leaseTtlMs: 3_000, log: silentLog, clock: systemClock });

  before(async () => {
    etcd = await startEtcd();
  });
  after(() => etcd[Symbol.asyncDispose]());

  it('hears of changes again and is registered again, though it asks for nothing', async () => {
    await using path = await openSilentPath(etcd.port);
    await using directory = await open(`http://127.0.0.1:${path.port}`);
    await using other = await open(etcd.url);
    await using view = await directory.watch('/s/');
    await using registration = await directory.register('/s/me', 'first');
    await until(() => view.entries.has('/s/me') || 'not registered');
    path.fallSilent();
    await other.transact([{ do: 'put', key: '/s/news', value: 'now' }]);
    await until(() => view.entries.has('/s/news') || 'the view is as it was');
    await until(() => directory.leaseIsSure || 'no lease');
    registration.update('second');
    await until(async () => (await other.get('/s/me'))?.value === 'second' || 'not registered anew');
  });

  it('needs no more than a try once etcd can be reached again', async () => {
    await using path = await openSilentPath(etcd.port);
    await using directory = await open(`http://127.0.0.1:${path.port}`);
    await using view = await directory.watch('/r/');
    path.fallSilent('all');
    // Long enough for new connections to be tried, which get no answer either.
    await assert.rejects(directory.get('/r/a'), { code: 'TIMEOUT' });
    await assert.rejects(directory.get('/r/a'), { name: 'WeftError' });
    path.recover();
    await until(() => directory.transact([{ do: 'put', key: '/r/a', value: 'here' }]).then(() => true));
    await until(() => view.entries.has('/r/a') || 'the view is as it was');
  });

  it('knows of a transaction whose answer was lost that it went through', async () => {
    await using path = await openSilentPath(etcd.port);
    await using directory = await open(`http://127.0.0.1:${path.port}`);
    await using other = await open(etcd.url);
    await directory.get('/t/a');
    path.fallSilent('answers');
    const committed = directory.transact([
      { do: 'put', key: '/t/a', value: 'mine', expect: 'absent' },
      { do: 'put', key: '/t/b', value: 'mine', expect: 'absent' },
    ]);
    await until(async () => (await other.get('/t/b')) !== undefined || 'not committed');
    path.cut();
    assert.equal(await committed, (await other.get('/t/a'))?.revision);
  });

  it('does not take for its own what another wrote', async () => {
    await using path = await openSilentPath(etcd.port);
    await using directory = await open(`http://127.0.0.1:${path.port}`);
    await using other = await open(etcd.url);
    await other.transact([{ do: 'put', key: '/u/b', value: 'mine' }]);
    await other.transact([{ do: 'put', key: '/u/a', value: 'mine' }]);
    path.fallSilent('answers');
    const refused = directory.transact([
      { do: 'put', key: '/u/a', value: 'mine', expect: 'absent' },
      { do: 'put', key: '/u/b', value: 'mine', expect: 'absent' },
    ]);
    await until(() => path.open > 0 || 'not asked');
    path.cut();
    assert.equal(await refused, undefined);
  });
});
