import { readFileSync } from 'node:fs';
import { type Labelled, readLabelled } from '@weft/control-plane/intents';

export const LANGUAGES = ['zh', 'en'] as const;
export type SetName = 'dev' | 'test';

/** A set of sentences that the intents are not trained with. */
export const labelledSet = (name: SetName, language: (typeof LANGUAGES)[number]): readonly Labelled[] =>
  readLabelled(readFileSync(new URL(`./labelled/${name}-${language}.txt`, import.meta.url), 'utf8'));
