import PostalMime, { type Email } from 'postal-mime';

const MAX_HEADER_BYTES = 256 * 1_024;
/** Parts within parts; real mail has four or five. */
const MAX_NESTING = 32;

/** What a mail's bytes say. Throws for what is too deep, or none. */
export const parseMail = (bytes: Uint8Array): Promise<Email> =>
  PostalMime.parse(bytes, {
    maxNestingDepth: MAX_NESTING,
    maxHeadersSize: MAX_HEADER_BYTES,
    // What was sent along is a file, not more of the text.
    forceRfc822Attachments: true,
  });
