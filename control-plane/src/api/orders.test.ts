import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { silentLog, systemClock, uuidIds } from '@weft/proto';
import { z } from 'zod';
import { identify } from '../contacts/identify.ts';
import { HttpOrders } from '../orders/http-orders.ts';
import type { OrderSource } from '../orders/order-source.ts';
import { demoOrders } from './demo-orders.ts';
import { ask, refusal } from './testing/ask.ts';
import { type SignedIn, startSignedIn } from './testing/signed-in.ts';

const Answer = z.looseObject({
  source: z.string(),
  orders: z.array(z.looseObject({ number: z.string(), state: z.string(), steps: z.array(z.unknown()) })),
});

describe("a contact's orders over HTTP", () => {
  let api: SignedIn;
  /** The demo shop of the very instance, as `weft up` connects it. */
  let shop: OrderSource | undefined;
  const orders: OrderSource = {
    ofAccount: (account) => shop?.ofAccount(account) ?? Promise.resolve([]),
    byNumber: (number) => shop?.byNumber(number) ?? Promise.resolve(undefined),
  };
  const connect = (secret: string): void => {
    const url = `${api.url}/v1/demo-shop`;
    shop = new HttpOrders({ url, secret, timeoutMs: 5_000, clock: systemClock, log: silentLog });
  };
  before(async () => {
    const env = { WEFT_CONTROL_DEMO_SHOP: 'on', WEFT_CONTROL_ORDERS_SECRET: 'shop-secret' };
    api = await startSignedIn({ WEFT_CONTROL_STORE: 'memory', ...env }, orders);
    const known = [
      { kind: 'account', value: 'demo-li-lei', shown: 'demo-li-lei', verified: true },
      { kind: 'account', value: 'demo-han-meimei', shown: 'demo-han-meimei', verified: false },
    ] as const;
    const profile = { displayName: '李雷' };
    await api.store.write((sql) =>
      identify(sql, uuidIds, { contactId: 'li', known, profile, source: 'test', atMs: 1 }),
    );
    connect('shop-secret');
  });
  after(() => api[Symbol.asyncDispose]());

  const request = (who: string) => ({ headers: { authorization: `Bearer ${api.tokens.get(who) ?? ''}` } });
  const look = async () => (await ask(`${api.url}/v1/contacts/li/orders`, Answer, request('anna'))).body;

  it('shows those of the proven account, newest first, and of no account that is only claimed', async () => {
    const { source, orders: found } = await look();
    assert.equal(source, 'reached');
    assert.deepEqual(
      found.map(({ number }) => number),
      ['20261110', '20261101', '20261088'],
    );
    assert.equal(found[1]?.state, 'delivering');
    assert.ok((found[1]?.steps.length ?? 0) > 3);
    assert.ok(found.every((order) => !('phone' in order) && !('account' in order)));
  });

  it('says so when the shop cannot be asked, and writes down who looked', async () => {
    connect('wrong');
    assert.deepEqual(await look(), { source: 'away', orders: [] });
    connect('shop-secret');
    const { body } = await ask(
      `${api.url}/v1/audit?subjectId=li`,
      z.object({ entries: z.array(z.looseObject({ action: z.string() })) }),
      request('mei'),
    );
    assert.ok(body.entries.some(({ action }) => action === 'orders.seen'));
  });

  it('is for agents only, and of contacts that there are', async () => {
    assert.equal(
      await refusal(`${api.url}/v1/contacts/li/orders`, request('ops@example.com')),
      '403 FORBIDDEN',
    );
    assert.equal(await refusal(`${api.url}/v1/contacts/li/orders`), '401 TOKEN_INVALID');
    assert.equal(
      await refusal(`${api.url}/v1/contacts/nobody/orders`, request('anna')),
      '404 RECORD_NOT_FOUND',
    );
  });

  it('keeps the order service from whoever does not know its secret', async () => {
    const path = `${api.url}/v1/demo-shop/orders/20261101`;
    assert.equal(await refusal(path, request('mei')), '403 FORBIDDEN');
    assert.equal(await refusal(path), '401 TOKEN_INVALID');
    const known = { headers: { authorization: 'Bearer shop-secret' } };
    assert.equal(await refusal(`${api.url}/v1/demo-shop/orders/1234`, known), '404 RECORD_NOT_FOUND');
  });

  it('has the same orders at every look within an hour', () => {
    const hourMs = 1_790_000 * 1_000_000 - ((1_790_000 * 1_000_000) % 3_600_000);
    assert.deepEqual(demoOrders(hourMs), demoOrders(hourMs + 3_599_999));
    const numbers = demoOrders(hourMs).map(({ number }) => number);
    assert.equal(new Set(numbers).size, numbers.length);
  });
});
