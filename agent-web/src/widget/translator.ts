import { call } from '../i18n/en/call.ts';
import { chat } from '../i18n/en/chat.ts';
import { emoji } from '../i18n/en/emoji.ts';
import { errors } from '../i18n/en/errors.ts';
import { widget } from '../i18n/en/widget.ts';
import { Translator } from '../i18n/translator.ts';

/** The widget's one translator. */
export const translator = new Translator(
  { call, chat, emoji, errors, widget },
  async () => (await import('./chinese.ts')).chinese,
);
