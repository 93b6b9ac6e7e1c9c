import type { ContactOrders } from '../../state/types.ts';

const HOUR_MS = 3_600_000;

/** Two orders, one of them under way. */
export const sampleOrders = (nowMs: number): ContactOrders => ({
  source: 'reached',
  orders: [
    {
      ...{ number: '20261101', state: 'delivering', placedAtMs: nowMs - 74 * HOUR_MS, currency: 'CNY' },
      total: 246_000,
      items: [
        { name: 'Pebble', quantity: 1, price: 98_000 },
        { name: 'Arc', quantity: 1, price: 148_000 },
      ],
      ...{ carrier: '顺丰速运', trackingNumber: 'SF1427003315820' },
      trackingUrl: 'https://tracking.shop.example/SF1427003315820',
      expectedAtMs: nowMs + 9 * HOUR_MS,
      steps: [
        { step: 'placed', atMs: nowMs - 74 * HOUR_MS, place: '' },
        { step: 'in-transit', atMs: nowMs - 30 * HOUR_MS, place: '南京转运中心' },
        { step: 'out-for-delivery', atMs: nowMs - 2 * HOUR_MS, place: '北京朝阳' },
      ],
    },
    {
      ...{ number: '20261088', state: 'delivered', placedAtMs: nowMs - 480 * HOUR_MS, currency: 'CNY' },
      ...{ total: 318_000, items: [{ name: 'Dune', quantity: 1, price: 318_000 }] },
      ...{ carrier: '', trackingNumber: '', trackingUrl: '', expectedAtMs: 0, steps: [] },
    },
  ],
});
