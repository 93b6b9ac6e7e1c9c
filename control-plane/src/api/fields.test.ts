import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { WeftError } from '@weft/proto';
import { startPostgres } from '@weft/proto/testing';
import { z } from 'zod';
import type { ApiOptions } from '../ports.ts';
import { addContact, aHead, putHeads } from '../store/testing/rows.ts';
import { ask, refusal } from './testing/ask.ts';
import { type SignedIn, startSignedIn } from './testing/signed-in.ts';

const Any = z.any();
const Field = z.looseObject({ key: z.string(), revision: z.number(), choices: z.array(z.string()) });
const Fields = z.object({ fields: z.array(Field) });
const Card = z.looseObject({ fields: z.record(z.string(), z.string()) });
const PLAN = { subject: 'contact', key: 'plan', kind: 'choice', label: 'Plan', choices: ['gold', ' basic '] };
const DEVICE = { subject: 'conversation', key: 'device', kind: 'text', label: 'Device' };

/** An API on each kind of store; the database ends with the second. */
const engines = [
  { name: 'PGlite', start: async (_owned: AsyncDisposableStack) => ({ WEFT_CONTROL_STORE: 'memory' }) },
  {
    name: 'PostgreSQL',
    start: async (owned: AsyncDisposableStack) => ({ DATABASE_URL: owned.use(await startPostgres()).url }),
  },
];

