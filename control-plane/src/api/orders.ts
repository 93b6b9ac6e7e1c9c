import { WeftError } from '@weft/proto';
import { z } from 'zod';
import { ORDER_STATES, Order, TRACKING_STEPS } from '../orders/order.ts';
import type { OrderSource } from '../orders/order-source.ts';
import { audit } from '../store/audit.ts';
import { personOf } from '../store/contacts.ts';
import type { RecordRouteOptions } from './contacts.ts';
import { FaultBody, named } from './schemas.ts';
import type { HttpServer } from './server.ts';

/** Accounts of one person that are asked for. */
const MAX_ACCOUNTS = 5;

const ContactOrder = Order.omit({ account: true, phone: true }).extend({
  state: z.enum(ORDER_STATES),
  steps: z.array(z.object({ step: z.enum(TRACKING_STEPS), atMs: z.number(), place: z.string() })),
});
named.add(ContactOrder, { id: 'ContactOrder', description: "One of a contact's orders." });

const ContactOrders = z.object({
  source: z
    .enum(['none', 'away', 'reached'])
    .describe('"none" = no shop is connected; "away" = it cannot be asked now, so that nothing is known.'),
  orders: z.array(ContactOrder).describe('Newest first.'),
});
named.add(ContactOrders, {
  id: 'ContactOrders',
  description: "A contact's orders, as the shop tells them now.",
});

const ContactParams = z.object({ contactId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });

/** What agents see of a contact's orders. Only orders of the contact's own proven accounts; each look is audited. */
export function orderRoutes(
  server: HttpServer,
  { guard, store, clock, source }: RecordRouteOptions & { readonly source: OrderSource | undefined },
): void {
  server.route({
    method: 'GET',
    url: '/v1/contacts/:contactId/orders',
    onRequest: guard.allow('agent'),
    schema: {
      tags: ['contacts'],
      security: [{ bearer: [] }],
      operationId: 'listContactOrders',
      summary: "A contact's orders with state and tracking",
      params: ContactParams,
      response: { 200: ContactOrders, default: FaultBody },
    },
    handler: async (request) => {
      const { contactId } = request.params;
      const { agentId } = guard.of(request);
      const accounts = await store.write(async (sql) => {
        const person = await personOf(sql, contactId);
        if (person === undefined) throw new WeftError('RECORD_NOT_FOUND', 'no such contact');
        const atMs = clock.now();
        const entry = { atMs, actorId: agentId, action: 'orders.seen', subjectId: contactId };
        await audit(sql, { ...entry, subjectKind: 'contact' });
        return person.identities
          .filter(({ kind, verified }) => kind === 'account' && verified)
          .map(({ value }) => value)
          .slice(0, MAX_ACCOUNTS);
      });
      if (source === undefined) return { source: 'none' as const, orders: [] };
      try {
        const orders = (await Promise.all(accounts.map((account) => source.ofAccount(account)))).flat();
        return { source: 'reached' as const, orders: orders.sort((a, b) => b.placedAtMs - a.placedAtMs) };
      } catch (error) {
        if (!(error instanceof WeftError)) throw error;
        return { source: 'away' as const, orders: [] };
      }
    },
  });
}
