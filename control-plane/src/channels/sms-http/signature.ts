import { createHmac, timingSafeEqual } from 'node:crypto';

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** A form as it is signed: its names in order, each of their values once and in order. */
function signedForm(form: URLSearchParams): string {
  const names = [...new Set(form.keys())].sort(compare);
  return names
    .flatMap((name) => [...new Set(form.getAll(name))].sort(compare).map((value) => `${name}${value}`))
    .join('');
}

/** X-Twilio-Signature: the address as it was called, with its query, and the form. */
export const signatureOf = (authToken: string, url: string, form: URLSearchParams): string =>
  createHmac('sha1', authToken)
    .update(url + signedForm(form))
    .digest('base64');

/** The address, and as others write it: with the port that its scheme stands for, and without one. */
function spellingsOf(url: string): readonly string[] {
  const [, scheme = '', host = '', rest = ''] =
    /^(https?):\/\/(\[[^\]]*\]|[^/:?#]*)(?::\d+)?(.*)$/s.exec(url) ?? [];
  if (scheme === '') return [url];
  const port = scheme === 'https' ? 443 : 80;
  return [url, `${scheme}://${host}${rest}`, `${scheme}://${host}:${port}${rest}`];
}

/** Whether a signature is the one, in a time that says nothing about where they differ. */
export function isSigned(claimed: string, authToken: string, url: string, form: URLSearchParams): boolean {
  const given = Buffer.from(claimed);
  return spellingsOf(url).reduce((found, spelling) => {
    const right = Buffer.from(signatureOf(authToken, spelling, form));
    return (right.length === given.length && timingSafeEqual(right, given)) || found;
  }, false);
}
