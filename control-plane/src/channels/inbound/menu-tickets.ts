import { createHash } from 'node:crypto';
import { DEFAULT_QUEUE, type InboundArrival } from '@weft/proto';
import { audit } from '../../store/audit.ts';
import type { Sql } from '../../store/store.ts';
import { openTicket, openTicketAbout } from '../../store/tickets.ts';

/** An arrival in its place. */
interface Pressed {
  readonly arrival: InboundArrival;
  readonly contactId: string;
  readonly conversationId: string;
  readonly again: boolean;
}

/**
 * Opens the tickets that entries of a menu ask for, in the transaction that
 * places them. Who presses again while the ticket is open gets no second one.
 *
 * @param existing conversations that there are already
 */
export async function openMenuTickets(
  sql: Sql,
  placed: readonly Pressed[],
  existing: ReadonlyMap<string, unknown>,
): Promise<void> {
  for (const { arrival, contactId, conversationId, again } of placed) {
    const { accountId, sourceId, body } = arrival;
    const subject = body?.case === 'event' ? body.value.ticket : '';
    if (subject === '' || again) continue;
    if (await openTicketAbout(sql, contactId, subject)) continue;
    const atMs = Math.round(arrival.atMs);
    const digest = createHash('sha256').update(`${accountId} ${sourceId}`).digest('hex');
    const ticket = await openTicket(sql, {
      ...{ ticketId: `ticket-${digest.slice(0, 32)}`, contactId, subject, description: '', atMs },
      // The first word of a conversation makes it, and comes after this.
      conversationId: existing.has(conversationId) ? conversationId : null,
      ...{ priority: 'normal', ownerId: '', queueId: DEFAULT_QUEUE, tags: [], dueAtMs: 0 },
      createdBy: accountId,
    });
    const entry = { actorId: contactId, subjectKind: 'ticket', subjectId: ticket.ticketId } as const;
    await audit(sql, { ...entry, action: 'ticket.opened', atMs, detail: { accountId } });
  }
}
