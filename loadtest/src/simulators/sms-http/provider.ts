import { timingSafeEqual } from 'node:crypto';
import { type Clock, sleep } from '@weft/proto';
import twilio from 'twilio';
import { type Entry, Ledger } from '../ledger.ts';
import type { Delivery, Push, Pusher } from '../pusher.ts';
import { Telephones } from '../telephones.ts';
import type { Answer, Handler, Request } from '../web-server.ts';

/** What a customer of the provider was given, and set up there. */
export interface ProviderContract {
  readonly accountSid: string;
  readonly authToken: string;
  /** The number that customers see and write to. */
  readonly number: string;
  /** What is called when somebody writes. */
  readonly webhookUrl: string;
  /** Messages per second; beyond, HTTP 429 with code 20429. 0 = as many as one likes. */
  readonly messagesPerSecond: number;
  /** How long a message takes to the carrier, and again to the telephone. */
  readonly receiptMs: number;
}

const MAX_TEXT_LENGTH = 1_600;
/** The provider's own words: it blocks by itself, whatever its customer does. */
const STOP_WORDS = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']);
const START_WORDS = new Set(['START', 'YES', 'UNSTOP']);
/** Characters of the GSM alphabet, and those that take two septets. */
const PLAIN =
  /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€\f]*$/;
const EXTENDED = /[\^{}\\[~\]|€\f]/g;

/** A refusal of the API: HTTP status, code, words. */
type Refusal = readonly [status: number, code: number, message: string];

/** A provider of SMS over HTTP: its message API, its webhooks and its callbacks. */
export class Provider implements AsyncDisposable {
  readonly ledger = new Ledger();
  readonly telephones = new Telephones();
  readonly #clock: Clock;
  readonly #pusher: Pusher;
  readonly #optedOut = new Set<string>();
  readonly #following = new Set<Promise<void>>();
  contract: ProviderContract;
  /** Answers that it cannot take messages at present, for as long as a test wants. */
  overloaded = false;
  /** Messages taken since it started. */
  taken = 0;
  throttled = 0;
  #ids: number;
  #credit = 0;
  #creditAtMs = 0;
  #closed = false;

  constructor(contract: ProviderContract, clock: Clock, pusher: Pusher) {
    this.contract = contract;
    this.#clock = clock;
    this.#pusher = pusher;
    // Not those of a run before.
    this.#ids = Math.floor(clock.now());
  }

