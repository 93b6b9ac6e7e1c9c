import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { pinyin } from 'pinyin-pro';
import { normalised } from './text.ts';

let segmenter: Jieba | undefined;

/** Made at its first use: reading the dictionary takes a third of a second, which a process that starts has better uses for. */
const jieba = (): Jieba => {
  segmenter ??= Jieba.withDict(dict);
  return segmenter;
};

/** Reads what the first text would have to wait for. */
export const prepareFeatures = (): void => void jieba();

const HAN_RUN = /\p{Script=Han}+/gu;
/** Latin words, and what stands for numbers. */
const WORD = /⟪\w+⟫|[\p{Script=Latin}\p{M}']+/gu;
/** Letters of a word are looked at in pieces of these lengths, so that a slip of the finger does not hide it. */
const PIECES = [3, 4, 5];
const RUNS = [1, 2, 3];

function* runsOf(kind: string, parts: readonly string[], lengths: readonly number[]): Generator<string> {
  for (const length of lengths)
    for (let at = 0; at + length <= parts.length; at += 1)
      yield `${kind}:${parts.slice(at, at + length).join(' ')}`;
}

/** Words by jieba, characters, and how they sound: who types by sound picks the wrong character, not the wrong sound. */
function* ofChinese(run: string): Generator<string> {
  yield* runsOf('w', jieba().cut(run, true), [1, 2]);
  yield* runsOf('c', [...run], RUNS);
  yield* runsOf('s', pinyin(run, { toneType: 'none', type: 'array' }), [2, 3]);
}

function* ofLatin(words: readonly string[]): Generator<string> {
  yield* runsOf('w', words, RUNS);
  for (const word of words) {
    if (word.startsWith('⟪')) continue;
    const letters = [...`^${word}$`];
    yield* runsOf('l', letters, PIECES);
  }
}

/** What a message is compared by, each with how often it is there. Pure. */
export function featuresOf(text: string): ReadonlyMap<string, number> {
  const plain = normalised(text);
  const words = plain.match(WORD) ?? [];
  const counts = new Map<string, number>();
  const count = (feature: string): void => void counts.set(feature, (counts.get(feature) ?? 0) + 1);
  for (const run of plain.match(HAN_RUN) ?? []) for (const feature of ofChinese(run)) count(feature);
  for (const feature of ofLatin(words)) count(feature);
  if (words.length > 0) for (const end of [`b:${words[0]}`, `e:${words.at(-1)}`]) count(end);
  return counts;
}

/** The words of a feature, for whoever is told why; undefined for what only looks or sounds like a word. */
export const wordsOf = (feature: string): string | undefined =>
  feature.startsWith('w:') && !feature.includes('⟪') ? feature.slice(2) : undefined;
