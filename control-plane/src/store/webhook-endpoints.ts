import { WeftError } from '@weft/proto';
import type { Sql } from './store.ts';
import type { WebhookEndpoint } from './webhook-tables.ts';

/** Each is asked for its events several times a second. */
const MAX_ENDPOINTS = 20;

/** What is said of one; what is sealed is given when it is added. */
export type EndpointText = Pick<
  WebhookEndpoint,
  'name' | 'url' | 'kinds' | 'active' | 'changedBy' | 'changedAtMs'
>;

/** All of them, by name. */
export const endpointsOf = (store: Sql): Promise<WebhookEndpoint[]> =>
  store.selectFrom('webhookEndpoints').selectAll().orderBy('name').orderBy('endpointId').execute();

/** Throws RECORD_NOT_FOUND. */
export const requireEndpoint = (store: Sql, endpointId: string): Promise<WebhookEndpoint> =>
  store
    .selectFrom('webhookEndpoints')
    .selectAll()
    .where('endpointId', '=', endpointId)
    .executeTakeFirstOrThrow(() => new WeftError('RECORD_NOT_FOUND', 'no such endpoint'));

/** Throws NOT_AVAILABLE when there are enough. */
export async function addEndpoint(
  store: Sql,
  { kinds, ...endpoint }: EndpointText & Pick<WebhookEndpoint, 'endpointId' | 'secret'>,
): Promise<WebhookEndpoint> {
  const { many } = await store
    .selectFrom('webhookEndpoints')
    .select(({ fn }) => fn.countAll<number>().as('many'))
    .executeTakeFirstOrThrow();
  if (Number(many) >= MAX_ENDPOINTS)
    throw new WeftError('NOT_AVAILABLE', `there are ${MAX_ENDPOINTS} endpoints already`);
  return store
    .insertInto('webhookEndpoints')
    .values({ ...endpoint, kinds: [...kinds], revision: 1, failingSinceMs: 0 })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Throws CONFLICT when somebody else changed or removed it first. */
export async function changeEndpoint(
  store: Sql,
  { endpointId, revision }: Pick<WebhookEndpoint, 'endpointId' | 'revision'>,
  { kinds, ...text }: EndpointText,
): Promise<WebhookEndpoint> {
  const changed = await store
    .updateTable('webhookEndpoints')
    .set({ ...text, kinds: [...kinds], revision: revision + 1 })
    .where('endpointId', '=', endpointId)
    .where('revision', '=', revision)
    .returningAll()
    .executeTakeFirst();
  if (changed === undefined) throw new WeftError('CONFLICT', 'somebody else changed the endpoint first');
  return changed;
}

/** With all that was to be sent to it. */
export async function removeEndpoint(store: Sql, endpointId: string): Promise<void> {
  await store.deleteFrom('webhookEndpoints').where('endpointId', '=', endpointId).execute();
  await store.deleteFrom('webhookDeliveries').where('endpointId', '=', endpointId).execute();
}
