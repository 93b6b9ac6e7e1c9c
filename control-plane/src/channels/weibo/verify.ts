import type { Verified, WebhookRequest } from '../channel.ts';
import { echoOf, plainText, stampOf } from '../signed-query.ts';
import type { WeiboAccount } from './settings.ts';

/** Nothing to say, and no retries. */
const TAKEN = plainText('');

/** Whether a request is Weibo's: signed with the app's secret. Throws SIGNATURE_REFUSED, BAD_REQUEST. */
export function verify(request: WebhookRequest, account: WeiboAccount, nowMs: number): Verified {
  stampOf(request.query, account.settings.appSecret, nowMs);
  if (request.method === 'GET') return { is: 'answer', answer: echoOf(request.query) };
  return { is: 'payload', payload: request.body, answer: TAKEN };
}