for (const engine of engines) {
  describe(`fields, in ${engine.name}`, () => {
    const owned = new AsyncDisposableStack();
    let api: SignedIn;
    let served: Parameters<ApiOptions['serve']>[] = [];
    before(async () => {
      api = owned.use(await startSignedIn(await engine.start(owned)));
      await api.store.write(async (sql) => {
        await addContact(sql, 'li', 'Li Wei');
        await putHeads(sql, [aHead('conv-1', { contactId: 'li', contactName: 'Li Wei' })]);
      });
    });
    beforeEach(() => {
      served = [];
      api.serve = async (...asked) => void served.push(asked);
    });
    after(() => owned.disposeAsync());

    const request = (who: string, method: string, body?: object) => ({
      method,
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${api.tokens.get(who) ?? ''}` },
    });
    const as = async <Body>(
      who: string,
      method: string,
      path: string,
      shape: z.ZodType<Body>,
      body?: object,
    ) => (await ask(`${api.url}${path}`, shape, request(who, method, body))).body;
    const refused = (who: string, method: string, path: string, body?: object) =>
      refusal(`${api.url}${path}`, request(who, method, body));
    const audited = async (subjectId: string): Promise<unknown> => {
      const { entries } = await as('mei', 'GET', `/v1/audit?subjectId=${subjectId}`, Any);
      return [entries[0].actorId, entries[0].action, entries[0].detail];
    };

    it('are an administrator’s to make and an agent’s to see, and desks are told', async () => {
      for (const who of ['anna', 'sun'])
        assert.equal(await refused(who, 'POST', '/v1/fields', PLAN), '403 FORBIDDEN');
      assert.equal(await refused('ops@example.com', 'GET', '/v1/fields'), '403 FORBIDDEN');
      const made = await as('mei', 'POST', '/v1/fields', Field, PLAN);
      assert.deepEqual([made.revision, made.choices], [1, ['gold', 'basic']]);
      await as('mei', 'POST', '/v1/fields', Field, DEVICE);
      const { fields } = await as('anna', 'GET', '/v1/fields', Fields);
      assert.deepEqual(
        fields.map(({ key }) => key),
        ['device', 'plan'],
      );
      assert.equal(api.fieldNews, 2);
      assert.deepEqual(await audited('contact.plan'), ['mei', 'field.added', { name: 'Plan' }]);
    });

    it('are refused when nothing could be said in them', async () => {
      const wrong = [
        { ...PLAN, key: 'Plan' },
        { ...PLAN, key: '-' },
        { ...PLAN, key: 'p'.repeat(33) },
        { ...PLAN, key: 'other', choices: [] },
        { ...PLAN, key: 'other', choices: [' '] },
        { ...PLAN, key: 'other', choices: Array.from({ length: 21 }, (_, i) => `${i}`) },
        { ...PLAN, key: 'other', kind: 'colour' },
        { ...PLAN, key: 'other', subject: 'agent' },
        { ...PLAN, key: 'other', label: ' ' },
      ];
      for (const one of wrong)
        assert.equal(await refused('mei', 'POST', '/v1/fields', one), '400 BAD_REQUEST', JSON.stringify(one));
      assert.equal(await refused('mei', 'POST', '/v1/fields', PLAN), '409 CONFLICT');
    });

    it('say of a customer what an agent says, checked, audited, and told to the customer’s conversations', async () => {
      const path = '/v1/contacts/li/fields/plan';
      const card = await as('anna', 'PUT', path, Card, { value: ' basic ', seen: '' });
      assert.deepEqual(card.fields, { plan: 'basic' });
      assert.deepEqual(
        served.map(([{ subjectId, role }, command]) => [subjectId, role, command]),
        [['anna', 'agent', { name: 'renew-contact', conversationId: 'conv-1' }]],
      );
      assert.deepEqual(await audited('li'), ['anna', 'contact.field-set', { field: 'plan' }]);
      const say = (value: string, seen = 'basic') => refused('sun', 'PUT', path, { value, seen });
      assert.equal(await say('silver'), '400 BAD_REQUEST');
      assert.equal(await say('gold', ''), '409 CONFLICT');
      assert.equal(await say('x'.repeat(101)), '413 TOO_LONG');
      assert.equal(await refused('sun', 'PUT', path, { value: 'gold' }), '400 BAD_REQUEST');
      for (const gone of ['/v1/contacts/li/fields/none', '/v1/contacts/none/fields/plan'])
        assert.equal(await refused('sun', 'PUT', gone, { value: 'gold', seen: '' }), '404 RECORD_NOT_FOUND');
      assert.equal(
        await refused('ops@example.com', 'PUT', path, { value: 'gold', seen: 'basic' }),
        '403 FORBIDDEN',
      );
      // Desks that cannot be told hear of it with what happens next.
      api.serve = () => Promise.reject(new WeftError('UNAVAILABLE'));
      const next = await as('sun', 'PUT', path, Card, { value: 'gold', seen: 'basic' });
      assert.deepEqual(next.fields, { plan: 'gold' });
    });

    it('say of a conversation what its owner lets them say', async () => {
      const path = '/v1/conversations/conv-1/fields/device';
      await as('anna', 'PUT', path, z.undefined(), { value: ' a  lamp ', seen: '' });
      assert.deepEqual(
        served.map(([, command]) => command),
        [{ name: 'set-field', conversationId: 'conv-1', key: 'device', value: 'a lamp', seen: '' }],
      );
      assert.deepEqual(await audited('conv-1'), ['anna', 'conversation.field-set', { field: 'device' }]);
      api.serve = () => Promise.reject(new WeftError('CONFLICT'));
      assert.equal(await refused('anna', 'PUT', path, { value: 'x', seen: '' }), '409 CONFLICT');
      const ofCustomer = '/v1/conversations/conv-1/fields/plan';
      assert.equal(
        await refused('anna', 'PUT', ofCustomer, { value: 'gold', seen: '' }),
        '404 RECORD_NOT_FOUND',
      );
    });

    it('are known to filters that are kept', async () => {
      const filter = {
        ...{ channels: [], priorities: [], queueId: '', tags: [], agentId: '', awaitingAnswer: false },
        contactFields: [{ key: 'plan', value: 'gold' }],
      };
      const saved = { name: 'Gold', view: 'all', filter, shared: false };
      const { filters } = await as('anna', 'POST', '/v1/filters', Any, saved);
      assert.deepEqual([filters[0].count, filters[0].filter], [1, { ...filter, fields: [] }]);
      const nothing = { ...filter, contactFields: [{ key: 'plan', value: ' ' }] };
      assert.equal(
        await refused('anna', 'POST', '/v1/filters', { ...saved, name: 'x', filter: nothing }),
        '400 BAD_REQUEST',
      );
    });

    it('hide what they said when they are removed, and show it when they come back', async () => {
      const path = '/v1/fields/contact/plan';
      assert.equal(await refused('sun', 'DELETE', path), '403 FORBIDDEN');
      const change = { label: 'Tariff', choices: ['gold'], revision: 1 };
      assert.equal((await as('mei', 'PATCH', path, Field, change)).revision, 2);
      assert.equal(await refused('mei', 'PATCH', path, change), '409 CONFLICT');
      await as('mei', 'DELETE', path, z.undefined());
      assert.equal(await refused('mei', 'DELETE', path), '404 RECORD_NOT_FOUND');
      assert.deepEqual(await audited('contact.plan'), ['mei', 'field.removed', { name: 'Tariff' }]);
      const set = { value: 'gold', seen: 'gold' };
      assert.equal(await refused('anna', 'PUT', '/v1/contacts/li/fields/plan', set), '404 RECORD_NOT_FOUND');
      assert.equal(await refused('mei', 'POST', '/v1/fields', { ...PLAN, kind: 'text' }), '400 BAD_REQUEST');
      await as('mei', 'POST', '/v1/fields', Field, PLAN);
      assert.deepEqual((await as('anna', 'GET', '/v1/contacts/li', Card)).fields, { plan: 'gold' });
    });
  });
}
