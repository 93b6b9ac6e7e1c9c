import { WeftError } from '@weft/proto';
import type { Verified, WebhookAnswer, WebhookRequest } from '../channel.ts';
import { formOf } from './form.ts';
import type { SmsHttpAccount } from './settings.ts';
import { isSigned } from './signature.ts';

/** Says nothing to the customer: answers go by the API, where it is known what became of them. */
const TAKEN: WebhookAnswer = { status: 200, contentType: 'text/xml; charset=utf-8', body: '<Response/>' };

/** Whether a request is the provider's: signed with the account's token. Throws SIGNATURE_REFUSED, BAD_REQUEST. */
export function verify(request: WebhookRequest, { settings }: SmsHttpAccount): Verified {
  if (request.method !== 'POST') throw new WeftError('BAD_REQUEST', 'only POST is signed with what it says');
  const signature = request.headers.get('x-twilio-signature') ?? '';
  if (!isSigned(signature, settings.authToken, request.url, formOf(request.body)))
    throw new WeftError('SIGNATURE_REFUSED', 'the request is not signed with the auth token');
  return { is: 'payload', payload: request.body, answer: TAKEN };
}
