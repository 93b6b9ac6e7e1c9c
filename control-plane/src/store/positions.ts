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
