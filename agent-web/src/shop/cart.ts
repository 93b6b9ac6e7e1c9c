import { useReducer } from 'react';
import type { Product } from './products.ts';

/** How many of each product are in the cart; a product that is not in it is absent. */
export type Cart = ReadonlyMap<Product['id'], number>;

export interface CartChange {
  readonly id: Product['id'];
  readonly by: 1 | -1;
}

/** More of one thing than this is a typing error. */
const MAX_QUANTITY = 20;

/** The cart after one more, or one less, of a product. */
export function changeCart(cart: Cart, { id, by }: CartChange): Cart {
  const quantity = Math.min(MAX_QUANTITY, (cart.get(id) ?? 0) + by);
  const next = new Map(cart);
  if (quantity > 0) next.set(id, quantity);
  else next.delete(id);
  return next;
}

/** How many things lie in the cart. */
export const countOf = (cart: Cart): number =>
  [...cart.values()].reduce((sum, quantity) => sum + quantity, 0);

/** A cart that lasts as long as the page. */
export const useCart = () => useReducer(changeCart, new Map() as Cart);
