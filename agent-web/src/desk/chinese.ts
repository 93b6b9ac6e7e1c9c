import type { Dictionary } from '../i18n/dictionary.ts';
import { call } from '../i18n/zh/call.ts';
import { context } from '../i18n/zh/context.ts';
import { desk } from '../i18n/zh/desk.ts';
import { emoji } from '../i18n/zh/emoji.ts';
import { errors } from '../i18n/zh/errors.ts';
import { inbox } from '../i18n/zh/inbox.ts';
import { lists } from '../i18n/zh/lists.ts';
import { orders } from '../i18n/zh/orders.ts';
import { pauses } from '../i18n/zh/pauses.ts';
import { staff } from '../i18n/zh/staff.ts';
import { supervision } from '../i18n/zh/supervision.ts';
import { thread } from '../i18n/zh/thread.ts';
import { voice } from '../i18n/zh/voice.ts';
import { waiting } from '../i18n/zh/waiting.ts';
import type { english } from './english.ts';

/** What the desk says in Chinese, fetched by whom it is for. */
export const chinese = {
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
} as const satisfies Readonly<Record<keyof typeof english, Dictionary>>;
