import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startEtcd, type TestServer, until } from '@weft/proto/testing';
import { GuestSession, InvitationRules, StaffSession } from './schemas.ts';
import { ask, refusal } from './testing/ask.ts';
import { type Instance, PEOPLE, startInstance } from './testing/instance.ts';

const rule = { ruleId: 'hesitates', text: { en: 'May we help?', zh: '需要帮助吗？' }, dwellMs: 30_000 };

describe('invitation rules', () => {
  let etcd: TestServer;
  let one: Instance;
  let two: Instance;
  before(async () => {
    etcd = await startEtcd();
    one = await startInstance(etcd.url);
    two = await startInstance(etcd.url);
  });
  after(async () => {
    await two[Symbol.asyncDispose]();
    await one[Symbol.asyncDispose]();
    await etcd[Symbol.asyncDispose]();
  });

  const operator = async () => {
    const { login, password } = PEOPLE[1];
    const { body } = await ask(`${one.url}/v1/sessions/sign-in`, StaffSession, { body: { login, password } });
    return { authorization: `Bearer ${body.token}` };
  };
  const read = async (at: Instance) => (await ask(`${at.url}/v1/invitations`, InvitationRules)).body.rules;

  it('are none at first, and hold at every instance once an operator has set them', async () => {
    assert.deepEqual(await read(one), []);
    await ask(`${one.url}/v1/invitations`, InvitationRules, {
      method: 'PUT',
      headers: await operator(),
      body: { rules: [rule] },
    });
    await until(async () => (await read(two)).length === 1 || 'the other instance has no rule yet');
    const [kept] = await read(two);
    assert.deepEqual([kept?.ruleId, kept?.times, kept?.pauseMs], ['hesitates', 1, 86_400_000]);
  });

  it('are not overwritten by who has not seen the last change', async () => {
    const url = `${one.url}/v1/invitations`;
    const headers = await operator();
    const before = (await ask(url, InvitationRules)).body.version;
    const body = { rules: [{ ...rule, times: 2 }], version: before };
    const saved = (await ask(url, InvitationRules, { method: 'PUT', headers, body })).body;
    assert.notEqual(saved.version, before);
    const late = { rules: [{ ...rule, times: 3 }], version: before };
    assert.equal(await refusal(url, { method: 'PUT', headers, body: late }), '409 CONFLICT');
    await until(async () => (await read(one))[0]?.times === 2 || 'the change is not told');
    const now = (await ask(url, InvitationRules)).body;
    assert.equal(now.version, saved.version);
    const next = (
      await ask(url, InvitationRules, { method: 'PUT', headers, body: { ...late, version: now.version } })
    ).body;
    assert.equal(next.rules[0]?.times, 3);
  });

  it('are set by operators only, and only when they make sense', async () => {
    const url = `${one.url}/v1/invitations`;
    const put = (body: unknown, headers = {}) => refusal(url, { method: 'PUT', headers, body });
    assert.equal(await put({ rules: [rule] }), '401 TOKEN_INVALID');
    const { body } = await ask(`${one.url}/v1/sessions/guest`, GuestSession, { body: {} });
    assert.equal(await put({ rules: [rule] }, { authorization: `Bearer ${body.token}` }), '403 FORBIDDEN');
    const headers = await operator();
    assert.equal(await put({ rules: [rule, rule] }, headers), '400 BAD_REQUEST');
    assert.equal(await put({ rules: [{ ...rule, scrolled: 2 }] }, headers), '400 BAD_REQUEST');
    assert.equal(await put({ rules: [{ ...rule, dwell: 1 }] }, headers), '400 BAD_REQUEST');
  });
});
