import type { Channel } from '../channel.ts';
import { SmsQuietHours } from '../sms/quiet-hours.ts';
import { priceOf } from '../sms/settings.ts';
import type { HttpChannelPorts } from '../vendor-http.ts';
import { webhookUrl } from '../webhook-url.ts';
import { HttpSmsAccount, MAX_TEXT_LENGTH } from './account.ts';
import { parse } from './parse.ts';
import { type SmsHttpSettings, smsHttpSettings } from './settings.ts';
import { verify } from './verify.ts';

/** Septets of a segment of several: no text of fewer segments is longer. */
const SEPTETS_PER_SEGMENT = 153;

export interface SmsHttpPorts extends HttpChannelPorts {
  /** What providers reach the HTTP API at; empty = nobody knows, and nothing is heard of messages that were sent. */
  readonly publicUrl: string;
}

/** SMS over a provider's HTTP API, of Twilio's style. */
export const smsHttpChannel = ({ fetcher, clock, publicUrl }: SmsHttpPorts): Channel<SmsHttpSettings> => ({
  kind: 'sms-http',
  channel: 'sms',
  settings: smsHttpSettings,
  secrets: ['authToken'],
  sentTo: { authToken: ['apiUrl'] },
  verify,
  parse,
  capabilities: ({ settings }, record) => ({
    maxTextLength: Math.min(MAX_TEXT_LENGTH, settings.maxSegments * SEPTETS_PER_SEGMENT),
    files: [],
    maxFileBytes: 0,
    receipts: settings.receipts && publicUrl !== '' ? 'delivered' : 'none',
    remaining: undefined,
    untilMs: undefined,
    closed: record.optedOutAtMs === undefined ? undefined : 'opted-out',
    segments: { most: settings.maxSegments, bits: 8 },
    price: priceOf(settings.price),
  }),
  quietHours: ({ settings }) => new SmsQuietHours(settings),
  open: async ({ accountId, settings }) => {
    const callbackUrl = publicUrl === '' ? '' : webhookUrl(publicUrl, accountId);
    const account = new HttpSmsAccount({ settings, callbackUrl, fetcher, clock });
    await account.probe();
    return account;
  },
});
