import { readFileSync } from 'node:fs';
import type { WebhookRequest } from '../../channel.ts';
import { type SmsHttpAccount, smsHttpSettings } from '../settings.ts';
import { signatureOf } from '../signature.ts';

export const AUTH_TOKEN = '12345678901234567890123456789012';
export const WEBHOOK = 'https://weft.example/v1/channels/sms-1/webhook';

/** An account as tests set it up. */
export const smsHttpAccount = (settings: object = {}): SmsHttpAccount => ({
  ...{ accountId: 'sms-1', name: 'Shop', kind: 'sms-http' },
  settings: smsHttpSettings.parse({
    ...{ accountSid: 'AC0123456789abcdef0123456789abcdef', authToken: AUTH_TOKEN, sender: '+447700900000' },
    ...settings,
  }),
});

/** A request's form as the provider documents it; see README.md. */
export const payload = (name: string): Uint8Array =>
  readFileSync(new URL(`../payloads/${name}.form`, import.meta.url));

/** Those that say something to everybody. */
export const PAYLOADS = [
  ...['text', 'text-zh', 'long', 'stop', 'mms', 'short-code', 'whatsapp'],
  ...['status-sent', 'status-delivered', 'status-undelivered', 'status-queued'],
] as const;

/** A request that the provider signed. */
export function signed(body: Uint8Array, url = WEBHOOK): WebhookRequest {
  const form = new URLSearchParams(Buffer.from(body).toString());
  const headers = new Map([['x-twilio-signature', signatureOf(AUTH_TOKEN, url, form)]]);
  return { method: 'POST', url, query: new URL(url).searchParams, headers, body };
}
