import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * WeChat's signature over what the two sides share: SHA-1 of the parts, sorted
 * and put together. A push is signed with token, timestamp and nonce; an
 * encrypted one also with its ciphertext (`msg_signature`).
 */
export const signatureOf = (...parts: readonly string[]): string =>
  createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');

/** Whether a signature is the one, in a time that says nothing about where they differ. */
export function isSignature(claimed: string, ...parts: readonly string[]): boolean {
  const [one, other] = [Buffer.from(claimed), Buffer.from(signatureOf(...parts))];
  return one.length === other.length && timingSafeEqual(one, other);
}
