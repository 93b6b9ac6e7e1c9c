import type { i18n } from 'i18next';
import type { Dictionary } from './dictionary.ts';
import { createI18n } from './instance.ts';
import type { Language } from './language.ts';

type Words = Readonly<Record<string, Dictionary>>;

/** A page's translator, and what it speaks: English is at hand, Chinese is fetched by whom it is for. */
export class Translator {
  readonly i18n: i18n;
  readonly #fetchChinese: () => Promise<Words>;
  #fetched = false;
  #wanted: Language = 'en';

  constructor(english: Words, fetchChinese: () => Promise<Words>) {
    this.i18n = createI18n('en', { en: english, zh: {} });
    this.#fetchChinese = fetchChinese;
  }

  /** The last wish holds, however long its words take. Where the words cannot be had, the language stays. Never rejects. */
  async speak(language: Language): Promise<void> {
    this.#wanted = language;
    if (language === 'zh' && !this.#fetched) {
      const words = await this.#fetchChinese().catch(() => undefined);
      if (words === undefined) return;
      this.#fetched = true;
      for (const [name, said] of Object.entries(words)) this.i18n.addResourceBundle('zh', name, said);
    }
    if (this.#wanted === language) await this.i18n.changeLanguage(language);
  }
}
