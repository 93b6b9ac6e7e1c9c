import { Translator } from '../i18n/translator.ts';
import { english } from './english.ts';

/** The desk's one translator. */
export const translator = new Translator(english, async () => (await import('./chinese.ts')).chinese);
