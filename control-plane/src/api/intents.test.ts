import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startEtcd, type TestServer, until } from '@weft/proto/testing';
import { z } from 'zod';
import { StaffSession } from './schemas.ts';
import { ask, refusal } from './testing/ask.ts';
import { type Instance, PEOPLE, startInstance } from './testing/instance.ts';

const Outcome = z.looseObject({ ok: z.boolean(), version: z.number(), problems: z.array(z.unknown()) });
const Trial = z.looseObject({
  ...{ intent: z.string(), sure: z.boolean(), version: z.number() },
  outlook: z.object({ does: z.string(), why: z.string(), text: z.string() }),
});
const Intents = z.looseObject({
  version: z.number(),
  learntVersion: z.number(),
  intents: z.record(z.string(), z.looseObject({ on: z.boolean() })),
});
const rental = {
  on: true,
  answer: { by: 'text', zh: '', en: 'Cranes are rented by the day.' },
  examples: { zh: [], en: ['rent a crane', 'I would like to rent a crane', 'crane rental', 'hire a crane'] },
};

describe('intents over HTTP', () => {
  let etcd: TestServer;
  let one: Instance;
  let two: Instance;
  const tokens = new Map<string, string>();
  before(async () => {
    etcd = await startEtcd();
    one = await startInstance(etcd.url);
    two = await startInstance(etcd.url);
    for (const { login, password } of PEOPLE) {
      const { body } = await ask(`${one.url}/v1/sessions/sign-in`, StaffSession, {
        body: { login, password },
      });
      tokens.set(login, body.token);
    }
  });
  after(async () => {
    await one[Symbol.asyncDispose]();
    await two[Symbol.asyncDispose]();
    await etcd[Symbol.asyncDispose]();
  });
  const request = (who: string, method: string, body?: unknown) => ({
    method,
    ...(body === undefined ? {} : { body }),
    headers: { authorization: `Bearer ${tokens.get(who) ?? ''}` },
  });
  const put = async (intent: string, spec: unknown, basedOn: number) =>
    (
      await ask(
        `${one.url}/v1/intents/${intent}`,
        Outcome,
        request('mei', 'PUT', { spec, basedOn, note: 'why not' }),
      )
    ).body;
  const attempt = async (instance: Instance, text: string) =>
    (await ask(`${instance.url}/v1/intents/try`, Trial, request('mei', 'POST', { text }))).body;
  const untilLearnt = (instance: Instance, version: number) =>
    until(
      async () => {
        const { body } = await ask(`${instance.url}/v1/intents`, Intents, request('mei', 'GET'));
        return body.learntVersion === version || `version ${body.learntVersion} is learnt`;
      },
      { timeoutMs: 60_000 },
    );

  it('begin with those that come with Weft, for administrators only', async () => {
    await untilLearnt(one, 0);
    assert.equal((await attempt(one, '查询订单')).intent, 'order-status');
    for (const who of ['anna', 'sun'])
      assert.equal(await refusal(`${one.url}/v1/intents`, request(who, 'GET')), '403 FORBIDDEN');
    assert.equal(await refusal(`${one.url}/v1/intents`), '401 TOKEN_INVALID');
    assert.equal(
      await refusal(`${one.url}/v1/intents/rental`, request('anna', 'PUT', { spec: rental, basedOn: 0 })),
      '403 FORBIDDEN',
    );
  });

  it('are learnt by every instance when one is added, without a restart', async () => {
    assert.deepEqual(await put('rental', rental, 0), { ok: true, version: 1, problems: [] });
    await untilLearnt(two, 1);
    const { intent, version, outlook } = await attempt(two, 'can I rent a crane');
    assert.deepEqual([intent, version], ['rental', 1]);
    assert.deepEqual(outlook, { does: 'answers', why: 'words', text: 'Cranes are rented by the day.' });
  });

  it('are not overwritten unseen, and not saved while something is wrong in them', async () => {
    const stale = request('mei', 'PUT', { spec: rental, basedOn: 0 });
    assert.equal(await refusal(`${one.url}/v1/intents/rental`, stale), '409 CONFLICT');
    const wrong = await put('rental', { ...rental, examples: { en: ['查询订单', '?!'] } }, 1);
    assert.equal(wrong.ok, false);
    assert.equal(wrong.problems.length, 2);
    const long = request('mei', 'PUT', {
      spec: { ...rental, examples: { en: ['x'.repeat(300)] } },
      basedOn: 1,
    });
    assert.equal(await refusal(`${one.url}/v1/intents/rental`, long), '400 BAD_REQUEST');
  });

  it('come back from an earlier version', async () => {
    const { body } = await ask(
      `${one.url}/v1/intents/versions/0/restore`,
      Outcome,
      request('mei', 'POST', { basedOn: 1 }),
    );
    assert.equal(body.version, 2);
    await untilLearnt(one, 2);
    const after = await ask(`${one.url}/v1/intents`, Intents, request('mei', 'GET'));
    assert.equal('rental' in after.body.intents, false);
    const missing = request('mei', 'POST', { basedOn: 2 });
    assert.equal(await refusal(`${one.url}/v1/intents/versions/99/restore`, missing), '404 RECORD_NOT_FOUND');
  });
});
