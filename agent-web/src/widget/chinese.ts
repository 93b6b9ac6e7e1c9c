import { call } from '../i18n/zh/call.ts';
import { callback } from '../i18n/zh/callback.ts';
import { chat } from '../i18n/zh/chat.ts';
import { emoji } from '../i18n/zh/emoji.ts';
import { errors } from '../i18n/zh/errors.ts';
import { voice } from '../i18n/zh/voice.ts';
import { widget } from '../i18n/zh/widget.ts';

/** The widget's Chinese words, fetched by whom they are for. */
export const chinese = { call, callback, chat, emoji, errors, voice, widget } as const;
