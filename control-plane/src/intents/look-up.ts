import { type Clock, WeftError } from '@weft/proto';
import { type Buyer, belongsTo, endsWith, type Order } from '../orders/order.ts';
import type { OrderSource } from '../orders/order-source.ts';

/** What came of looking for a customer's order. */
export type Found =
  | { readonly is: 'found'; readonly order: Order; readonly others: readonly Order[] }
  /** There is none, or it is another's: whoever asks cannot tell which. */
  | { readonly is: 'unknown' }
  | { readonly is: 'none' }
  /** The shop cannot be asked now. */
  | { readonly is: 'away' };

/** Wrong digits for one order within the window; beyond, even right ones are not believed. */
const MAX_GUESSES = 5;
const GUESS_WINDOW_MS = 3_600_000;
/** Orders whose guesses are remembered; the oldest give way. */
const MAX_ORDERS = 10_000;

/** Finds customers' orders: their own, or one whose number and phone they know. */
export class OrderLookUp {
  readonly #source: OrderSource | undefined;
  readonly #clock: Clock;
  readonly #guesses = new Map<string, { count: number; readonly sinceMs: number }>();

  constructor(source: OrderSource | undefined, clock: Clock) {
    this.#source = source;
    this.#clock = clock;
  }

  async find(wanted: {
    readonly buyer: Buyer;
    readonly orderNumber?: string;
    readonly phoneTail?: string;
  }): Promise<Found> {
    const { buyer, orderNumber, phoneTail } = wanted;
    if (this.#source === undefined) return { is: 'away' };
    try {
      if (orderNumber !== undefined) {
        const order = await this.#source.byNumber(orderNumber);
        const isTheirs = order !== undefined && (belongsTo(order, buyer) || this.#proves(order, phoneTail));
        return isTheirs ? { is: 'found', order, others: [] } : { is: 'unknown' };
      }
      const source = this.#source;
      const orders = (await Promise.all(buyer.accounts.map((account) => source.ofAccount(account)))).flat();
      const [first, ...rest] = orders.toSorted((a, b) => rank(b) - rank(a) || b.placedAtMs - a.placedAtMs);
      return first === undefined ? { is: 'none' } : { is: 'found', order: first, others: rest };
    } catch (error) {
      if (error instanceof WeftError) return { is: 'away' };
      throw error;
    }
  }

  /** Whoever knows number and phone is believed, unless somebody is trying numbers. */
  #proves(order: Order, tail: string | undefined): boolean {
    if (tail === undefined) return false;
    const nowMs = this.#clock.monotonic();
    const known = this.#guesses.get(order.number);
    const fresh = known !== undefined && nowMs - known.sinceMs < GUESS_WINDOW_MS ? known : undefined;
    if ((fresh?.count ?? 0) >= MAX_GUESSES) return false;
    if (endsWith(order, tail)) return true;
    this.#guesses.delete(order.number);
    this.#guesses.set(order.number, { count: (fresh?.count ?? 0) + 1, sinceMs: fresh?.sinceMs ?? nowMs });
    for (const oldest of this.#guesses.keys()) {
      if (this.#guesses.size <= MAX_ORDERS) break;
      this.#guesses.delete(oldest);
    }
    return false;
  }
}

/** What is on its way is what is asked about. */
const rank = ({ state }: Order): number => {
  switch (state) {
    case 'delivering':
      return 3;
    case 'shipped':
    case 'returning':
      return 2;
    case 'placed':
    case 'paid':
    case 'packed':
      return 1;
    case 'delivered':
    case 'cancelled':
    case 'returned':
      return 0;
  }
};
