/** A piece of a message: plain words, or words that lead somewhere. */
export type TextPart =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

/** Longer addresses are words: nobody reads them, and nobody typed them. */
const MAX_ADDRESS_CHARACTERS = 2_000;
const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>"'`「」『』《》【】（），。；！？]+/giu;
/** What ends a sentence and not an address. */
const TRAILING = /[.,;:!?'"*_~\]}>]+$/u;
/** Marks that make an address look like another one. */
const DISGUISE = /[\p{Cf}\u2028\u2029]/u;

/** Without what the sentence around it put at its end; a closing bracket stays when it was opened within. */
function trimmed(address: string): string {
  let kept = address.replace(TRAILING, '');
  while (kept.endsWith(')') && kept.split(')').length > kept.split('(').length)
    kept = kept.slice(0, -1).replace(TRAILING, '');
  return kept;
}

function hrefOf(address: string): string | undefined {
  if (address.length > MAX_ADDRESS_CHARACTERS || DISGUISE.test(address)) return undefined;
  const full = /^www\./i.test(address) ? `https://${address}` : address;
  const url = URL.parse(full);
  // A name before the host is the oldest disguise of all.
  if (url === null || url.username !== '' || url.password !== '') return undefined;
  const named = url.hostname.includes('.') || url.hostname === 'localhost' || url.hostname.startsWith('[');
  return named && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : undefined;
}

/** Splits a message into words and links. Everything stays text; only http and https addresses lead anywhere. */
export function splitLinks(message: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const { 0: found, index } of message.matchAll(ADDRESS)) {
    const text = trimmed(found);
    const href = hrefOf(text);
    if (href === undefined) continue;
    if (index > from) parts.push({ kind: 'words', text: message.slice(from, index) });
    parts.push({ kind: 'link', text, href });
    from = index + text.length;
  }
  if (from < message.length) parts.push({ kind: 'words', text: message.slice(from) });
  return parts;
}
