import type { SeatRole } from '@weft/proto';

/** What a participant's leg at this node is: the one that carries its media, or the one that is ready to. */
export type LegRole = 'home' | 'standby';

/** The role in an order; one that says nothing of it means home. */
export const legRole = (wire: SeatRole): LegRole => (wire === 'standby' ? 'standby' : 'home');

/** A leg was made home here, before any order said so. */
export interface Promotion {
  /** The highest epoch known when it happened: the room's own, or the one the asker named. */
  readonly epoch: number;
  /** Whether the call's owner has been told and has answered. */
  readonly answered: boolean;
}

export interface RoleVerdict {
  readonly role: LegRole;
  readonly reason: 'ordered' | 'owner-not-told-yet' | 'order-is-older' | 'owner-decided-otherwise';
  /** Whether the promotion still stands above further orders. */
  readonly promotionStands: boolean;
}

/**
 * What a leg is after an order that gives it a role. A promotion comes first
 * and is confirmed after, so an order that was written without knowing of it
 * must not take it back: only one of a later epoch may, once the owner knows.
 */
export function roleAfter(
  ordered: LegRole,
  orderEpoch: number,
  promotion: Promotion | undefined,
): RoleVerdict {
  if (ordered === 'home' || promotion === undefined)
    return { role: ordered, reason: 'ordered', promotionStands: false };
  if (!promotion.answered) return { role: 'home', reason: 'owner-not-told-yet', promotionStands: true };
  if (orderEpoch <= promotion.epoch) return { role: 'home', reason: 'order-is-older', promotionStands: true };
  return { role: 'standby', reason: 'owner-decided-otherwise', promotionStands: false };
}
