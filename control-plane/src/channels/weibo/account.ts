import { type Clock, WeftError } from '@weft/proto';
import { z } from 'zod';
import type { ChannelContact, Health, OpenAccount, Outbound, Sent } from '../channel.ts';
import { cutText } from '../cut-text.ts';
import { Parts } from '../parts.ts';
import { ask, type Fetch, type Reply } from '../vendor-http.ts';
import type { WeiboSettings } from './settings.ts';

/** "Less than 300 Chinese characters." */
export const MAX_TEXT_LENGTH = 299;
const WINDOW = 4;
/** Weibo's own names have 30 characters. */
const MAX_NAME = 200;
const REPLY_PATH = '/2/messages/reply.json';

const MINUTE_MS = 60_000;
const TEN_MINUTES_MS = 600_000;

const errorSchema = z.object({ error_code: z.string() });
/** Of who does not follow, Weibo may say no name. */
const personSchema = z.object({ nickname: z.string().max(MAX_NAME).default('') });

/** The token was withdrawn, or has ended: people must mend it, and what waits may go then. */
const isTokenError = (code: string): boolean => /^213(1[4-9]|2[0-9]|3[0-2])$/.test(code);

/** What Weibo's codes mean for a message. Sources: README.md. */
function outcomeOf(code: string): Sent {
  const later = (afterMs: number, throttled: boolean): Sent => ({
    ...{ is: 'later', code: `weibo-${code}`, afterMs, throttled },
  });
  if (isTokenError(code))
    return { is: 'later', code: 'token-refused', afterMs: TEN_MINUTES_MS, throttled: false };
  switch (code) {
    case '10001':
    case '10002':
    case '10009':
    case '10010':
      return later(0, false);
    case '10004':
    case '10022':
    case '10023':
    case '10024':
      return later(MINUTE_MS, true);
    case '10013':
    case '20003':
      return { is: 'refused', code: 'unknown-recipient' };
    case '10014':
      return { is: 'refused', code: 'window-closed' };
    case '20012':
    case '20013':
      return { is: 'refused', code: 'too-long' };
    default:
      return { is: 'refused', code: `weibo-${code}` };
  }
}

const partsOf = (text: string): readonly string[] => cutText(text, MAX_TEXT_LENGTH, (part) => part.length);

/** A Weibo fans-service account. Its token is a setting, so that holding it is only being the one who sends. */
export class WeiboOpenAccount implements OpenAccount {
  readonly window = WINDOW;
  readonly #settings: WeiboSettings;
  readonly #fetcher: Fetch;
  readonly #clock: Clock;
  readonly #parts = new Parts();
  #health: Health;

  constructor(settings: WeiboSettings, fetcher: Fetch, clock: Clock) {
    this.#settings = settings;
    this.#fetcher = fetcher;
    this.#clock = clock;
    // Weibo has nothing that could be asked for nothing: the first message says whether the token holds.
    this.#health = { is: 'up', sinceMs: clock.now() };
  }

  get health(): Health {
    return this.#health;
  }

  /** A GET of what takes POST: whatever answers is Weibo. Whether the token holds, the next message says. */
  async probe(): Promise<void> {
    const reply = await ask(this.#fetcher, new URL(REPLY_PATH, this.#settings.apiUrl), {});
    const lost = reply.is === 'unreachable' || reply.is === 'unanswered';
    if (!lost) this.#health = { is: 'up', sinceMs: this.#clock.now() };
  }

  segmentsOf(text: string): number {
    return partsOf(text).length;
  }

  async send({ messageId, to, text, file }: Outbound): Promise<Sent> {
    if (file !== undefined) return { is: 'refused', code: 'file-refused' };
    const parts = partsOf(text);
    if (parts.length === 0) return { is: 'refused', code: 'empty' };
    // Weibo gives these messages no ids, and no receipts.
    return this.#parts.send(messageId, parts, (part) => this.#sendPart(to.value, part));
  }

  async whois(contact: ChannelContact): Promise<ChannelContact> {
    const url = new URL('/2/eps/user/info.json', this.#settings.userUrl);
    url.searchParams.set('access_token', this.#settings.accessToken);
    url.searchParams.set('uid', contact.value);
    const reply = await ask(this.#fetcher, url, {});
    const person =
      reply.is === 'json' && reply.status === 200 ? personSchema.safeParse(reply.body) : undefined;
    const refused = reply.is === 'json' && errorSchema.safeParse(reply.body).success;
    if (refused || person?.success !== true)
      throw new WeftError('UNAVAILABLE', 'Weibo does not say who this is');
    return { ...contact, displayName: person.data.nickname.trim() };
  }

  async fetch(reference: string, maxBytes: number): Promise<Uint8Array> {
    const url = new URL('/2/mss/msget', this.#settings.fileUrl);
    url.searchParams.set('access_token', this.#settings.accessToken);
    url.searchParams.set('fid', reference);
    const reply = await ask(this.#fetcher, url, { maxBytes });
    if (reply.is === 'bytes' && reply.status === 200) return reply.bytes;
    throw new WeftError(reply.is === 'json' ? 'BAD_REQUEST' : 'UNAVAILABLE', 'the file is not to be had');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#parts.forget();
  }

  async #sendPart(receiverId: string, text: string): Promise<Sent | undefined> {
    const url = new URL(REPLY_PATH, this.#settings.apiUrl);
    const reply = await ask(this.#fetcher, url, {
      method: 'POST',
      body: new URLSearchParams({
        ...{ access_token: this.#settings.accessToken, type: 'text', receiver_id: receiverId },
        ...{ data: JSON.stringify({ text }), save_sender_box: '1' },
      }),
    });
    const outcome = sentBy(reply);
    this.#heard(outcome);
    return outcome;
  }

  #heard(outcome: Sent | undefined): void {
    const reason = outcome?.is === 'later' && !outcome.throttled ? outcome.code : undefined;
    const sinceMs = this.#clock.now();
    if (reason === undefined && this.#health.is !== 'up') this.#health = { is: 'up', sinceMs };
    if (reason !== undefined && this.#health.is !== 'down') this.#health = { is: 'down', sinceMs, reason };
  }
}

/** Undefined = it is there. */
function sentBy(reply: Reply): Sent | undefined {
  if (reply.is === 'unreachable') return { is: 'later', code: reply.reason, afterMs: 0, throttled: false };
  // Weibo has no idempotency key and cannot be asked: what is said twice is worse than what an agent is shown.
  if (reply.is !== 'json') return { is: 'refused', code: 'outcome-unknown' };
  const error = errorSchema.safeParse(reply.body);
  if (error.success) return outcomeOf(error.data.error_code.slice(0, 12));
  return reply.status === 200 ? undefined : { is: 'refused', code: 'outcome-unknown' };
}
