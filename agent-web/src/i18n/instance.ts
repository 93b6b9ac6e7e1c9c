import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Dictionary } from './dictionary.ts';
import './typed.ts';
import { LANGUAGE_TAG, type Language } from './language.ts';

/** Dictionaries of one page, by language and namespace. */
export type Dictionaries = Readonly<Record<Language, Readonly<Record<string, Dictionary>>>>;

/**
 * A translator with a page's dictionaries, ready when this returns. Also tells the document its language, now and
 * at every change.
 */
export function createI18n(language: Language, dictionaries: Dictionaries): i18n {
  const instance = createInstance();
  instance.on('languageChanged', (tag) => {
    document.documentElement.lang = LANGUAGE_TAG[tag === 'zh' ? 'zh' : 'en'];
  });
  // Everything is at hand: nothing is awaited, so the promise has settled before anything is drawn.
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: dictionaries,
    initAsync: false,
    contextSeparator: '~',
    interpolation: { escapeValue: false },
  });
  return instance;
}

/** Adds what a part of a page says that comes later than the page; safe to repeat. */
export function addDictionary(
  instance: i18n,
  name: string,
  both: Readonly<Record<Language, Dictionary>>,
): void {
  for (const [language, dictionary] of Object.entries(both))
    if (!instance.hasResourceBundle(language, name)) instance.addResourceBundle(language, name, dictionary);
}
