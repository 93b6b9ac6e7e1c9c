import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { until } from '@weft/proto/testing';
import { z } from 'zod';
import { AccountList, KindList } from './channel-schemas.ts';
import { ask, refusal } from './testing/ask.ts';
import { type SignedIn, startSignedIn } from './testing/signed-in.ts';

const Any = z.any();
const Fault = z.object({ code: z.string(), message: z.string() });

describe("channels' kinds and accounts", () => {
  let api: SignedIn;
  before(async () => {
    api = await startSignedIn({ WEFT_CONTROL_STORE: 'memory' });
  });
  after(() => api[Symbol.asyncDispose]());

  const as = (login: string) => ({ headers: { authorization: `Bearer ${api.tokens.get(login)}` } });
  const account = (settings: object) => ({ name: 'Official', kind: 'wechat', settings });
  const whole = { appId: 'wx1', appSecret: 'very-secret', token: 'abc', mode: 'plain', encodingAesKey: '' };
  const accounts = async () => (await ask(`${api.url}/v1/channels`, AccountList, as('mei'))).body.accounts;
  const put = <Body>(accountId: string, shape: z.ZodType<Body>, body: object) =>
    ask(`${api.url}/v1/channels/${accountId}`, shape, { ...as('mei'), method: 'PUT', body });

  it('tells administrators what each kind asks for, and nobody else', async () => {
    const { kinds } = (await ask(`${api.url}/v1/channels/kinds`, KindList, as('mei'))).body;
    const wechat = kinds.find(({ kind }) => kind === 'wechat');
    assert.equal(wechat?.channel, 'wechat');
    const mode = wechat.fields.find(({ name }) => name === 'mode');
    assert.deepEqual([mode?.type, mode?.choices], ['choice', ['plain', 'compatible', 'secure']]);
    assert.equal(await refusal(`${api.url}/v1/channels/kinds`, as('anna')), '403 FORBIDDEN');
    assert.equal(await refusal(`${api.url}/v1/channels/kinds`), '401 TOKEN_INVALID');
  });

  it('names the setting that is wrong', async () => {
    const { status, body } = await put('official', Fault, account({ ...whole, appId: 'w x' }));
    assert.equal(status, 400);
    assert.match(body.message, /^settings\.appId: ./);
    assert.deepEqual(await accounts(), []);
  });

  it('keeps an account whose key may be empty, and the secrets that are not told again', async () => {
    assert.equal((await put('official', Any, account(whole))).status, 200);
    await until(async () => (await accounts()).length === 1 || 'not there');
    const [made] = await accounts();
    assert.ok(made);
    assert.deepEqual([...made.secretsSet].sort(), ['appSecret', 'token']);
    assert.deepEqual([made.health.state, made.health.reason], ['down', 'no instance holds it']);
    const { appSecret: _, token: __, ...rest } = whole;
    const renamed = { ...account({ ...rest, appSecret: '' }), name: 'Renamed' };
    assert.equal((await put('official', Any, renamed)).status, 200);
    await until(async () => (await accounts())[0]?.name === 'Renamed' || 'not changed');
    const [changed] = await accounts();
    assert.ok(changed);
    assert.deepEqual([...changed.secretsSet].sort(), ['appSecret', 'token']);
    assert.ok(!JSON.stringify(changed).includes('very-secret'));
  });

  it('sends a kept secret to no other place than it was given for', async () => {
    const { appSecret, token: _, ...rest } = whole;
    const moved = account({ ...rest, apiUrl: 'https://elsewhere.example' });
    const trial = { ...as('mei'), method: 'POST', body: moved } as const;
    for (const { status, body } of [
      await put('official', Fault, moved),
      await ask(`${api.url}/v1/channels/official/test`, Fault, trial),
    ]) {
      assert.equal(status, 400);
      assert.match(body.message, /^settings\.appSecret: ./);
    }
    // Said in full it is the same place, and with the secret it may be another one.
    const same = account({ ...rest, apiUrl: 'https://api.weixin.qq.com' });
    assert.equal((await put('official', Any, same)).status, 200);
    await until(async () => (await accounts())[0]?.settings.apiUrl !== undefined || 'not changed');
    const given = account({ ...rest, appSecret, apiUrl: 'https://elsewhere.example' });
    assert.equal((await put('official', Any, given)).status, 200);
  });

  it('keeps the names of its own paths from accounts', async () => {
    for (const reserved of ['kinds', 'dead-letters'])
      assert.equal((await put(reserved, Fault, account(whole))).status, 400, reserved);
  });
});
