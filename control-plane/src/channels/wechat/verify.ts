import { WeftError } from '@weft/proto';
import type { Verified, WebhookRequest } from '../channel.ts';
import { echoOf, isSignature, only, plainText, stampOf } from '../signed-query.ts';
import { unseal } from './cipher.ts';
import { readSealed } from './push.ts';
import type { WechatAccount } from './settings.ts';

/** What ends WeChat's retries. */
const TAKEN = plainText('success');

/** Whether a request is WeChat's, and its payload in plain. Throws SIGNATURE_REFUSED, BAD_REQUEST. */
export function verify(request: WebhookRequest, account: WechatAccount, nowMs: number): Verified {
  const { token, mode, encodingAesKey, appId } = account.settings;
  const { timestamp, nonce } = stampOf(request.query, token, nowMs);
  if (request.method === 'GET') return { is: 'answer', answer: echoOf(request.query) };
  if (mode === 'plain') return { is: 'payload', payload: request.body, answer: TAKEN };
  // In compatible mode the same is there in plain, but nothing vouches for that.
  const sealed = readSealed(request.body);
  if (sealed === undefined) throw new WeftError('SIGNATURE_REFUSED', 'the push is not encrypted');
  if (!isSignature(only(request.query, 'msg_signature'), token, timestamp, nonce, sealed))
    throw new WeftError('SIGNATURE_REFUSED', 'the push is not signed with its ciphertext');
  return { is: 'payload', payload: unseal(encodingAesKey, appId, sealed), answer: TAKEN };
}
