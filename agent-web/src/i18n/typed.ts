import type { call } from './en/call.ts';
import type { chat } from './en/chat.ts';
import type { desk } from './en/desk.ts';
import type { errors } from './en/errors.ts';
import type { ops } from './en/ops.ts';
import type { shop } from './en/shop.ts';
import type { staff } from './en/staff.ts';
import type { widget } from './en/widget.ts';

declare module 'i18next' {
  /** Makes a mistyped key or a missing value a type error. */
  interface CustomTypeOptions {
    defaultNS: 'call';
    contextSeparator: '~';
    resources: {
      call: typeof call;
      chat: typeof chat;
      desk: typeof desk;
      errors: typeof errors;
      ops: typeof ops;
      shop: typeof shop;
      staff: typeof staff;
      widget: typeof widget;
    };
  }
}
