/** Terms of one text at most; what is written beyond is not found by its words. */
const MAX_TERMS = 400;
const MAX_TERM_LENGTH = 40;

/** Texts of letters, signs and Chinese characters that never go together: looked at one by one, they need no segmenter. */
const PLAIN = /^[\t-~\u3001\u3002\u4e00-\u9fff]*$/;
const words = new Intl.Segmenter('en', { granularity: 'grapheme' });
const IDEOGRAPH = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const LETTER = /^[\p{L}\p{N}]/u;

/**
 * What a text is found by: its words in small letters, and of scripts without
 * spaces every character and every two that follow each other. The same for
 * both engines, whatever languages their server was built with.
 */
export function termsOf(text: string): string[] {
  const terms = new Set<string>();
  let word = '';
  let before = '';
  const endWord = (): void => {
    if (word !== '') terms.add(word.slice(0, MAX_TERM_LENGTH));
    word = '';
  };
  const normal = text.normalize('NFKC').toLowerCase();
  for (const segment of PLAIN.test(normal) ? normal : graphemesOf(normal)) {
    if (terms.size >= MAX_TERMS) break;
    if (IDEOGRAPH.test(segment)) {
      endWord();
      terms.add(segment);
      if (before !== '') terms.add(before + segment);
      before = segment;
      continue;
    }
    before = '';
    if (LETTER.test(segment)) word += segment;
    else endWord();
  }
  endWord();
  return [...terms];
}

function* graphemesOf(text: string): Iterable<string> {
  for (const { segment } of words.segment(text)) yield segment;
}
