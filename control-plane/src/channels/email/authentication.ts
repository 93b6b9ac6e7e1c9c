/** Methods that say something of who the author is, and the property that names the domain they speak for. */
const DOMAIN_OF: Readonly<Record<string, string>> = {
  dmarc: 'header.from',
  dkim: 'header.d',
  spf: 'smtp.mailfrom',
};

const MAX_LENGTH = 8_192;

/**
 * Whether a mail server of ours found that the author's domain stands behind a
 * mail: an Authentication-Results field (RFC 8601) of that server with a
 * method that passed for the domain of the From address or one above it. Only
 * the newest field of the server counts, since it removes those that came from
 * outside under its name (section 5).
 *
 * @param fields values of the mail's Authentication-Results, newest first
 * @param server the server's authserv-id
 * @param address the author's, lower case
 */
export function isAuthenticated(fields: readonly string[], server: string, address: string): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const field = fields.map(withoutComments).find((one) => serverOf(one) === server.toLowerCase());
  if (field === undefined || domain === '') return false;
  return field
    .split(';')
    .slice(1)
    .some((result) => speaksFor(result, domain));
}

/** Comments may hold anything, also what looks like a result (RFC 5322 section 3.2.2); they nest. */
function withoutComments(value: string): string {
  let depth = 0;
  let plain = '';
  for (const character of value.slice(0, MAX_LENGTH).toLowerCase()) {
    if (character === '(') depth += 1;
    else if (character === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0) plain += character;
  }
  return plain;
}

const serverOf = (field: string): string => field.split(';', 1)[0]?.trim().split(/\s+/)[0] ?? '';

function speaksFor(result: string, domain: string): boolean {
  const [, method = '', outcome = ''] = /^\s*([a-z-]+)(?:\/\d+)?\s*=\s*([a-z]+)/.exec(result) ?? [];
  const property = DOMAIN_OF[method];
  if (property === undefined || outcome !== 'pass') return false;
  const given = new RegExp(`(?:^|\\s)${property.replace('.', '\\.')}\\s*=\\s*"?([^\\s";]+)`).exec(
    result,
  )?.[1];
  if (given === undefined) return false;
  const signed = given.slice(given.lastIndexOf('@') + 1);
  // "com" stands behind nobody.
  return signed.includes('.') && (domain === signed || domain.endsWith(`.${signed}`));
}
