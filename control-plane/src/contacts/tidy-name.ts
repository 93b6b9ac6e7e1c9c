const MAX_CHARACTERS = 80;

/** A name as others will see it: one line without control characters, at most 80 characters; may be empty. */
export const tidyName = (name: string): string =>
  [...name.replace(/[\p{C}\s]+/gu, ' ').trim()].slice(0, MAX_CHARACTERS).join('').trim();
