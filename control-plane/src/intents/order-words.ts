import type { Order } from '../orders/order.ts';
import type { Language } from './text.ts';

/** Steps that are told, the newest first; the rest is behind the link. */
const MAX_STEPS = 5;
/** Other orders that are named beside the one that is told. */
const MAX_OTHERS = 3;

type Words<Key extends string> = Readonly<Record<Language, Readonly<Record<Key, string>>>>;

const STATES: Words<Order['state']> = {
  zh: {
    ...{ placed: '已下单，待付款', paid: '已付款，备货中', packed: '已打包，待发出', shipped: '运输中' },
    ...{
      delivering: '派送中',
      delivered: '已签收',
      cancelled: '已取消',
      returning: '退货中',
      returned: '已退货',
    },
  },
  en: {
    ...{ placed: 'placed, not paid yet', paid: 'paid, being prepared', packed: 'packed, about to leave' },
    ...{ shipped: 'on its way', delivering: 'out for delivery', delivered: 'delivered' },
    ...{ cancelled: 'cancelled', returning: 'on its way back to us', returned: 'returned' },
  },
};

const STEPS: Words<Order['steps'][number]['step']> = {
  zh: {
    ...{ placed: '已下单', paid: '已付款', packed: '已打包', 'handed-over': '快递已揽收' },
    ...{ 'in-transit': '运输中', arrived: '已到达', customs: '清关中', 'out-for-delivery': '派送中' },
    ...{ delivered: '已签收', 'attempt-failed': '派送失败', cancelled: '已取消' },
    ...{ 'return-received': '已收到退货', refunded: '已退款' },
  },
  en: {
    ...{ placed: 'Order placed', paid: 'Paid', packed: 'Packed', 'handed-over': 'Given to the carrier' },
    ...{ 'in-transit': 'In transit', arrived: 'Arrived', customs: 'At customs' },
    ...{
      'out-for-delivery': 'Out for delivery',
      delivered: 'Delivered',
      'attempt-failed': 'Delivery failed',
    },
    ...{ cancelled: 'Cancelled', 'return-received': 'Return received', refunded: 'Refunded' },
  },
};

/** What is said when there is no order to tell of. */
export const SAYINGS = {
  zh: {
    ask: '可以的。请告诉我订单号，以及下单手机号的后四位。',
    askNumber: '可以的。请告诉我订单号。',
    askPhone: '好的，订单号已记下。请再告诉我下单手机号的后四位。',
    unknown: '没有找到这个订单。请核对订单号和下单手机号后四位，或回复“转人工”。',
    unknownOwn: '您的账号下没有这个订单。请核对订单号，或回复“转人工”。',
    none: '您的账号下还没有订单。如需帮助，请回复“转人工”。',
    away: '暂时无法查询订单，已为您转接人工客服，请稍候。',
    human: '好的，正在为您转接人工客服，请稍候。',
  },
  en: {
    ask: 'Sure. Please tell me the order number and the last four digits of the phone number it was placed with.',
    askNumber: 'Sure. Please tell me the order number.',
    askPhone:
      'Thank you, I have the order number. Please tell me the last four digits of the phone number it was placed with.',
    unknown:
      'I cannot find that order. Please check the number and the last four digits of the phone, or write “agent” to talk to a person.',
    unknownOwn:
      'There is no such order in your account. Please check the number, or write “agent” to talk to a person.',
    none: 'There are no orders in your account yet. Write “agent” to talk to a person.',
    away: 'Orders cannot be looked up right now. An agent will be with you shortly.',
    human: 'Of course. An agent will be with you shortly.',
  },
} as const satisfies Words<
  'ask' | 'askNumber' | 'askPhone' | 'unknown' | 'unknownOwn' | 'none' | 'away' | 'human'
>;

/** What is said instead of promising a person who is not there. @param opens when somebody is, in words; empty = nobody knows */
export const closedText = (language: Language, opens: string): string =>
  language === 'zh'
    ? `现在是非工作时间${opens === '' ? '' : `，${opens}恢复人工服务`}。您的留言我们已收到，客服上班后会回复您。`
    : `We are closed at the moment${opens === '' ? '' : ` and open again on ${opens}`}. We have your message, and an agent will answer it then.`;

const isSaying = (text: string, ...names: readonly (keyof (typeof SAYINGS)['en'])[]): boolean =>
  names.some((name) => text === SAYINGS.zh[name] || text === SAYINGS.en[name]);

/** Whether this was a question for an order, so that numbers which follow are its answer. */
export const asksForOrder = (text: string): boolean =>
  isSaying(text, 'ask', 'askNumber', 'askPhone', 'unknown', 'unknownOwn');

/** How a language writes a moment, where the customer is. */
const moment = (atMs: number, language: Language, timeZone: string): string =>
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    ...{ month: language === 'zh' ? 'long' : 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' },
    timeZone,
  }).format(atMs);

/** One line of foreign text. */
const line = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** An order's state and tracking steps in the customer's language; `others` are named where they are no choices. Pure. */
export function orderText(
  order: Order,
  { language, timeZone, others }: { language: Language; timeZone: string; others: readonly Order[] },
): string {
  const zh = language === 'zh';
  const items = order.items.map(({ name, quantity }) => `${line(name)} ×${quantity}`).join(zh ? '、' : ', ');
  const carrier = line(`${order.carrier} ${order.trackingNumber}`);
  const steps = order.steps
    .toReversed()
    .slice(0, MAX_STEPS)
    .map(({ step, atMs, place }) => {
      const where = place === '' ? '' : zh ? `（${line(place)}）` : ` (${line(place)})`;
      return `· ${moment(atMs, language, timeZone)} ${STEPS[language][step]}${where}`;
    });
  const expected = order.expectedAtMs === 0 ? '' : moment(order.expectedAtMs, language, timeZone);
  const rest = others
    .slice(0, MAX_OTHERS)
    .map(({ number, state }) =>
      zh ? `${number}（${STATES.zh[state]}）` : `${number} (${STATES.en[state]})`,
    );
  return [
    zh
      ? `订单 ${order.number}：${STATES.zh[order.state]}`
      : `Order ${order.number}: ${STATES.en[order.state]}`,
    items === '' ? '' : zh ? `商品：${items}` : `Items: ${items}`,
    ...steps,
    carrier === '' ? '' : zh ? `快递：${carrier}` : `Carrier: ${carrier}`,
    expected === '' ? '' : zh ? `预计送达：${expected}` : `Expected: ${expected}`,
    order.trackingUrl === '' ? '' : zh ? `物流详情：${order.trackingUrl}` : `Track it: ${order.trackingUrl}`,
    rest.length === 0 ? '' : zh ? `其他订单：${rest.join('、')}` : `Your other orders: ${rest.join(', ')}`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}
