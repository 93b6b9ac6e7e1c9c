import { createHash, timingSafeEqual } from 'node:crypto';
import { type Clock, WeftError } from '@weft/proto';
import { z } from 'zod';
import { Order, OrderNumber } from '../orders/order.ts';
import { bearerToken } from './bearer.ts';
import { FaultBody, named } from './schemas.ts';
import type { HttpServer } from './server.ts';

const HOUR_MS = 3_600_000;

named.add(Order, { id: 'Order', description: 'An order as its shop tells it.' });
const OrderList = z.object({ orders: z.array(Order) });
named.add(OrderList, { id: 'OrderList', description: "An account's orders." });

const LAMP = { name: 'Pebble 台灯', quantity: 1, price: 98_000 };
const CHAIR = { name: 'Nest 休闲椅', quantity: 2, price: 558_000 };
const RUG = { name: 'Dune 坐垫', quantity: 1, price: 318_000 };
const ARC = { name: 'Arc 落地灯', quantity: 1, price: 148_000 };

type Step = readonly [step: Order['steps'][number]['step'], hoursAgo: number, place: string];

interface Demo {
  readonly number: string;
  readonly state: Order['state'];
  readonly items: Order['items'];
  readonly carrier?: readonly [name: string, trackingNumber: string];
  readonly expectedInHours?: number;
  readonly steps: readonly Step[];
}

const LI_LEI: readonly Demo[] = [
  {
    number: '20261101',
    state: 'delivering',
    items: [LAMP, ARC],
    carrier: ['顺丰速运', 'SF1427003315820'],
    expectedInHours: 9,
    steps: [
      ['placed', 74, ''],
      ['paid', 73, ''],
      ['packed', 50, '苏州仓'],
      ['handed-over', 46, '苏州'],
      ['in-transit', 30, '南京转运中心'],
      ['arrived', 8, '北京朝阳网点'],
      ['out-for-delivery', 2, '北京朝阳'],
    ],
  },
  {
    number: '20261110',
    state: 'paid',
    items: [CHAIR],
    expectedInHours: 6 * 24,
    steps: [
      ['placed', 20, ''],
      ['paid', 20, ''],
    ],
  },
  {
    number: '20261088',
    state: 'delivered',
    items: [RUG],
    carrier: ['中通快递', 'ZT773208841190'],
    steps: [
      ['placed', 20 * 24, ''],
      ['paid', 20 * 24, ''],
      ['packed', 19 * 24, '苏州仓'],
      ['handed-over', 19 * 24 - 3, '苏州'],
      ['arrived', 17 * 24, '北京朝阳网点'],
      ['delivered', 17 * 24 - 4, '北京朝阳'],
    ],
  },
];

const HAN_MEIMEI: readonly Demo[] = [
  {
    number: '20261205',
    state: 'shipped',
    items: [CHAIR, LAMP],
    carrier: ['京东物流', 'JD0091223344556'],
    expectedInHours: 40,
    steps: [
      ['placed', 40, ''],
      ['paid', 40, ''],
      ['packed', 22, '广州仓'],
      ['handed-over', 18, '广州'],
      ['in-transit', 5, '长沙转运中心'],
    ],
  },
];

const ACCOUNTS = [
  { account: 'demo-li-lei', phone: '8613800135678', orders: LI_LEI },
  { account: 'demo-han-meimei', phone: '8613900134321', orders: HAN_MEIMEI },
] as const;

/** The demo accounts' orders: always the same ones, as old as they always are. */
export function demoOrders(nowMs: number): readonly Order[] {
  // By the hour, so that two looks within one tell the same.
  const hourMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
  return ACCOUNTS.flatMap(({ account, phone, orders }) =>
    orders.map(({ number, state, items, carrier, expectedInHours, steps }) => ({
      ...{ number, account, phone, state, items: [...items], currency: 'CNY' },
      placedAtMs: hourMs - (steps[0]?.[1] ?? 0) * HOUR_MS,
      total: items.reduce((sum, { price, quantity }) => sum + price * quantity, 0),
      carrier: carrier?.[0] ?? '',
      trackingNumber: carrier?.[1] ?? '',
      trackingUrl: carrier === undefined ? '' : `https://tracking.shop.example/${carrier[1]}`,
      expectedAtMs: expectedInHours === undefined ? 0 : hourMs + expectedInHours * HOUR_MS,
      steps: steps.map(([step, hoursAgo, place]) => ({ step, atMs: hourMs - hoursAgo * HOUR_MS, place })),
    })),
  );
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The demo shop's order service: what a real shop offers to Weft, for those who know the secret. */
export function demoOrderRoutes(
  server: HttpServer,
  { secret, clock }: { readonly secret: string; readonly clock: Clock },
): void {
  const common = { tags: ['orders'], security: [{ bearer: [] }] };
  const onRequest = async (request: Parameters<typeof bearerToken>[0]): Promise<void> => {
    const known = secret !== '' && timingSafeEqual(digest(bearerToken(request)), digest(secret));
    if (!known) throw new WeftError('FORBIDDEN', 'that is not the secret of the demo shop');
  };

  server.route({
    method: 'GET',
    url: '/v1/demo-shop/orders',
    onRequest,
    schema: {
      ...common,
      operationId: 'listDemoOrders',
      summary: "A demo account's orders, for the order source",
      querystring: z.object({ account: z.string().min(1).max(128) }),
      response: { 200: OrderList, default: FaultBody },
    },
    handler: async ({ query }) => ({
      orders: demoOrders(clock.now()).filter(({ account }) => account === query.account),
    }),
  });

  server.route({
    method: 'GET',
    url: '/v1/demo-shop/orders/:number',
    onRequest,
    schema: {
      ...common,
      operationId: 'getDemoOrder',
      summary: 'A demo order by its number, for the order source',
      params: z.object({ number: OrderNumber }),
      response: { 200: Order, default: FaultBody },
    },
    handler: async ({ params }) => {
      const found = demoOrders(clock.now()).find(({ number }) => number === params.number);
      if (found === undefined) throw new WeftError('RECORD_NOT_FOUND', 'no such order');
      return found;
    },
  });
}
