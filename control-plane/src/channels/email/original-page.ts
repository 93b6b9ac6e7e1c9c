/** Mail is written for white paper, whatever the desk looks like. */
const STYLE = `
:root { color-scheme: light; }
body { margin: 16px; background: #fff; color: #1c2024; font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
img { max-width: 100%; height: auto; }
img:not([src]) { min-width: 24px; min-height: 24px; border: 1px dashed #76808b; }
table { max-width: 100%; }
blockquote { margin: 8px 0; padding-left: 12px; border-left: 3px solid #d5dbe1; color: #414b56; }
`;

/** A document around HTML that was made safe. */
export const originalPage = (html: string): string =>
  `<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<title>E-mail</title><style>${STYLE}</style></head><body>${html}</body></html>`;

/** What the document may do, said once more to the browser: nothing of it runs, and it fetches pictures at most. */
export const originalHeaders = (remotePictures: boolean): Readonly<Record<string, string>> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `img-src data:${remotePictures ? ' https: http:' : ''}`,
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    'sandbox allow-popups allow-popups-to-escape-sandbox',
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-dns-prefetch-control': 'off',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
});
