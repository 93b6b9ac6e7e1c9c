/** How far an order is. "unknown" = a state that this page has no word for. */
export type OrderState =
  | 'placed'
  | 'paid'
  | 'packed'
  | 'shipped'
  | 'delivering'
  | 'delivered'
  | 'cancelled'
  | 'returning'
  | 'returned'
  | 'unknown';

export interface OrderStep {
  /** A code such as "in-transit". */
  readonly step: string;
  readonly atMs: number;
  /** As the carrier writes it; may be empty. */
  readonly place: string;
}

/** One of a contact's orders, as the shop tells it. */
export interface ContactOrder {
  readonly number: string;
  readonly state: OrderState;
  readonly placedAtMs: number;
  readonly currency: string;
  /** In the currency's smallest unit. */
  readonly total: number;
  readonly items: readonly { readonly name: string; readonly quantity: number; readonly price: number }[];
  readonly carrier: string;
  readonly trackingNumber: string;
  /** Untrusted; empty = none. */
  readonly trackingUrl: string;
  /** 0 = not known. */
  readonly expectedAtMs: number;
  /** Oldest first. */
  readonly steps: readonly OrderStep[];
}

/** What is known of a contact's orders. */
export interface ContactOrders {
  /** "none" = no shop is connected; "away" = the shop cannot be asked now, so nothing is known. */
  readonly source: 'none' | 'away' | 'reached';
  readonly orders: readonly ContactOrder[];
}
