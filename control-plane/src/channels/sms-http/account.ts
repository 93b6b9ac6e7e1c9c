import { type Clock, splitText } from '@weft/proto';
import type { Health, OpenAccount, Outbound, Sent } from '../channel.ts';
import { mayGoTo, senderFor } from '../sms/settings.ts';
import { ask, type Fetch, type Reply } from '../vendor-http.ts';
import { outcomeOf, refusesAccount } from './outcome.ts';
import type { SmsHttpSettings } from './settings.ts';

/** Characters of one message that the provider takes. */
export const MAX_TEXT_LENGTH = 1_600;

/** How many segments a text is charged as. */
const segmentsOf = (text: string): number => splitText(text, 8).parts.length;

export interface HttpSmsOptions {
  readonly settings: SmsHttpSettings;
  /** What the provider tells how messages get on; empty = it is not asked to. */
  readonly callbackUrl: string;
  readonly fetcher: Fetch;
  readonly clock: Clock;
}

/** An account at a provider over HTTP. Nothing is held open: holding it is only being the one who sends. */
export class HttpSmsAccount implements OpenAccount {
  readonly window: number;
  readonly segmentsPerSecond: number;
  readonly #options: HttpSmsOptions;
  readonly #base: URL;
  readonly #authorization: string;
  #health: Health;

  constructor(options: HttpSmsOptions) {
    const { settings, clock } = options;
    const { accountSid, authToken, apiUrl } = settings;
    this.#options = options;
    this.window = settings.window;
    this.segmentsPerSecond = settings.segmentsPerSecond;
    this.#base = new URL(`/2010-04-01/Accounts/${encodeURIComponent(accountSid)}`, apiUrl);
    this.#authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
    this.#health = { is: 'connecting', sinceMs: clock.now() };
  }

  get health(): Health {
    return this.#health;
  }

  segmentsOf(text: string): number {
    return segmentsOf(text);
  }

  /** Asks for the account itself, which costs nothing. */
  async probe(): Promise<void> {
    const reply = await this.#ask('.json', {});
    const down = whyDown(reply);
    if (down !== undefined) this.#heard(down);
    else this.#heard(reply.is === 'json' && reply.status === 200 ? undefined : 'not the provider');
  }

  async send({ to, text, file }: Outbound): Promise<Sent> {
    const { settings, callbackUrl } = this.#options;
    if (file !== undefined) return { is: 'refused', code: 'file-refused' };
    if (text === '') return { is: 'refused', code: 'empty' };
    if (!mayGoTo(settings, to.value)) return { is: 'refused', code: 'country-refused' };
    const segments = segmentsOf(text);
    if (segments > settings.maxSegments || text.length > MAX_TEXT_LENGTH)
      return { is: 'refused', code: 'too-long' };
    const form = new URLSearchParams({ To: to.value, Body: text });
    if (settings.messagingServiceSid === '') form.set('From', senderFor(settings, to.value));
    else form.set('MessagingServiceSid', settings.messagingServiceSid);
    if (settings.receipts && callbackUrl !== '') form.set('StatusCallback', callbackUrl);
    const reply = await this.#ask('/Messages.json', { method: 'POST', body: form });
    this.#heard(whyDown(reply));
    const outcome = outcomeOf(reply);
    return outcome.is === 'taken'
      ? { is: 'sent', carrierIds: [outcome.sid], segments: outcome.segments || segments }
      : outcome;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }

  #ask(path: string, init: RequestInit): Promise<Reply> {
    const headers = { authorization: this.#authorization, accept: 'application/json' };
    return ask(this.#options.fetcher, new URL(`${this.#base.href}${path}`), { ...init, headers });
  }

  #heard(reason: string | undefined): void {
    const sinceMs = this.#options.clock.now();
    if (reason === undefined && this.#health.is !== 'up') this.#health = { is: 'up', sinceMs };
    if (reason !== undefined && this.#health.is !== 'down') this.#health = { is: 'down', sinceMs, reason };
  }
}

/** Why nothing goes to the provider now, whatever the message; undefined = it answers and knows us. */
function whyDown(reply: Reply): string | undefined {
  if (reply.is === 'unreachable' || reply.is === 'unanswered') return reply.reason;
  if (reply.is === 'json' && refusesAccount(reply)) return 'account-refused';
  return reply.status >= 500 ? `HTTP ${reply.status}` : undefined;
}
