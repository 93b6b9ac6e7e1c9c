import type { i18n } from 'i18next';
import { call as callEn } from '../i18n/en/call.ts';
import { chat as chatEn } from '../i18n/en/chat.ts';
import { errors as errorsEn } from '../i18n/en/errors.ts';
import { widget as widgetEn } from '../i18n/en/widget.ts';
import { createI18n } from '../i18n/instance.ts';
import type { Language } from '../i18n/language.ts';
import { call as callZh } from '../i18n/zh/call.ts';
import { chat as chatZh } from '../i18n/zh/chat.ts';
import { errors as errorsZh } from '../i18n/zh/errors.ts';
import { widget as widgetZh } from '../i18n/zh/widget.ts';

/** The widget's translator. */
export const translate = (language: Language): i18n =>
  createI18n(language, {
    en: { call: callEn, chat: chatEn, errors: errorsEn, widget: widgetEn },
    zh: { call: callZh, chat: chatZh, errors: errorsZh, widget: widgetZh },
  });
