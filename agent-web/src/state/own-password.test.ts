import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock, silentLog, WeftError } from '@weft/proto';
import { ChosenPassword } from './own-password.ts';
import { Session } from './session.ts';
import { settle } from './testing/fake-ask.ts';
import { FakeApi, grantOf } from './testing/fake-page.ts';

function desk() {
  const api = new FakeApi();
  const session = new Session(() => api.refresh(), api, new ManualClock(), silentLog);
  session.take(grantOf());
  const link = { state: { name: 'ready', region: 'eu', edgeId: 'eu-1', sessionId: 'session-3' } } as const;
  return { api, session, password: new ChosenPassword({ api, session, link, log: silentLog }) };
}

test('another password keeps this page signed in, with what it is given for it', async () => {
  const { api, session, password } = desk();
  api.grants = async () => grantOf({ token: 'token-2' });
  password.change('the old one', 'the new one');
  assert.equal(password.get().step, 'saving');
  password.change('the old one', 'twice');
  await settle();
  assert.equal(password.get().step, 'saved');
  const change = { password: 'the old one', newPassword: 'the new one', sessionId: 'session-3' };
  assert.deepEqual(api.asked, [`password token-1 ${JSON.stringify(change)}`]);
  assert.equal(await session.token(false), 'token-2');
  password.forget();
  assert.equal(password.get().step, 'none');
});

test('a wrong present password changes nothing and is told', async () => {
  const { api, session, password } = desk();
  api.grants = () => Promise.reject(new WeftError('SIGN_IN_REFUSED'));
  password.change('guessed', 'the new one');
  await settle();
  const { step, problem } = password.get();
  assert.deepEqual([step, problem?.name === 'fault' && problem.code], ['none', 'SIGN_IN_REFUSED']);
  assert.equal(await session.token(false), 'token-1');
});
