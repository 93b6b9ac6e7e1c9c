import type { Sql } from './store.ts';
import { type InboundPart, json } from './tables.ts';

/** Names a message that a channel cut. */
export interface CutMessage {
  readonly accountId: string;
  readonly value: string;
  readonly reference: string;
}

/** Keeps a part; one of an earlier message with the same reference gives way. */
export async function putPart(store: Sql, part: InboundPart): Promise<void> {
  const values = { ...part, person: json(part.person), atMs: Math.round(part.atMs) };
  const { accountId, value, reference, part: place, ...rest } = values;
  await store
    .insertInto('inboundParts')
    .values({ accountId, value, reference, part: place, ...rest })
    .onConflict((conflict) => conflict.columns(['accountId', 'value', 'reference', 'part']).doUpdateSet(rest))
    .execute();
}

/** What is there of it, in order. */
export function partsOfMessage(
  store: Sql,
  { accountId, value, reference }: CutMessage,
): Promise<InboundPart[]> {
  return store
    .selectFrom('inboundParts')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('value', '=', value)
    .where('reference', '=', reference)
    .orderBy('part')
    .execute();
}

/** It is where it belongs. */
export async function dropParts(store: Sql, { accountId, value, reference }: CutMessage): Promise<void> {
  await store
    .deleteFrom('inboundParts')
    .where('accountId', '=', accountId)
    .where('value', '=', value)
    .where('reference', '=', reference)
    .execute();
}

/** Messages whose last part came before a time and that are not whole: at most `limit`. */
export async function staleMessages(store: Sql, beforeMs: number, limit: number): Promise<CutMessage[]> {
  return store
    .selectFrom('inboundParts')
    .select(['accountId', 'value', 'reference'])
    .groupBy(['accountId', 'value', 'reference'])
    .having(({ fn }) => fn.max('atMs'), '<', Math.round(beforeMs))
    .limit(limit)
    .execute();
}
