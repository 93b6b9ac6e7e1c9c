import { call } from '../i18n/zh/call.ts';
import { chat } from '../i18n/zh/chat.ts';
import { errors } from '../i18n/zh/errors.ts';
import { widget } from '../i18n/zh/widget.ts';

/** The widget's Chinese words, fetched by whom they are for. */
export const chinese = { call, chat, errors, widget } as const;
