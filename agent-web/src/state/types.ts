/**
 * What the pages see of this layer: snapshots (readonly unions) and actions.
 *
 * Rules that hold everywhere:
 * - A snapshot is never changed in place: a new one means that something changed.
 * - Actions never throw and return nothing: what came of them is in the next snapshot.
 *   An action that makes no sense in the present state does nothing.
 * - No text for people: codes only. Times "...AtMs" are milliseconds since the Unix
 *   epoch, durations "...Ms" milliseconds, levels 0 to 1.
 */
export type * from './types/admin.ts';
export type * from './types/agent-conversations.ts';
export type * from './types/alerts.ts';
export type * from './types/basics.ts';
export type * from './types/channels.ts';
export type * from './types/conversation.ts';
export type * from './types/crm.ts';
export type * from './types/customer.ts';
export type * from './types/desk.ts';
export type * from './types/devices.ts';
export type * from './types/diagnostics.ts';
export type * from './types/inbox.ts';
export type * from './types/intents.ts';
export type * from './types/look.ts';
export type * from './types/macros.ts';
export type * from './types/media.ts';
export type * from './types/ops.ts';
export type * from './types/orders.ts';
export type * from './types/own-fields.ts';
export type * from './types/reports.ts';
export type * from './types/rules.ts';
export type * from './types/supervision.ts';
export type * from './types/threads.ts';
export type * from './types/tickets.ts';
export type * from './types/waiting.ts';
export type * from './types/webhooks.ts';
