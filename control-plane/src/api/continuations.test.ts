import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startEtcd, type TestServer } from '@weft/proto/testing';
import { Continuation, GuestSession, StaffSession } from './schemas.ts';
import { ask, refusal } from './testing/ask.ts';
import { type Instance, PEOPLE, startInstance } from './testing/instance.ts';

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('a conversation that goes on at another device', () => {
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

  const guest = async () =>
    (await ask(`${one.url}/v1/sessions/guest`, GuestSession, { body: { name: 'Kim' } })).body;
  const codeOf = async (token: string) =>
    (await ask(`${one.url}/v1/continuations`, Continuation, { method: 'POST', headers: bearer(token) })).body;
  const redeem = (code: string, at = two) =>
    ask(`${at.url}/v1/continuations/redeem`, GuestSession, { body: { code } });

  it('is the same customer there, at any instance, however the code is typed', async () => {
    const session = await guest();
    const { code, goodForMs } = await codeOf(session.token);
    assert.match(code, /^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    assert.equal(goodForMs, 600_000);
    const { body } = await redeem(` ${code.toLowerCase().replace('-', ' ')} `);
    assert.equal(body.subjectId, session.subjectId);
    assert.ok(body.edges.length > 0);
  });

  it('takes a code once, also when two show it at the same time', async () => {
    const { code } = await codeOf((await guest()).token);
    const outcomes = await Promise.allSettled([redeem(code, one), redeem(code, two)]);
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.equal(await refusal(`${one.url}/v1/continuations/redeem`, { body: { code } }), '403 CODE_REFUSED');
  });

  it('keeps no code as it is', async () => {
    const { code } = await codeOf((await guest()).token);
    const kept = JSON.stringify(await one.directory.list('/'));
    assert.equal(kept.includes(code) || kept.includes(code.replace('-', '')), false);
  });

  it('gives codes to customers only', async () => {
    const url = `${one.url}/v1/continuations`;
    assert.equal(await refusal(url, { method: 'POST' }), '401 TOKEN_INVALID');
    const { login, password } = PEOPLE[0];
    const staff = await ask(`${one.url}/v1/sessions/sign-in`, StaffSession, { body: { login, password } });
    const headers = bearer(staff.body.token);
    assert.equal(await refusal(url, { method: 'POST', headers }), '403 FORBIDDEN');
  });

  it('lets nobody guess on and on', async () => {
    const url = `${two.url}/v1/continuations/redeem`;
    const answers: string[] = [];
    for (let tries = 0; tries < 12; tries += 1)
      answers.push(await refusal(url, { body: { code: 'AAAA-AAAA' } }));
    assert.equal(answers.at(-1), '429 RATE_LIMITED');
    assert.equal(
      await refusal(`${one.url}/v1/continuations/redeem`, { body: { code: 'x' } }),
      '400 BAD_REQUEST',
    );
  });
});
