import { WeftError } from '@weft/proto';
import type { Verified, WebhookAnswer, WebhookRequest } from '../channel.ts';
import { unseal } from './cipher.ts';
import { readSealed } from './push.ts';
import type { WechatAccount } from './settings.ts';
import { isSignature } from './signature.ts';

/**
 * How far a push's time may be from ours. In plain mode the signature says
 * nothing about the body, so that whoever saw one address could use it for ever.
 */
const MAX_AGE_MS = 600_000;
const MAX_ECHO_LENGTH = 128;

/** Said back, so that it must be nothing that a page could run. */
const plainText = (body: string): WebhookAnswer => ({ status: 200, contentType: 'text/plain', body });

/** What ends WeChat's retries. */
const TAKEN = plainText('success');

/** Whether a request is WeChat's, and its payload in plain. Throws SIGNATURE_REFUSED, BAD_REQUEST. */
export function verify(request: WebhookRequest, account: WechatAccount, nowMs: number): Verified {
  const { token, mode, encodingAesKey, appId } = account.settings;
  const { timestamp, nonce } = stampOf(request.query, nowMs);
  const given = (name: string): string => only(request.query, name);
  if (!isSignature(given('signature'), token, timestamp, nonce)) throw refused('not signed with the token');
  if (request.method === 'GET') {
    const echo = given('echostr');
    if (!/^[\w-]+$/.test(echo) || echo.length > MAX_ECHO_LENGTH)
      throw new WeftError('BAD_REQUEST', 'nothing to say back');
    return { is: 'answer', answer: plainText(echo) };
  }
  if (mode === 'plain') return { is: 'payload', payload: request.body, answer: TAKEN };
  // In compatible mode the same is there in plain, but nothing vouches for that.
  const sealed = readSealed(request.body);
  if (sealed === undefined) throw refused('not encrypted');
  if (!isSignature(given('msg_signature'), token, timestamp, nonce, sealed))
    throw refused('not signed with its ciphertext');
  return { is: 'payload', payload: unseal(encodingAesKey, appId, sealed), answer: TAKEN };
}

function stampOf(query: URLSearchParams, nowMs: number): { timestamp: string; nonce: string } {
  const [timestamp, nonce] = [only(query, 'timestamp'), only(query, 'nonce')];
  if (!/^\d{1,12}$/.test(timestamp) || !/^\w{1,64}$/.test(nonce))
    throw new WeftError('BAD_REQUEST', 'timestamp or nonce is none');
  if (Math.abs(Number(timestamp) * 1_000 - nowMs) > MAX_AGE_MS) throw refused('of another time');
  return { timestamp, nonce };
}

/** A parameter that is there once. Throws BAD_REQUEST. */
function only(query: URLSearchParams, name: string): string {
  const [value, more] = query.getAll(name);
  if (value === undefined || more !== undefined) throw new WeftError('BAD_REQUEST', `one ${name} is needed`);
  return value;
}

const refused = (why: string): WeftError => new WeftError('SIGNATURE_REFUSED', `the push is ${why}`);
