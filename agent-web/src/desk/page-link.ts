/**
 * Where a link to the customer's page may lead: the text comes from outside, so only http and https count.
 * Undefined for anything else, which is then shown as text or not at all.
 */
export function pageLink(url: string): string | undefined {
  const parsed = URL.parse(url);
  return parsed?.protocol === 'https:' || parsed?.protocol === 'http:' ? parsed.href : undefined;
}

/** Host and path of an address, short enough to read; empty when it cannot be read. */
export function shortAddress(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? '' : `${parsed.host}${parsed.pathname === '/' ? '' : parsed.pathname}`;
}
