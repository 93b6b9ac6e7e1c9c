/** Characters of HTML that are read; newsletters are longer than they say. */
const MAX_HTML = 500_000;

/** Elements whose content is nothing that people read. */
const UNSEEN = new Set([
  'script',
  'style',
  'head',
  'title',
  'template',
  'noscript',
  'svg',
  'object',
  'iframe',
]);
/** Elements that begin a line. */
const BLOCKS = new Set([
  ...[
    'p',
    'div',
    'br',
    'tr',
    'li',
    'ul',
    'ol',
    'table',
    'section',
    'article',
    'header',
    'footer',
    'hr',
    'pre',
  ],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote'],
]);
const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', copy: '©', hellip: '…', mdash: '—' },
  ...{
    ndash: '–',
    laquo: '«',
    raquo: '»',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
    euro: '€',
    yen: '¥',
  },
};
/** Attributes hold no "<" outside quotes, so that a broken tag costs no look at all that follows. */
const TOKEN = /<!--[\s\S]*?(?:-->|$)|<\/?([a-zA-Z][a-zA-Z0-9]*)((?:"[^"]*"|'[^']*'|[^<>"'])*)>|<[!?][^>]*>?/g;

/** Text with its entities read; numbers that are no character are left out. */
const decoded = (text: string): string =>
  text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? '') : whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10_ffff && !(code >= 0xd800 && code <= 0xdfff)
      ? String.fromCodePoint(code)
      : '';
  });

/**
 * What a mail's HTML says, as text: no markup, script, style, picture or address
 * is left that a page could load or run. Quoted blocks get "> " before each line.
 */
export function htmlToText(html: string): string {
  const lines: { text: string; depth: number }[] = [{ text: '', depth: 0 }];
  let [depth, at] = [0, 0];
  let unseen = '';
  const say = (text: string): void => {
    const line = lines.at(-1);
    if (unseen === '' && line !== undefined) line.text += decoded(text).replace(/\s+/g, ' ');
  };
  const source = html.slice(0, MAX_HTML);
  for (const match of source.matchAll(TOKEN)) {
    say(source.slice(at, match.index));
    at = match.index + match[0].length;
    const name = (match[1] ?? '').toLowerCase();
    const closing = match[0].startsWith('</');
    if (unseen !== '') {
      if (closing && name === unseen) unseen = '';
      continue;
    }
    if (!closing && UNSEEN.has(name) && !match[0].endsWith('/>')) unseen = name;
    if (name === 'blockquote') depth = Math.max(0, depth + (closing ? -1 : 1));
    if (BLOCKS.has(name)) lines.push({ text: name === 'li' && !closing ? '- ' : '', depth });
    if (name === 'td' || name === 'th') say(' ');
  }
  say(source.slice(at));
  const shown = lines.map(({ text, depth: quoted }) => ({ text: text.trim(), quoted: Math.min(quoted, 8) }));
  return shown
    .filter(({ text }, index) => text !== '' || shown[index - 1]?.text !== '')
    .map(({ text, quoted }) => `${'> '.repeat(quoted)}${text}`)
    .join('\n')
    .trim();
}
