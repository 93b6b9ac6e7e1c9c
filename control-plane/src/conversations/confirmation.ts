import type { Author } from '@weft/proto';

/** The author of words that only say that something came. */
export const CONFIRMATION_AUTHOR = 'confirmation';

/** Whether these are such words: they answer nothing, so that the customer goes on waiting, and lists show what the customer said. */
export const onlyConfirms = (author: Author | undefined): boolean =>
  author?.kind === 'bot' && author.id === CONFIRMATION_AUTHOR;
