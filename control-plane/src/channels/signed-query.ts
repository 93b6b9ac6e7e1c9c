import { createHash, timingSafeEqual } from 'node:crypto';
import { WeftError } from '@weft/proto';
import type { WebhookAnswer } from './channel.ts';

/**
 * How far a push's time may be from ours. Where the signature says nothing about
 * the body, whoever saw one address could use it for ever.
 */
const MAX_AGE_MS = 600_000;
const MAX_ECHO_LENGTH = 128;

/**
 * The signature of WeChat and Weibo over what the two sides share: SHA-1 of the
 * parts, sorted and put together.
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

/** What a request of theirs was signed with, besides the secret. */
export interface Stamp {
  readonly timestamp: string;
  readonly nonce: string;
}

/** The stamp of a request signed with this secret, now. Throws SIGNATURE_REFUSED, BAD_REQUEST. */
export function stampOf(query: URLSearchParams, secret: string, nowMs: number): Stamp {
  const [timestamp, nonce] = [only(query, 'timestamp'), only(query, 'nonce')];
  if (!/^\d{1,12}$/.test(timestamp) || !/^\w{1,64}$/.test(nonce))
    throw new WeftError('BAD_REQUEST', 'timestamp or nonce is none');
  if (!isSignature(only(query, 'signature'), secret, timestamp, nonce))
    throw new WeftError('SIGNATURE_REFUSED', 'the push is not signed with the secret');
  if (Math.abs(Number(timestamp) * 1_000 - nowMs) > MAX_AGE_MS)
    throw new WeftError('SIGNATURE_REFUSED', 'the push is of another time');
  return { timestamp, nonce };
}

/** A parameter that is there once. Throws BAD_REQUEST. */
export function only(query: URLSearchParams, name: string): string {
  const [value, more] = query.getAll(name);
  if (value === undefined || more !== undefined) throw new WeftError('BAD_REQUEST', `one ${name} is needed`);
  return value;
}

export const plainText = (body: string): WebhookAnswer => ({ status: 200, contentType: 'text/plain', body });

/** What the check of an address is answered with: its echo, which must be nothing that a page could run. Throws BAD_REQUEST. */
export function echoOf(query: URLSearchParams): WebhookAnswer {
  const echo = only(query, 'echostr');
  if (!/^[\w-]+$/.test(echo) || echo.length > MAX_ECHO_LENGTH)
    throw new WeftError('BAD_REQUEST', 'nothing to say back');
  return plainText(echo);
}
