import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { startPostgres } from '@weft/proto/testing';
import { z } from 'zod';
import { addContact, aHead, anItem, putHeads, putItems } from '../store/testing/rows.ts';
import { latestDeliveries } from '../store/webhook-deliveries.ts';
import { noteEvent } from '../store/webhook-events.ts';
import { signedHeaders } from '../webhooks/signature.ts';
import { Receiver } from '../webhooks/testing/receiver.ts';
import { ask, refusal } from './testing/ask.ts';
import { type SignedIn, startSignedIn } from './testing/signed-in.ts';

const Any = z.any();
const CRM = { name: 'CRM', url: 'https://hooks.example/crm', kinds: ['message.created'], active: true };

/** An API on each kind of store; the database ends with the second. */
const engines = [
  { name: 'PGlite', start: async (_owned: AsyncDisposableStack) => ({ WEFT_CONTROL_STORE: 'memory' }) },
  {
    name: 'PostgreSQL',
    start: async (owned: AsyncDisposableStack) => ({ DATABASE_URL: owned.use(await startPostgres()).url }),
  },
];

for (const engine of engines) {
  describe(`webhooks, in ${engine.name}`, () => {
    const owned = new AsyncDisposableStack();
    let api: SignedIn;
    let receiver: Receiver;
    before(async () => {
      receiver = owned.use(await new Receiver().up());
      const env = { ...(await engine.start(owned)), WEFT_CONTROL_WEBHOOKS_OWN_NETWORK: 'on' };
      api = owned.use(await startSignedIn(env));
      await api.store.write(async (sql) => {
        await addContact(sql, 'contact-1', 'Li Wei');
        await putHeads(sql, [aHead('conv-1')]);
        await putItems(sql, [anItem('conv-1', 1)]);
      });
    });
    beforeEach(() => {
      receiver.told.length = 0;
    });
    after(() => owned.disposeAsync());

    const request = (who: string, method: string, body?: object) => ({
      method,
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${api.tokens.get(who) ?? ''}` },
    });
    const as = async (method: string, path: string, body?: object) =>
      (await ask(`${api.url}${path}`, Any, request('mei', method, body))).body;
    const refused = (who: string, method: string, path: string, body?: object) =>
      refusal(`${api.url}${path}`, request(who, method, body));

    it('are an administrator’s alone', async () => {
      const { endpoint } = await as('POST', '/v1/webhooks', CRM);
      const one = `/v1/webhooks/${endpoint.endpointId}`;
      for (const who of ['anna', 'sun', 'ops@example.com']) {
        assert.equal(await refused(who, 'GET', '/v1/webhooks'), '403 FORBIDDEN');
        assert.equal(await refused(who, 'POST', '/v1/webhooks', CRM), '403 FORBIDDEN');
        assert.equal(await refused(who, 'PATCH', one, { ...CRM, revision: 1 }), '403 FORBIDDEN');
        assert.equal(await refused(who, 'DELETE', one), '403 FORBIDDEN');
        assert.equal(await refused(who, 'POST', `${one}/test`), '403 FORBIDDEN');
        assert.equal(await refused(who, 'GET', `${one}/deliveries`), '403 FORBIDDEN');
        assert.equal(await refused(who, 'POST', `${one}/deliveries/1/again`), '403 FORBIDDEN');
      }
      await as('DELETE', one);
    });

    it('tell their secret once, and keep it sealed', async () => {
      const { endpoint, secret } = await as('POST', '/v1/webhooks', CRM);
      assert.match(secret, /^whsec_[A-Za-z0-9+/]{32}$/);
      assert.deepEqual([endpoint.revision, endpoint.failingSinceMs, endpoint.changedBy], [1, 0, 'mei']);
      assert.doesNotMatch(JSON.stringify(await as('GET', '/v1/webhooks')), /whsec|secret/);
      const [row] = await api.store.read((sql) => sql.selectFrom('webhookEndpoints').selectAll().execute());
      assert.match(row?.secret ?? '', /^v1\./);
      const { entries } = await as('GET', `/v1/audit?subjectId=${endpoint.endpointId}`);
      assert.deepEqual(
        [entries[0].actorId, entries[0].action, entries[0].subjectName],
        ['mei', 'webhook.added', 'CRM'],
      );
      assert.doesNotMatch(JSON.stringify(entries), /whsec|hooks\.example/);
      await as('DELETE', `/v1/webhooks/${endpoint.endpointId}`);
    });

    it('are refused when nothing could be sent to them, or when somebody else changed them first', async () => {
      const wrong = [
        { ...CRM, url: 'ftp://hooks.example/' },
        { ...CRM, url: 'https://user:password@hooks.example/' },
        { ...CRM, kinds: [] },
        { ...CRM, kinds: ['message.read'] },
        { ...CRM, name: ' ' },
        { ...CRM, url: `https://hooks.example/${'a'.repeat(1_000)}` },
      ];
      for (const body of wrong)
        assert.match(
          await refused('mei', 'POST', '/v1/webhooks', body),
          /^(400 BAD_REQUEST|413 TOO_LONG)$/,
          JSON.stringify(body),
        );
      const { endpoint } = await as('POST', '/v1/webhooks', CRM);
      const path = `/v1/webhooks/${endpoint.endpointId}`;
      const change = { ...CRM, kinds: ['rating.given', 'message.created'], active: false, revision: 1 };
      const changed = await as('PATCH', path, change);
      assert.deepEqual(
        [changed.revision, changed.kinds, changed.active],
        [2, ['message.created', 'rating.given'], false],
      );
      assert.equal(await refused('mei', 'PATCH', path, change), '409 CONFLICT');
      await as('DELETE', path);
      assert.equal(await refused('mei', 'PATCH', path, change), '404 RECORD_NOT_FOUND');
      assert.equal(await refused('mei', 'DELETE', path), '404 RECORD_NOT_FOUND');
    });

    it('are tried out with a signed event, and what was answered is told', async () => {
      const { endpoint, secret } = await as('POST', '/v1/webhooks', { ...CRM, url: receiver.url });
      const path = `/v1/webhooks/${endpoint.endpointId}`;
      const answer = await as('POST', `${path}/test`);
      assert.deepEqual([answer.status, answer.reason], [204, '']);
      const [told] = receiver.told;
      assert.ok(told);
      const { headers, body } = told;
      assert.equal(z.object({ type: z.string() }).parse(JSON.parse(body)).type, 'test');
      const atMs = Number(headers['webhook-timestamp']) * 1_000;
      const wanted = signedHeaders(secret, { id: String(headers['webhook-id']), atMs, body });
      assert.equal(headers['webhook-signature'], wanted['webhook-signature']);
      receiver.answer = (response) => response.writeHead(401).end();
      const refusedNow = await as('POST', `${path}/test`);
      assert.deepEqual([refusedNow.status, refusedNow.reason], [401, 'status']);
      receiver.answer = (response) => response.end();
      await as('DELETE', path);
    });

    it('show what they were told, and are told again what was given up', async () => {
      const { endpoint } = await as('POST', '/v1/webhooks', CRM);
      const { endpointId } = endpoint;
      const path = `/v1/webhooks/${endpointId}/deliveries`;
      const event = { kind: 'message.created', subjectId: 'conv-1', seq: 1, atMs: 5 } as const;
      await api.store.write((sql) => noteEvent(sql, event));
      const [row] = await api.store.read((sql) => latestDeliveries(sql, endpointId, 1));
      const given = { state: 'given-up', tries: 7, status: 500, reason: 'status', settledAtMs: 9 } as const;
      const set = (values: object) =>
        api.store.write((sql) =>
          sql.updateTable('webhookDeliveries').set(values).where('endpointId', '=', endpointId).execute(),
        );
      await set(given);
      const [shown] = (await as('GET', path)).deliveries;
      assert.deepEqual(shown, {
        ...{ delivery: row?.delivery, eventId: 'conv-1_1', kind: 'message.created', subjectId: 'conv-1' },
        ...{ atMs: 5, dueAtMs: 5, ...given },
      });
      const again = await as('POST', `${path}/${row?.delivery}/again`);
      assert.deepEqual([again.state, again.tries], ['waiting', 0]);
      await set({ state: 'delivered' });
      assert.equal(await refused('mei', 'POST', `${path}/${row?.delivery}/again`), '409 CONFLICT');
      assert.equal(await refused('mei', 'POST', `${path}/999999/again`), '404 RECORD_NOT_FOUND');
      const { entries } = await as('GET', `/v1/audit?subjectId=${endpointId}`);
      assert.deepEqual(
        [entries[0].action, entries[0].detail],
        ['webhook.sent-again', { eventId: 'conv-1_1' }],
      );
      await as('DELETE', `/v1/webhooks/${endpointId}`);
      assert.equal((await as('GET', path)).deliveries.length, 0);
    });
  });
}
