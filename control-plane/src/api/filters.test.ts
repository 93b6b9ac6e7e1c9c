import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { addContact, aHead, putHeads } from '../store/testing/rows.ts';
import { ask, refusal } from './testing/ask.ts';
import { type SignedIn, startSignedIn } from './testing/signed-in.ts';

const Listed = z.object({
  filters: z.array(
    z.looseObject({ filterId: z.string(), name: z.string(), shared: z.boolean(), count: z.number() }),
  ),
});
const FILTER = {
  ...{ channels: ['sms'], priorities: [], queueId: '', tags: ['Billing'], agentId: '' },
  awaitingAnswer: false,
};
const NEW = { name: 'Texts about bills', view: 'all', filter: FILTER, shared: false };

describe('filters that are kept', () => {
  let api: SignedIn;
  before(async () => {
    api = await startSignedIn({ WEFT_CONTROL_STORE: 'memory' });
    await api.store.write(async (sql) => {
      await addContact(sql, 'contact-1', 'Li Wei');
      await putHeads(sql, [
        aHead('conv-1', { channel: 'sms', tags: ['billing'] }),
        aHead('conv-2', { channel: 'sms', tags: ['billing', 'vip'] }),
        aHead('conv-3', { channel: 'chat', tags: ['billing'] }),
      ]);
    });
  });
  after(() => api[Symbol.asyncDispose]());

  const request = (who: string, method: string, body?: object) => ({
    method,
    ...(body === undefined ? {} : { body }),
    headers: { authorization: `Bearer ${api.tokens.get(who) ?? ''}` },
  });
  const as = async (who: string, method: string, path: string, body?: object) =>
    (await ask(`${api.url}${path}`, Listed, request(who, method, body))).body.filters;
  const refused = (who: string, method: string, path: string, body?: object) =>
    refusal(`${api.url}${path}`, request(who, method, body));
  const remove = (who: string, filterId: string) =>
    ask(`${api.url}/v1/filters/${filterId}`, z.undefined(), request(who, 'DELETE'));

  it('are an agent’s own, with how many conversations each has, and are renamed and removed by them', async () => {
    const [saved] = await as('anna', 'POST', '/v1/filters', NEW);
    assert.ok(saved);
    assert.deepEqual([saved.name, saved.count, saved.shared], [NEW.name, 2, false]);
    assert.deepEqual(saved.filter, { ...FILTER, tags: ['billing'], fields: [], contactFields: [] });
    const path = `/v1/filters/${saved.filterId}`;
    assert.deepEqual(await as('sun', 'GET', '/v1/filters'), []);
    assert.equal(await refused('sun', 'PATCH', path, { name: 'x' }), '404 RECORD_NOT_FOUND');
    assert.equal(await refused('sun', 'DELETE', path), '404 RECORD_NOT_FOUND');
    assert.equal(await refused('anna', 'POST', '/v1/filters', NEW), '409 CONFLICT');
    assert.equal((await as('anna', 'PATCH', path, { name: ' 账单 ' }))[0]?.name, '账单');
    await remove('anna', saved.filterId);
    assert.deepEqual(await as('anna', 'GET', '/v1/filters'), []);
    assert.deepEqual(api.filterNews.splice(0), ['anna', 'anna', 'anna']);
  });

  it('are everybody’s when a supervisor says so, which is written down', async () => {
    const shared = { ...NEW, shared: true };
    assert.equal(await refused('anna', 'POST', '/v1/filters', shared), '403 FORBIDDEN');
    const [saved] = await as('sun', 'POST', '/v1/filters', shared);
    assert.ok(saved);
    assert.deepEqual(
      (await as('anna', 'GET', '/v1/filters')).map((one) => [one.name, one.shared]),
      [[NEW.name, true]],
    );
    const path = `/v1/filters/${saved.filterId}`;
    assert.equal(await refused('anna', 'PATCH', path, { name: 'x' }), '403 FORBIDDEN');
    assert.equal(await refused('anna', 'DELETE', path), '403 FORBIDDEN');
    await remove('sun', saved.filterId);
    assert.deepEqual(api.filterNews.splice(0), ['', '']);
    const Entries = z.object({ entries: z.array(z.looseObject({ action: z.string(), detail: z.any() })) });
    const trail = `${api.url}/v1/audit?subjectId=${saved.filterId}`;
    const { entries } = (await ask(trail, Entries, request('mei', 'GET'))).body;
    assert.deepEqual(
      entries.map(({ action, detail }) => [action, detail]),
      [
        ['filter.removed', { name: NEW.name, shared: true }],
        ['filter.saved', { name: NEW.name, shared: true }],
      ],
    );
  });

  it('are few, short, and say something', async () => {
    const bad: readonly object[] = [
      { ...NEW, name: ' ' },
      { ...NEW, name: 'x'.repeat(41) },
      { ...NEW, view: 'everything' },
      { ...NEW, filter: { ...FILTER, channels: ['fax'] } },
      { ...NEW, filter: { ...FILTER, priorities: ['unspecified'] } },
      { ...NEW, filter: { ...FILTER, tags: Array.from({ length: 1_000 }, (_, i) => `t${i}`) } },
      { ...NEW, filter: { ...FILTER, tags: ['!!!'] } },
      { ...NEW, filter: { ...FILTER, queueId: '../x' } },
      { ...NEW, filter: { ...FILTER, agentId: 'x'.repeat(10_000) } },
      { ...NEW, filter: { ...FILTER, channels: [], tags: [] } },
      { ...NEW, filter: {} },
    ];
    for (const body of bad)
      assert.equal(
        await refused('anna', 'POST', '/v1/filters', body),
        '400 BAD_REQUEST',
        JSON.stringify(body).slice(0, 90),
      );
    for (let i = 0; i < 20; i += 1) await as('anna', 'POST', '/v1/filters', { ...NEW, name: `f ${i}` });
    assert.equal(await refused('anna', 'POST', '/v1/filters', NEW), '409 NOT_AVAILABLE');
    assert.equal((await as('anna', 'GET', '/v1/filters')).length, 20);
  });
});
