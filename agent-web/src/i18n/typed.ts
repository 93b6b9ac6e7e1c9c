import type { admin } from './en/admin.ts';
import type { asked } from './en/asked.ts';
import type { call } from './en/call.ts';
import type { callback } from './en/callback.ts';
import type { channels } from './en/channels.ts';
import type { chat } from './en/chat.ts';
import type { context } from './en/context.ts';
import type { customers } from './en/customers.ts';
import type { desk } from './en/desk.ts';
import type { emoji } from './en/emoji.ts';
import type { errors } from './en/errors.ts';
import type { fields } from './en/fields.ts';
import type { imports } from './en/imports.ts';
import type { inbox } from './en/inbox.ts';
import type { intents } from './en/intents.ts';
import type { lists } from './en/lists.ts';
import type { look } from './en/look.ts';
import type { macros } from './en/macros.ts';
import type { opening } from './en/opening.ts';
import type { ops } from './en/ops.ts';
import type { orders } from './en/orders.ts';
import type { pauses } from './en/pauses.ts';
import type { reports } from './en/reports.ts';
import type { rules } from './en/rules.ts';
import type { shop } from './en/shop.ts';
import type { staff } from './en/staff.ts';
import type { supervision } from './en/supervision.ts';
import type { templates } from './en/templates.ts';
import type { thread } from './en/thread.ts';
import type { tickets } from './en/tickets.ts';
import type { voice } from './en/voice.ts';
import type { waiting } from './en/waiting.ts';
import type { webhooks } from './en/webhooks.ts';
import type { widget } from './en/widget.ts';

declare module 'i18next' {
  /** Makes a mistyped key or a missing value a type error. */
  interface CustomTypeOptions {
    defaultNS: 'call';
    contextSeparator: '~';
    resources: {
      admin: typeof admin;
      asked: typeof asked;
      call: typeof call;
      callback: typeof callback;
      channels: typeof channels;
      chat: typeof chat;
      context: typeof context;
      imports: typeof imports;
      customers: typeof customers;
      desk: typeof desk;
      emoji: typeof emoji;
      errors: typeof errors;
      fields: typeof fields;
      webhooks: typeof webhooks;
      inbox: typeof inbox;
      lists: typeof lists;
      look: typeof look;
      intents: typeof intents;
      opening: typeof opening;
      ops: typeof ops;
      orders: typeof orders;
      pauses: typeof pauses;
      macros: typeof macros;
      reports: typeof reports;
      templates: typeof templates;
      rules: typeof rules;
      shop: typeof shop;
      staff: typeof staff;
      supervision: typeof supervision;
      thread: typeof thread;
      tickets: typeof tickets;
      voice: typeof voice;
      waiting: typeof waiting;
      widget: typeof widget;
    };
  }
}
