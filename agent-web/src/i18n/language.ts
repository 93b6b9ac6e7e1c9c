/** The languages that every page speaks. */
export type Language = 'zh' | 'en';

const languageOf = (tag: string): Language | undefined => {
  const primary = tag.toLowerCase().split('-', 1)[0];
  return primary === 'zh' || primary === 'en' ? primary : undefined;
};

/**
 * The language to speak: `?lang=` of the page's address, else the browser's first preference among the two,
 * else English.
 */
export function chooseLanguage(search: string, preferred: readonly string[]): Language {
  const asked = new URLSearchParams(search).get('lang');
  for (const tag of asked === null ? preferred : [asked, ...preferred]) {
    const language = languageOf(tag);
    if (language !== undefined) return language;
  }
  return 'en';
}

/** The full tag for `<html lang>`, fonts and the Intl formatters. */
export const LANGUAGE_TAG: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };
