import type { i18n } from 'i18next';
import { call } from '../i18n/en/call.ts';
import { chat } from '../i18n/en/chat.ts';
import { errors } from '../i18n/en/errors.ts';
import { widget } from '../i18n/en/widget.ts';
import { createI18n } from '../i18n/instance.ts';
import type { Language } from '../i18n/language.ts';

/** The widget's translator, and what it speaks: English is at hand, Chinese is fetched by whom it is for. */
export class Translator {
  readonly i18n: i18n = createI18n('en', { en: { call, chat, errors, widget }, zh: {} });
  #wanted: Language = 'en';

  /** The last wish holds, however long its words take. Where the words cannot be had, the language stays. Never rejects. */
  async speak(language: Language): Promise<void> {
    this.#wanted = language;
    const { i18n } = this;
    if (language === 'zh' && !i18n.hasResourceBundle('zh', 'chat')) {
      const fetched = await import('./chinese.ts').catch(() => undefined);
      if (fetched === undefined || this.#wanted !== language) return;
      for (const [name, words] of Object.entries(fetched.chinese)) i18n.addResourceBundle('zh', name, words);
    }
    await i18n.changeLanguage(language);
  }
}
