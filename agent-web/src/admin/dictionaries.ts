import { admin as adminEn } from '../i18n/en/admin.ts';
import { call as callEn } from '../i18n/en/call.ts';
import { channels as channelsEn } from '../i18n/en/channels.ts';
import { errors as errorsEn } from '../i18n/en/errors.ts';
import { intents as intentsEn } from '../i18n/en/intents.ts';
import { orders as ordersEn } from '../i18n/en/orders.ts';
import { rules as rulesEn } from '../i18n/en/rules.ts';
import { staff as staffEn } from '../i18n/en/staff.ts';
import type { Dictionaries } from '../i18n/instance.ts';
import { admin as adminZh } from '../i18n/zh/admin.ts';
import { call as callZh } from '../i18n/zh/call.ts';
import { channels as channelsZh } from '../i18n/zh/channels.ts';
import { errors as errorsZh } from '../i18n/zh/errors.ts';
import { intents as intentsZh } from '../i18n/zh/intents.ts';
import { orders as ordersZh } from '../i18n/zh/orders.ts';
import { rules as rulesZh } from '../i18n/zh/rules.ts';
import { staff as staffZh } from '../i18n/zh/staff.ts';

/** What the administrators' page says, in both languages. */
export const dictionaries: Dictionaries = {
  en: {
    admin: adminEn,
    call: callEn,
    channels: channelsEn,
    errors: errorsEn,
    intents: intentsEn,
    orders: ordersEn,
    rules: rulesEn,
    staff: staffEn,
  },
  zh: {
    admin: adminZh,
    call: callZh,
    channels: channelsZh,
    errors: errorsZh,
    intents: intentsZh,
    orders: ordersZh,
    rules: rulesZh,
    staff: staffZh,
  },
};
