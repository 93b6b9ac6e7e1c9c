/** Longer ones are not read: nobody signs so much. */
const MAX_TOKEN_CHARACTERS = 4_096;

/**
 * The account that a signed token speaks of, to keep what two people write at one browser apart; empty when it
 * cannot be read. Nothing is proved by it: the server checks the signature.
 */
export function accountOf(token: string): string {
  if (token.length > MAX_TOKEN_CHARACTERS) return '';
  try {
    const payload = token.split('.')[1] ?? '';
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    const sub = (claims as { readonly sub?: unknown } | null)?.sub;
    return typeof sub === 'string' ? sub : '';
  } catch {
    return '';
  }
}
