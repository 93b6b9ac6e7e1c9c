import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slotsOf } from './slots.ts';

const CASES = [
  ['查询订单 20261101', { orderNumber: '20261101' }],
  ['where is my order #20261101?', { orderNumber: '20261101' }],
  ['订单20261101 手机尾号 5678', { orderNumber: '20261101', phoneTail: '5678' }],
  ['20261101, phone ends in 5678', { orderNumber: '20261101', phoneTail: '5678' }],
  ['２０２６１１０１', { orderNumber: '20261101' }],
  ['我的电话是 138 1234 5678', { phone: '13812345678', phoneTail: '5678' }],
  ['call me at +44 20 7946 0958', { phone: '+442079460958', phoneTail: '0958' }],
  ['2026-11-01 下的单', { date: '2026-11-01' }],
  ['昨天买的 order no 998877', { orderNumber: '998877', date: '昨天' }],
  ['I need 15 pieces', {}],
  ['你好', {}],
] as const;

for (const [text, slots] of CASES)
  test(`what "${text}" names is found`, () => assert.deepEqual(slotsOf(text), slots));

test('any text is read, however long and odd, and nothing is found in nothing', () => {
  let state = 7;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const signs = [...'0123456789+-#. 单订order手机尾号年月日\u0000🙂'];
  for (let round = 0; round < 20_000; round += 1) {
    const text = Array.from({ length: next(60) }, () => signs[next(signs.length)]).join('');
    const { orderNumber = '123456', phoneTail = '1234' } = slotsOf(text);
    assert.match(orderNumber, /^\d{6,16}$/, `seed 7, round ${round}`);
    assert.match(phoneTail, /^\d{4}$/, `seed 7, round ${round}`);
  }
  assert.deepEqual(slotsOf(''), {});
  assert.ok(slotsOf('1'.repeat(100_000)));
});
