import { call } from '../i18n/en/call.ts';
import { context } from '../i18n/en/context.ts';
import { desk } from '../i18n/en/desk.ts';
import { emoji } from '../i18n/en/emoji.ts';
import { errors } from '../i18n/en/errors.ts';
import { inbox } from '../i18n/en/inbox.ts';
import { lists } from '../i18n/en/lists.ts';
import { orders } from '../i18n/en/orders.ts';
import { pauses } from '../i18n/en/pauses.ts';
import { staff } from '../i18n/en/staff.ts';
import { supervision } from '../i18n/en/supervision.ts';
import { thread } from '../i18n/en/thread.ts';
import { voice } from '../i18n/en/voice.ts';
import { waiting } from '../i18n/en/waiting.ts';

/** What the desk says. */
export const english = {
  call,
  context,
  desk,
  emoji,
  errors,
  inbox,
  lists,
  orders,
  pauses,
  staff,
  supervision,
  thread,
  voice,
  waiting,
} as const;
