import { WeftError } from '@weft/proto';

/** Characters (code points) of one tag. */
const MAX_TAG = 40;
/** Tags named in one request. */
const MAX_TAGS = 24;

/** A tag as it is kept: one word in small letters, by which rules and searches find it. Empty = nothing of it is left. */
const tagOf = (raw: string): string =>
  [
    ...raw
      .slice(0, MAX_TAG * 4)
      .normalize('NFKC')
      .toLowerCase()
      .trim()
      .replace(/\s+/g, '-')
      .replace(/[^\p{L}\p{N}\p{M}\-_.:/]/gu, ''),
  ]
    .slice(0, MAX_TAG)
    .join('');

/** The tags that somebody names. Throws BAD_REQUEST when one says nothing, or there are too many. */
export function tagsOf(raw: readonly string[]): readonly string[] {
  if (raw.length > MAX_TAGS) throw new WeftError('BAD_REQUEST', 'too many tags');
  const tags = raw.map(tagOf);
  if (tags.includes('')) throw new WeftError('BAD_REQUEST', 'a tag without a letter or a number');
  return tags;
}

/** What is looked for: words, and the tags among them ("#billing"). */
export function searchOf(asked: string): { readonly search: string; readonly tags: readonly string[] } {
  const isTag = (word: string): boolean => /^[#＃]./u.test(word);
  const words = asked.split(/\s+/).filter((word) => word !== '');
  return {
    search: words.filter((word) => !isTag(word)).join(' '),
    tags: words
      .filter(isTag)
      .map(tagOf)
      .filter((name) => name !== ''),
  };
}
