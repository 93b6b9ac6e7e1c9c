/** The cookie that holds a person's refresh token. */
const NAME = 'weft-refresh';
/** Sent with session requests only. */
const PATH = '/v1/sessions';
/** A longer header is not looked at. */
const MAX_HEADER_LENGTH = 16_384;

/** The Set-Cookie value (RFC 6265bis): unseen by scripts, never sent from another site, over TLS only when `secure`. */
export function setRefreshCookie(token: string, maxAgeMs: number, secure: boolean): string {
  const attributes = [
    `Path=${PATH}`,
    `Max-Age=${Math.floor(maxAgeMs / 1_000)}`,
    'HttpOnly',
    'SameSite=Strict',
  ];
  return [`${NAME}=${token}`, ...attributes, ...(secure ? ['Secure'] : [])].join('; ');
}

/** The Set-Cookie value that removes it. */
export const clearRefreshCookie = (secure: boolean): string => setRefreshCookie('', 0, secure);

/** The refresh token in a Cookie header; undefined when there is none. */
export const readRefreshCookie = (header: string | undefined): string | undefined => readCookie(header, NAME);

/** By it a browser is known again that somebody signed in from; sent with sign-ins only. */
const BROWSER_NAME = 'weft-browser';

/** The Set-Cookie value by which the browser is known from now on: as the refresh token's, for longer. */
export const setBrowserCookie = (token: string, maxAgeMs: number, secure: boolean): string =>
  [
    `${BROWSER_NAME}=${token}`,
    `Path=${PATH}/sign-in`,
    `Max-Age=${Math.floor(maxAgeMs / 1_000)}`,
    'HttpOnly',
    'SameSite=Strict',
    ...(secure ? ['Secure'] : []),
  ].join('; ');

/** The token of the browser in a Cookie header; undefined when there is none. */
export const readBrowserCookie = (header: string | undefined): string | undefined =>
  readCookie(header, BROWSER_NAME);

/** A cookie's value in a Cookie header; undefined when there is none, or it is empty. */
export function readCookie(header: string | undefined, wanted: string): string | undefined {
  if (header === undefined || header.length > MAX_HEADER_LENGTH) return undefined;
  for (const pair of header.split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === wanted && value !== undefined && value !== '') return value;
  }
  return undefined;
}
