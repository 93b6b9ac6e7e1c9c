import { WeftError } from '@weft/proto';
import type { Sql } from './store.ts';

/** How far a partition of a stream has been applied: the stream's sequence; 0 = nothing of it. */
export async function positionOf(store: Sql, stream: string, partition: number): Promise<number> {
  const row = await store
    .selectFrom('streamPositions')
    .select('position')
    .where('stream', '=', stream)
    .where('partition', '=', partition)
    .executeTakeFirst();
  return row?.position ?? 0;
}

/**
 * Moves the position on from the one that was read. Throws CONFLICT when it is
 * another by now: somebody else owns the partition, and the transaction that
 * this is part of must not happen.
 */
export async function advance(
  store: Sql,
  step: { readonly stream: string; readonly partition: number; readonly from: number; readonly to: number },
): Promise<void> {
  const { stream, partition, from, to } = step;
  // The row stays locked until the transaction ends: a second owner waits here, then sees that it lost.
  const { numUpdatedRows } = await store
    .updateTable('streamPositions')
    .set({ position: to })
    .where('stream', '=', stream)
    .where('partition', '=', partition)
    .where('position', '=', from)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  if (from === 0) {
    const { numInsertedOrUpdatedRows = 0n } = await store
      .insertInto('streamPositions')
      .values({ stream, partition, position: to })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows > 0n) return;
  }
  throw new WeftError('CONFLICT', 'another instance has applied this part of the stream');
}