  /** A telephone sends a text. */
  async says(from: string, text: string): Promise<Delivery> {
    const word = text.trim().toUpperCase();
    if (STOP_WORDS.has(word)) this.#optedOut.add(from);
    if (START_WORDS.has(word)) this.#optedOut.delete(from);
    const id = this.#nextSid();
    const atMs = this.#clock.now();
    const entry: Extract<Entry, { is: 'pushed' }> = this.ledger.add({
      ...{ is: 'pushed', person: from, id, text, atMs, delivered: undefined, tries: 0 },
    });
    const { accountSid, number, webhookUrl } = this.contract;
    const optOut = STOP_WORDS.has(word) ? { OptOutType: 'STOP' } : {};
    const delivery = await this.#push(webhookUrl, {
      ...{ MessageSid: id, SmsSid: id, SmsMessageSid: id, AccountSid: accountSid, SmsStatus: 'received' },
      ...{ From: from, To: number, Body: text, NumMedia: '0', NumSegments: `${segmentsOf(text)}`, ...optOut },
    });
    entry.delivered = delivery.delivered;
    entry.tries = delivery.tries;
    return delivery;
  }

  /** The API; handlers before it may have taken the request. */
  readonly api: Handler = (request) => {
    const { accountSid } = this.contract;
    if (!request.path.startsWith('/2010-04-01/')) return undefined;
    if (!this.#knows(request)) return failure([401, 20003, 'Authenticate']);
    const account = `/2010-04-01/Accounts/${accountSid}`;
    switch (`${request.method} ${request.path}`) {
      case `GET ${account}.json`:
        return { body: { sid: accountSid, status: 'active' } };
      case `POST ${account}/Messages.json`:
        if (this.overloaded) return failure([503, 20503, 'Service Unavailable']);
        return this.#send(new URLSearchParams(request.body.toString()));
      default:
        return failure([404, 20404, 'The requested resource was not found']);
    }
  };

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#following);
  }

  #knows({ headers: { authorization = '' } }: Request): boolean {
    const { accountSid, authToken } = this.contract;
    const right = Buffer.from(`Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`);
    const given = Buffer.from(authorization);
    return given.length === right.length && timingSafeEqual(given, right);
  }

  #send(form: URLSearchParams): Answer {
    const [to, text] = [form.get('To') ?? '', form.get('Body') ?? ''];
    const refusal = this.#refusal(form, to, text);
    const atMs = this.#clock.now();
    if (refusal !== undefined) {
      const [status, code] = refusal;
      if (status === 429) this.throttled += 1;
      else this.ledger.add({ is: 'refused', person: to, code: `${code}`, text, atMs });
      return failure(refusal);
    }
    this.taken += 1;
    const sid = this.#nextSid();
    this.ledger.add({ is: 'received', person: to, id: sid, text, atMs });
    const callback = form.get('StatusCallback') ?? '';
    if (callback !== '') {
      const following = this.#follow(sid, to, callback).finally(() => this.#following.delete(following));
      this.#following.add(following);
    }
    const segments = `${segmentsOf(text)}`;
    return {
      status: 201,
      body: { sid, to, status: 'queued', num_segments: segments, num_media: '0', error_code: null },
    };
  }

  #refusal(form: URLSearchParams, to: string, text: string): Refusal | undefined {
    if (!this.#credits()) return [429, 20429, 'Too Many Requests'];
    if (form.get('From') === null && form.get('MessagingServiceSid') === null)
      return [400, 21603, "A 'From' phone number is required."];
    if (form.get('From') !== null && form.get('From') !== this.contract.number)
      return [400, 21606, "The 'From' number is not one of this account."];
    if (!/^\+[1-9]\d{6,14}$/.test(to)) return [400, 21211, `The 'To' number is not a valid phone number.`];
    if (form.has('MediaUrl')) return [400, 21620, 'Invalid media URL(s)'];
    if (text === '') return [400, 21602, 'Message body is required.'];
    if (text.length > MAX_TEXT_LENGTH)
      return [400, 21617, 'The concatenated message body exceeds the limit.'];
    const callback = form.get('StatusCallback');
    if (callback !== null && !URL.canParse(callback)) return [400, 21609, 'Invalid StatusCallback URL'];
    if (this.#optedOut.has(to)) return [400, 21610, 'Attempt to send to unsubscribed recipient'];
    return undefined;
  }

  /** What becomes of a message, told as it goes. Callbacks may overtake each other. */
  async #follow(sid: string, to: string, callback: string): Promise<void> {
    const off = this.telephones.get(to)?.off === true;
    const { accountSid, number } = this.contract;
    const tell = (status: string, more: Readonly<Record<string, string>> = {}): Promise<Delivery> =>
      this.#push(callback, {
        ...{ MessageSid: sid, SmsSid: sid, AccountSid: accountSid, From: number, To: to },
        ...{ MessageStatus: status, SmsStatus: status, ...more },
      });
    await this.#pause();
    const sent = tell('sent');
    await this.#pause();
    await Promise.all([sent, off ? tell('undelivered', { ErrorCode: '30003' }) : tell('delivered')]);
  }

  #pause(): Promise<void> {
    return this.#closed ? Promise.resolve() : sleep(this.#clock, this.contract.receiptMs);
  }

  /** A tenth of a second's worth may come at once. */
  #credits(): boolean {
    const { messagesPerSecond } = this.contract;
    if (messagesPerSecond === 0) return true;
    const nowMs = this.#clock.monotonic();
    const earned = ((nowMs - this.#creditAtMs) * messagesPerSecond) / 1_000;
    this.#creditAtMs = nowMs;
    this.#credit = Math.min(Math.max(1, messagesPerSecond / 10), this.#credit + earned);
    if (this.#credit < 1) return false;
    this.#credit -= 1;
    return true;
  }

  #push(to: string, fields: Readonly<Record<string, string>>): Promise<Delivery> {
    const body = Buffer.from(new URLSearchParams(fields).toString());
    const signature = twilio.getExpectedTwilioSignature(this.contract.authToken, to, fields);
    const make = (): Push => ({
      ...{ url: new URL(to), contentType: 'application/x-www-form-urlencoded', body },
      headers: { 'x-twilio-signature': signature },
    });
    return this.#pusher.push(make, (status) => status >= 200 && status < 300);
  }

  #nextSid(): string {
    this.#ids += 1;
    return `SM${this.#ids.toString(16).padStart(32, '0')}`;
  }
}

const failure = ([status, code, message]: Refusal): Answer => ({
  status,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
});

/** Segments as they are charged: 160 and 153 septets, or 70 and 67 UTF-16 units. */
function segmentsOf(text: string): number {
  const gsm = PLAIN.test(text);
  const units = text.length + (gsm ? (text.match(EXTENDED) ?? []).length : 0);
  const [whole, part] = gsm ? [160, 153] : [70, 67];
  return units <= whole ? 1 : Math.ceil(units / part);
}
