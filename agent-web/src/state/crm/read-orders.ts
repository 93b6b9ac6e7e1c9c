import { WeftError } from '@weft/proto';
import type { ContactOrder, ContactOrders, OrderState } from '../types.ts';

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
const each = <Value>(value: unknown, read: (entry: Fields) => Value): readonly Value[] =>
  Array.isArray(value) ? value.filter(isObject).map(read) : [];

const STATES = [
  ...(['placed', 'paid', 'packed', 'shipped', 'delivering', 'delivered'] as const),
  ...(['cancelled', 'returning', 'returned'] as const),
] as const satisfies readonly OrderState[];
const SOURCES = ['none', 'away', 'reached'] as const;

const orderOf = (one: Fields): ContactOrder => ({
  number: text(one.number),
  state: STATES.find((state) => state === one.state) ?? 'unknown',
  placedAtMs: number(one.placedAtMs),
  currency: text(one.currency),
  total: number(one.total),
  items: each(one.items, (item) => ({
    name: text(item.name),
    quantity: number(item.quantity),
    price: number(item.price),
  })),
  carrier: text(one.carrier),
  trackingNumber: text(one.trackingNumber),
  trackingUrl: text(one.trackingUrl),
  expectedAtMs: number(one.expectedAtMs),
  steps: each(one.steps, ({ step, atMs, place }) => ({
    step: text(step),
    atMs: number(atMs),
    place: text(place),
  })),
});

/** A contact's orders out of the control plane's answer. Throws INTERNAL for what is none. */
export function ordersOf(answer: unknown): ContactOrders {
  if (!isObject(answer)) throw new WeftError('INTERNAL', 'an answer that is no object');
  return {
    source: SOURCES.find((source) => source === answer.source) ?? 'away',
    orders: each(answer.orders, orderOf),
  };
}
