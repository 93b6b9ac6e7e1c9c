import type { Order } from './order.ts';

/** The shop's orders, wherever they are kept. A port. */
export interface OrderSource {
  /**
   * An account's orders, newest first. Throws UNAVAILABLE or TIMEOUT while the
   * shop cannot be asked.
   */
  ofAccount(account: string): Promise<readonly Order[]>;
  /** Whosever it is: who asks for it is checked by the one who asks. */
  byNumber(number: string): Promise<Order | undefined>;
}
