const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A value as text between tags or in an attribute. */
export const escaped = (value: unknown): string =>
  (typeof value === 'object' ? JSON.stringify(value) : String(value)).replaceAll(
    /[&<>"]/g,
    (sign) => ESCAPES[sign] ?? '',
  );

const STYLE = `:root{--ink:#1b1f24;--paper:#fff;--line:#d0d7de;--bar:#0b6bcb;--good:#0a6b2d;--bad:#b3261e}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--paper:#0d1117;--line:#30363d;--bar:#58a6ff;--good:#56d364;--bad:#ff7b72}}
body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color:var(--ink);background:var(--paper)}
table{border-collapse:collapse;margin:1rem 0}th,td{text-align:left;padding:.3rem .8rem;border-bottom:1px solid var(--line);vertical-align:top}
td.name{white-space:nowrap}td.figure{text-align:right;font-variant-numeric:tabular-nums}.held{color:var(--good)}.not-held{color:var(--bad);font-weight:600}
figure{margin:1rem 0}figcaption{font-size:.9rem}svg{max-width:100%;height:auto}svg text{fill:var(--ink);font:12px system-ui,sans-serif}`;

/** A page that needs nothing else: no script, no file, no host. */
export const wholePage = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title><style>${STYLE}</style></head><body>
${body}
</body></html>
`;
