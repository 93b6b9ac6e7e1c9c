import { call as callEn } from '../i18n/en/call.ts';
import { context as contextEn } from '../i18n/en/context.ts';
import { desk as deskEn } from '../i18n/en/desk.ts';
import { errors as errorsEn } from '../i18n/en/errors.ts';
import { inbox as inboxEn } from '../i18n/en/inbox.ts';
import { lists as listsEn } from '../i18n/en/lists.ts';
import { orders as ordersEn } from '../i18n/en/orders.ts';
import { pauses as pausesEn } from '../i18n/en/pauses.ts';
import { staff as staffEn } from '../i18n/en/staff.ts';
import { supervision as supervisionEn } from '../i18n/en/supervision.ts';
import { thread as threadEn } from '../i18n/en/thread.ts';
import { waiting as waitingEn } from '../i18n/en/waiting.ts';
import type { Dictionaries } from '../i18n/instance.ts';
import { call as callZh } from '../i18n/zh/call.ts';
import { context as contextZh } from '../i18n/zh/context.ts';
import { desk as deskZh } from '../i18n/zh/desk.ts';
import { errors as errorsZh } from '../i18n/zh/errors.ts';
import { inbox as inboxZh } from '../i18n/zh/inbox.ts';
import { lists as listsZh } from '../i18n/zh/lists.ts';
import { orders as ordersZh } from '../i18n/zh/orders.ts';
import { pauses as pausesZh } from '../i18n/zh/pauses.ts';
import { staff as staffZh } from '../i18n/zh/staff.ts';
import { supervision as supervisionZh } from '../i18n/zh/supervision.ts';
import { thread as threadZh } from '../i18n/zh/thread.ts';
import { waiting as waitingZh } from '../i18n/zh/waiting.ts';

/** What the desk says, in both languages. */
export const dictionaries: Dictionaries = {
  en: {
    call: callEn,
    context: contextEn,
    desk: deskEn,
    errors: errorsEn,
    inbox: inboxEn,
    lists: listsEn,
    orders: ordersEn,
    pauses: pausesEn,
    staff: staffEn,
    supervision: supervisionEn,
    thread: threadEn,
    waiting: waitingEn,
  },
  zh: {
    call: callZh,
    context: contextZh,
    desk: deskZh,
    errors: errorsZh,
    inbox: inboxZh,
    lists: listsZh,
    orders: ordersZh,
    pauses: pausesZh,
    staff: staffZh,
    supervision: supervisionZh,
    thread: threadZh,
    waiting: waitingZh,
  },
};
