import { z } from 'zod';

/** Bounds of what a shop may say of one order: its answer is foreign text. */
const MAX_ITEMS = 100;
const MAX_STEPS = 100;
const text = (most: number) => z.string().max(most);
const timeMs = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
/** In the currency's smallest unit. */
const amount = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const ORDER_STATES = [
  ...(['placed', 'paid', 'packed', 'shipped', 'delivering', 'delivered'] as const),
  ...(['cancelled', 'returning', 'returned'] as const),
] as const;

/** What may happen to a parcel, and to an order before and after it is one. */
export const TRACKING_STEPS = [
  ...(['placed', 'paid', 'packed', 'handed-over', 'in-transit', 'arrived', 'customs'] as const),
  ...([
    'out-for-delivery',
    'delivered',
    'attempt-failed',
    'cancelled',
    'return-received',
    'refunded',
  ] as const),
] as const;

export const OrderNumber = z.string().regex(/^[A-Za-z0-9-]{4,32}$/);

const OrderItem = z.object({
  name: text(200),
  quantity: z.number().int().min(1).max(100_000),
  price: amount.describe('Of one, in the smallest unit of the currency.'),
});

const TrackingStep = z.object({
  step: z.enum(TRACKING_STEPS),
  atMs: timeMs,
  place: text(200).describe('Where, as the carrier writes it; may be empty.'),
});

/** One order as its shop tells it. */
export const Order = z.object({
  number: OrderNumber,
  account: text(128).min(1).describe("The buyer's account at the shop."),
  phone: text(32).describe("The buyer's phone, digits alone; may be empty."),
  state: z.enum(ORDER_STATES),
  placedAtMs: timeMs,
  currency: z.string().regex(/^[A-Z]{3}$/),
  total: amount,
  items: z.array(OrderItem).max(MAX_ITEMS),
  carrier: text(100),
  trackingNumber: text(64),
  trackingUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)]),
  expectedAtMs: timeMs.describe('When it should arrive; 0 = not known, or it has.'),
  steps: z.array(TrackingStep).max(MAX_STEPS).describe('Oldest first.'),
});
export type Order = z.infer<typeof Order>;

/** Who asks for an order: what is certain of them. */
export interface Buyer {
  readonly accounts: readonly string[];
  readonly phones: readonly string[];
}

const digits = (phone: string): string => phone.replaceAll(/\D/g, '');
/** Compared without the country's code, which a shop may leave out. */
const NATIONAL_DIGITS = 8;

const samePhone = (a: string, b: string): boolean => {
  const [one, other] = [digits(a), digits(b)];
  const least = Math.min(one.length, other.length);
  return least >= NATIONAL_DIGITS && (one.endsWith(other) || other.endsWith(one));
};

/** Whether an order is this buyer's. */
export const belongsTo = ({ account, phone }: Order, { accounts, phones }: Buyer): boolean =>
  accounts.includes(account) || phones.some((one) => samePhone(one, phone));

/** Whether a phone ends so. */
export const endsWith = ({ phone }: Order, tail: string): boolean =>
  /^\d{4}$/.test(tail) && digits(phone).length >= NATIONAL_DIGITS && digits(phone).endsWith(tail);
