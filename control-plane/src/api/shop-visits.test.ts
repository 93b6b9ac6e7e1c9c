import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { keys } from '@weft/proto';
import { startEtcd, type TestServer, until } from '@weft/proto/testing';
import { SignJWT } from 'jose';
import { contactOf } from '../contacts/contact-id.ts';
import { personOf } from '../store/contacts.ts';
import { GuestSession } from './schemas.ts';
import { ask } from './testing/ask.ts';
import { type Instance, startInstance } from './testing/instance.ts';

describe('a shop that says who visits', () => {
  let etcd: TestServer;
  let api: Instance;
  let without: Instance;
  before(async () => {
    etcd = await startEtcd();
    api = await startInstance(etcd.url, { WEFT_CONTROL_STORE: 'memory' });
    without = await startInstance(etcd.url);
    await api.store.opened();
  });
  after(async () => {
    await api[Symbol.asyncDispose]();
    await without[Symbol.asyncDispose]();
    await etcd[Symbol.asyncDispose]();
  });

  const guest = async (body: object, at = api) =>
    (await ask(`${at.url}/v1/sessions/guest`, GuestSession, { body })).body;
  const sign = async (sub: string, claims: object = {}): Promise<string> => {
    const secret = Buffer.from((await api.directory.get(keys.shopSecret))?.value ?? '', 'base64url');
    return new SignJWT({ sub, ...claims })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('5m')
      .sign(secret);
  };

  it('has the same customer on every device of an account, with the name that the shop gives', async () => {
    const account = await sign('A-1', { name: '王小明', level: 'gold' });
    const first = await guest({ account, name: 'typed' });
    const second = await guest({ account });
    assert.equal(second.subjectId, first.subjectId);
    assert.deepEqual([first.refusedAccount, second.refusedAccount], ['', '']);
    const person = await api.store.read((sql) => personOf(sql, contactOf(first.subjectId)));
    assert.deepEqual(
      person?.contacts.map(({ displayName, level }) => [displayName, level]),
      [['王小明', 'gold']],
    );
  });

  it('goes on with what a guest began before signing in', async () => {
    const before = await guest({ name: 'Li' });
    const signedIn = await guest({ previous: before.token, account: await sign('A-2') });
    assert.equal(signedIn.subjectId, before.subjectId);
    // A refresh says nothing of the account.
    const refreshed = await guest({ previous: signedIn.token });
    assert.equal(refreshed.subjectId, before.subjectId);
  });

  it('hands nobody the conversation of whoever was signed in before', async () => {
    const first = await guest({ account: await sign('A-3') });
    const signedOut = await guest({ previous: first.token, account: '' });
    assert.notEqual(signedOut.subjectId, first.subjectId);
    const other = await guest({ previous: first.token, account: await sign('A-4') });
    assert.notEqual(other.subjectId, first.subjectId);
    const back = await guest({ previous: other.token, account: await sign('A-3') });
    assert.equal(back.subjectId, first.subjectId);
  });

  it('serves a guest whose account token cannot be taken, and says why', async () => {
    const forged = await new SignJWT({ sub: 'A-1' })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('5m')
      .sign(new Uint8Array(32));
    const victim = await guest({ account: await sign('A-1') });
    const session = await guest({ account: forged });
    assert.equal(session.refusedAccount, 'TOKEN_INVALID');
    assert.notEqual(session.subjectId, victim.subjectId);
    const late = await guest({ previous: victim.token, account: 'not a token' });
    assert.notEqual(late.subjectId, victim.subjectId);
  });

  it('lets a signed-in customer come back while the store is away, and takes others for guests', async () => {
    const account = await sign('A-5');
    const first = await guest({ account });
    const again = await guest({ previous: first.token, account }, without);
    assert.deepEqual([again.subjectId, again.refusedAccount], [first.subjectId, '']);
    assert.equal((await guest({ account }, without)).refusedAccount, 'UNAVAILABLE');
  });

  it('takes a new secret at once, on every instance', async () => {
    const old = await sign('A-1');
    const value = Buffer.alloc(32, 9).toString('base64url');
    await api.directory.transact([{ do: 'put', key: keys.shopSecret, value }]);
    await until(
      async () => (await guest({ account: old })).refusedAccount === 'TOKEN_INVALID' || 'still taken',
    );
    assert.equal((await guest({ account: await sign('A-1') })).refusedAccount, '');
  });
});
