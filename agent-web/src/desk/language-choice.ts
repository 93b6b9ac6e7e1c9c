import type { Language } from '../i18n/language.ts';
import { browserStore } from '../state/storage.ts';
import { translator } from './translator.ts';

const KEY = 'weft-language';
const store = browserStore('localStorage');

/** The languages that a person at this browser wants, the chosen one first. */
export const wantedLanguages = (browser: readonly string[]): readonly string[] => {
  const chosen = store.get(KEY);
  return chosen === undefined ? browser : [chosen, ...browser];
};

/** Changes the language at once, and for later visits. */
export function speakFromNowOn(language: Language): void {
  store.set(KEY, language);
  void translator.speak(language);
}
