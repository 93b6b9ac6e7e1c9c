import { WeftError } from '@weft/proto';
import { sql } from 'kysely';
import type { Sql } from './store.ts';
import type { WebhookDelivery } from './webhook-tables.ts';

/**
 * What an endpoint is to be told now, the longest overdue first: at most `limit`. Of each conversation and ticket the
 * earliest only, whether that is due or not: what came later waits for it.
 */
export function dueDeliveries(
  store: Sql,
  wanted: { readonly endpointId: string; readonly nowMs: number; readonly limit: number },
): Promise<WebhookDelivery[]> {
  return store
    .selectFrom('webhookDeliveries as one')
    .selectAll()
    .where('endpointId', '=', wanted.endpointId)
    .where('state', '=', 'waiting')
    .where('dueAtMs', '<=', Math.round(wanted.nowMs))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('webhookDeliveries as earlier')
            .select(sql`1`.as('one'))
            .whereRef('earlier.endpointId', '=', 'one.endpointId')
            .whereRef('earlier.subjectId', '=', 'one.subjectId')
            .where('earlier.state', '=', 'waiting')
            .whereRef('earlier.delivery', '<', 'one.delivery'),
        ),
      ),
    )
    .orderBy('dueAtMs')
    .orderBy('delivery')
    .limit(wanted.limit)
    .execute();
}

/** What became of a try. */
export type TriedDelivery = Pick<
  WebhookDelivery,
  'delivery' | 'endpointId' | 'state' | 'tries' | 'dueAtMs' | 'status' | 'reason' | 'settledAtMs'
>;

/** Keeps what became of a try, and since when the endpoint fails. What was settled by somebody else meanwhile stays so. */
export async function keepTry(store: Sql, tried: TriedDelivery, atMs: number): Promise<void> {
  const { delivery, endpointId, ...row } = tried;
  await store
    .updateTable('webhookDeliveries')
    .set({ ...row, dueAtMs: Math.round(row.dueAtMs), settledAtMs: Math.round(row.settledAtMs) })
    .where('delivery', '=', delivery)
    .where('state', '=', 'waiting')
    .execute();
  // Says nothing of the endpoint: it was not asked.
  if (row.reason === 'gone') return;
  const works = row.state === 'delivered';
  await store
    .updateTable('webhookEndpoints')
    .set({ failingSinceMs: works ? 0 : Math.round(atMs) })
    .where('endpointId', '=', endpointId)
    .where('failingSinceMs', works ? '>' : '=', 0)
    .execute();
}

/** The latest of an endpoint. */
export const latestDeliveries = (store: Sql, endpointId: string, limit: number): Promise<WebhookDelivery[]> =>
  store
    .selectFrom('webhookDeliveries')
    .selectAll()
    .where('endpointId', '=', endpointId)
    .orderBy('delivery', 'desc')
    .limit(limit)
    .execute();

/** Sends one again that was given up, or at once what waits for its next try. Throws RECORD_NOT_FOUND; CONFLICT when it was delivered. */
export async function sendAgain(
  store: Sql,
  { endpointId, delivery }: Pick<WebhookDelivery, 'endpointId' | 'delivery'>,
  nowMs: number,
): Promise<WebhookDelivery> {
  const known = await store
    .selectFrom('webhookDeliveries')
    .select('state')
    .where('endpointId', '=', endpointId)
    .where('delivery', '=', delivery)
    .forUpdate()
    .executeTakeFirst();
  if (known === undefined) throw new WeftError('RECORD_NOT_FOUND', 'no such delivery');
  if (known.state === 'delivered') throw new WeftError('CONFLICT', 'it was delivered');
  return store
    .updateTable('webhookDeliveries')
    .set({ state: 'waiting', tries: 0, dueAtMs: Math.round(nowMs), settledAtMs: 0 })
    .where('delivery', '=', delivery)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Forgets what was delivered before then, what is older still whatever became of it, and what was for nobody who is left. */
export async function sweepDeliveries(
  store: Sql,
  before: { readonly deliveredMs: number; readonly happenedMs: number },
): Promise<void> {
  await store
    .deleteFrom('webhookDeliveries')
    .where(({ eb, or, and, not, exists, selectFrom }) =>
      or([
        eb('atMs', '<', Math.round(before.happenedMs)),
        and([eb('state', '=', 'delivered'), eb('settledAtMs', '<', Math.round(before.deliveredMs))]),
        not(
          exists(
            selectFrom('webhookEndpoints')
              .select(sql`1`.as('one'))
              .whereRef('webhookEndpoints.endpointId', '=', 'webhookDeliveries.endpointId'),
          ),
        ),
      ]),
    )
    .execute();
}
