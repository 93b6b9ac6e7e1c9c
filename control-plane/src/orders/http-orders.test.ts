import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { ManualClock, silentLog, systemClock, WeftError } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { HttpOrders } from './http-orders.ts';
import { belongsTo, endsWith, Order } from './order.ts';

const order = (more: Partial<Order> = {}): Order =>
  Order.parse({
    ...{ number: '20261101', account: 'li', phone: '+86 138 0013 5678', state: 'shipped', placedAtMs: 1 },
    ...{ currency: 'CNY', total: 98_000, items: [{ name: 'Lamp', quantity: 1, price: 98_000 }] },
    ...{ carrier: 'SF', trackingNumber: 'SF1', trackingUrl: '', expectedAtMs: 0, steps: [], ...more },
  });

/** A shop that answers as it is told. */
async function shop(answer: (path: string, response: ServerResponse) => void) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.url ?? ''} ${request.headers.authorization ?? ''}`);
    answer(request.url ?? '', response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    url: `http://127.0.0.1:${port}/api/`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const code = (expected: string) => (error: unknown) => error instanceof WeftError && error.code === expected;
const source = (url: string, clock: ManualClock | typeof systemClock = systemClock) =>
  new HttpOrders({ url, secret: 'secret', timeoutMs: 5_000, clock, log: silentLog });

test('orders come newest first, an order by its number, and the secret goes along', async () => {
  const both = [order({ placedAtMs: 1 }), order({ number: '20261102', placedAtMs: 2 })];
  await using there = await shop((path, response) =>
    response.end(JSON.stringify(path.includes('?') ? { orders: both } : both[0])),
  );
  const orders = source(there.url);
  assert.deepEqual(
    (await orders.ofAccount('li')).map(({ number }) => number),
    ['20261102', '20261101'],
  );
  assert.equal((await orders.byNumber('20261101'))?.state, 'shipped');
  assert.deepEqual(there.asked, [
    '/api/orders?account=li Bearer secret',
    '/api/orders/20261101 Bearer secret',
  ]);
});

test('an order of another number, and orders of another account, are not believed', async () => {
  await using there = await shop((path, response) =>
    response.end(JSON.stringify(path.includes('?') ? { orders: [order({ account: 'mallory' })] } : order())),
  );
  const orders = source(there.url);
  assert.deepEqual(await orders.ofAccount('li'), []);
  assert.equal(await orders.byNumber('20269999'), undefined);
  assert.equal(await orders.byNumber('../../etc'), undefined);
  assert.equal(there.asked.length, 2);
});

test('an order that there is not is none, and no failure', async () => {
  await using there = await shop((_, response) => response.writeHead(404).end());
  const orders = source(there.url);
  for (let time = 0; time < 5; time += 1) assert.equal(await orders.byNumber('20261101'), undefined);
});

const BAD: readonly (readonly [string, (response: ServerResponse) => void])[] = [
  ['a status of failure', (response) => response.writeHead(500).end('secret words')],
  ['no JSON', (response) => response.end('<html>')],
  ['another shape', (response) => response.end('{"number": 7}')],
  [
    'a link that is none',
    (response) => response.end(JSON.stringify({ ...order(), trackingUrl: 'javascript:1' })),
  ],
  ['far too much', (response) => response.end('x'.repeat(600_000))],
  ['a way elsewhere', (response) => response.writeHead(302, { location: '/elsewhere' }).end()],
  ['a broken connection', (response) => response.destroy()],
];
for (const [what, answer] of BAD)
  test(`${what} from the shop is UNAVAILABLE`, async () => {
    await using there = await shop((_, response) => answer(response));
    await assert.rejects(source(there.url).byNumber('20261101'), code('UNAVAILABLE'));
  });

test('a shop that does not answer is waited for no longer than allowed', async () => {
  await using there = await shop(() => undefined);
  const clock = new ManualClock();
  const asking = source(there.url, clock).byNumber('20261101');
  const refused = assert.rejects(asking, code('TIMEOUT'));
  await until(() => there.asked.length === 1 || 'not asked');
  clock.advance(5_000);
  await refused;
});

test('after three failures the shop is left alone, and one try in a while brings it back', async () => {
  let well = false;
  await using there = await shop((_, response) =>
    well ? response.end(JSON.stringify(order())) : response.writeHead(503).end(),
  );
  const clock = new ManualClock();
  const orders = source(there.url, clock);
  for (let time = 0; time < 5; time += 1)
    await assert.rejects(orders.byNumber('20261101'), code('UNAVAILABLE'));
  assert.equal(there.asked.length, 3);
  clock.advance(10_000);
  await assert.rejects(orders.byNumber('20261101'), code('UNAVAILABLE'));
  assert.equal(there.asked.length, 4);
  well = true;
  clock.advance(10_000);
  assert.equal((await orders.byNumber('20261101'))?.number, '20261101');
  assert.equal((await orders.byNumber('20261101'))?.number, '20261101');
});

test('whose an order is follows from account or phone, and from nothing less', () => {
  const nobody = { accounts: [], phones: [] };
  assert.ok(belongsTo(order(), { ...nobody, accounts: ['li'] }));
  assert.ok(belongsTo(order(), { ...nobody, phones: ['13800135678'] }));
  assert.ok(!belongsTo(order(), { ...nobody, phones: ['5678'] }));
  assert.ok(!belongsTo(order({ phone: '' }), { ...nobody, phones: [''] }));
  assert.ok(!belongsTo(order(), { ...nobody, accounts: ['mallory'] }));
  assert.ok(endsWith(order(), '5678'));
  assert.ok(!endsWith(order(), '678'));
  assert.ok(!endsWith(order({ phone: '5678' }), '5678'));
});
