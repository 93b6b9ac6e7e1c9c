import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock, WeftError } from '@weft/proto';
import { Order } from '../orders/order.ts';
import type { OrderSource } from '../orders/order-source.ts';
import { OrderLookUp } from './look-up.ts';
import { orderText } from './order-words.ts';

const order = (number: string, account: string, more: Partial<Order> = {}): Order =>
  Order.parse({
    ...{ number, account, phone: '13800135678', state: 'shipped', placedAtMs: Date.UTC(2026, 10, 20) },
    ...{ currency: 'CNY', total: 98_000, items: [{ name: 'Lamp\n★', quantity: 2, price: 49_000 }] },
    ...{ carrier: '顺丰', trackingNumber: 'SF1', trackingUrl: 'https://t.example/SF1', expectedAtMs: 0 },
    steps: [
      { step: 'placed', atMs: Date.UTC(2026, 10, 20, 1), place: '' },
      { step: 'in-transit', atMs: Date.UTC(2026, 10, 21, 2), place: '南京' },
    ],
    ...more,
  });

const ORDERS = [order('1001', 'li'), order('1002', 'li', { state: 'delivered' }), order('1003', 'han')];
const shop: OrderSource = {
  ofAccount: (account) => Promise.resolve(ORDERS.filter((one) => one.account === account)),
  byNumber: (number) => Promise.resolve(ORDERS.find((one) => one.number === number)),
};
const LI = { accounts: ['li'], phones: [] };
const NOBODY = { accounts: [], phones: [] };
const lookUp = (source: OrderSource | undefined = shop, clock = new ManualClock()) =>
  new OrderLookUp(source, clock);

test('the order on its way comes before the one that has arrived', async () => {
  const found = await lookUp().find({ buyer: LI });
  assert.ok(found.is === 'found' && found.order.number === '1001');
  assert.deepEqual(
    found.others.map(({ number }) => number),
    ['1002'],
  );
  assert.deepEqual(await lookUp().find({ buyer: { ...LI, accounts: ['new'] } }), { is: 'none' });
});

test('an order of another is as unknown as one that there is not', async () => {
  assert.deepEqual(await lookUp().find({ buyer: LI, orderNumber: '1003' }), { is: 'unknown' });
  assert.deepEqual(await lookUp().find({ buyer: LI, orderNumber: '9999' }), { is: 'unknown' });
  assert.deepEqual(await lookUp().find({ buyer: NOBODY, orderNumber: '1003' }), { is: 'unknown' });
});

test('number and phone tail open one order, until somebody has tried too many tails', async () => {
  const clock = new ManualClock();
  const orders = lookUp(shop, clock);
  const guess = async (phoneTail: string) =>
    (await orders.find({ buyer: NOBODY, orderNumber: '1003', phoneTail })).is;
  assert.equal(await guess('5678'), 'found');
  for (let tail = 0; tail < 5; tail += 1) assert.equal(await guess(`000${tail}`), 'unknown');
  assert.equal(await guess('5678'), 'unknown');
  clock.advance(3_600_000);
  assert.equal(await guess('5678'), 'found');
});

test('a shop that cannot be asked, and no shop, are away', async () => {
  const away = () => Promise.reject(new WeftError('UNAVAILABLE'));
  assert.deepEqual(await lookUp({ ofAccount: away, byNumber: away }).find({ buyer: LI }), { is: 'away' });
  assert.deepEqual(await new OrderLookUp(undefined, new ManualClock()).find({ buyer: LI }), { is: 'away' });
});

test('an order is told with state, steps newest first, carrier and link, in either language', () => {
  const [first = order('1', 'li'), ...others] = ORDERS;
  const zh = orderText(first, { language: 'zh', timeZone: 'Asia/Shanghai', others }).split('\n');
  assert.equal(zh[0], '订单 1001：运输中');
  assert.equal(zh[1], '商品：Lamp ★ ×2');
  assert.match(zh[2] ?? '', /^· 11月21日 10:00 运输中（南京）$/);
  assert.match(zh[3] ?? '', /已下单$/);
  assert.ok(zh.includes('物流详情：https://t.example/SF1'));
  const en = orderText(first, { language: 'en', timeZone: 'UTC', others: [] });
  assert.match(en, /^Order 1001: on its way\n/);
  assert.match(en, /In transit \(南京\)/);
});
