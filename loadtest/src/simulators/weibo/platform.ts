import { createHash, randomInt } from 'node:crypto';
import type { Clock } from '@weft/proto';
import { type Entry, Ledger } from '../ledger.ts';
import type { Delivery, Push, Pusher } from '../pusher.ts';
import type { Answer, Handler } from '../web-server.ts';

/** What a developer set up on the fans service's page. */
export interface WeiboSetup {
  readonly uid: string;
  readonly appSecret: string;
  readonly accessToken: string;
  /** Where pushes go. */
  readonly webhookUrl: string;
}

const INFO_PATH = '/2/eps/user/info.json';
const WINDOW_MS = 48 * 3_600_000;
/** "Less than 300 Chinese characters." */
const MAX_TEXT_LENGTH = 299;

/** Somebody on Weibo, and what the account may still send them. */
export interface Fan {
  readonly uid: string;
  readonly name: string;
  /** Until when any number of answers goes. */
  openUntilMs: number;
  /** Until when the one answer to a mention goes; 0 = it went, or there was none. */
  mentionUntilMs: number;
  /** They unfollowed and did nothing since. */
  gone: boolean;
}

/** Weibo's side of a fans service: its pushes and its reply API. */
export class WeiboPlatform {
  readonly ledger = new Ledger();
  readonly #fans = new Map<string, Fan>();
  readonly #clock: Clock;
  readonly #pusher: Pusher;
  setup: WeiboSetup;

  constructor(setup: WeiboSetup, clock: Clock, pusher: Pusher) {
    this.setup = setup;
    this.#clock = clock;
    this.#pusher = pusher;
  }

  get fans(): readonly Fan[] {
    return [...this.#fans.values()];
  }

  fan(uid: string): Fan | undefined {
    return this.#fans.get(uid);
  }

  add(uid: string, name: string): Fan {
    const fan: Fan = { uid, name, openUntilMs: 0, mentionUntilMs: 0, gone: false };
    this.#fans.set(uid, fan);
    return fan;
  }

  async checkAddress(): Promise<boolean> {
    const url = this.#signedUrl();
    const echo = String(randomInt(2 ** 47));
    url.searchParams.set('echostr', echo);
    const answer = await this.#pusher.check(url);
    return answer?.status === 200 && answer.body === echo;
  }

  says(fan: Fan, text: string): Promise<Delivery> {
    this.#opens(fan);
    return this.#push(fan, text, { type: 'text', text, data: {} });
  }

  mentions(fan: Fan, text: string): Promise<Delivery> {
    fan.gone = false;
    fan.mentionUntilMs = this.#clock.now() + WINDOW_MS;
    const key = String(5_000_000_000_000_000n + BigInt(randomInt(2 ** 47)));
    return this.#push(fan, `@ ${text}`, { type: 'mention', text, data: { subtype: 'status', key } });
  }

  follows(fan: Fan): Promise<Delivery> {
    this.#opens(fan);
    return this.#event(fan, '关注事件消息', { subtype: 'follow' });
  }

  clicks(fan: Fan, key: string): Promise<Delivery> {
    this.#opens(fan);
    return this.#event(fan, '自定义菜单事件消息', { subtype: 'click', key });
  }

  unfollows(fan: Fan): Promise<Delivery> {
    Object.assign(fan, { openUntilMs: 0, mentionUntilMs: 0, gone: true });
    return this.#event(fan, '取消关注事件消息', { subtype: 'unfollow' });
  }

  /** The reply API, and what is known of somebody. */
  readonly api: Handler = ({ method, path, query, body }) => {
    if (method === 'GET' && path === INFO_PATH) return this.#info(query);
    if (method !== 'POST' || path !== '/2/messages/reply.json') return undefined;
    const form = new URLSearchParams(body.toString());
    if (form.get('access_token') !== this.setup.accessToken) return failure(21332, 'invalid_access_token');
    const fan = this.fan(form.get('receiver_id') ?? '');
    if (fan === undefined) return failure(20003, 'User does not exists');
    const text = textOf(form);
    if (text === undefined || text === '') return failure(10008, 'param error');
    if (text.length > MAX_TEXT_LENGTH) return failure(20012, 'Text too long');
    const atMs = this.#clock.now();
    if (fan.openUntilMs <= atMs) {
      if (fan.mentionUntilMs <= atMs) {
        this.ledger.add({ is: 'refused', person: fan.uid, code: '10014', text, atMs });
        return failure(10014, 'Insufficient app permissions');
      }
      fan.mentionUntilMs = 0;
    }
    this.ledger.add({ is: 'received', person: fan.uid, id: '', text, atMs });
    return { body: { result: true, sender_id: this.setup.uid, receiver_id: fan.uid, type: 'text' } };
  };

  #info(query: URLSearchParams): Answer {
    if (query.get('access_token') !== this.setup.accessToken)
      return failure(21332, 'invalid_access_token', INFO_PATH);
    const fan = this.fan(query.get('uid') ?? '');
    if (fan === undefined) return failure(20003, 'User does not exists', INFO_PATH);
    const follow = fan.gone ? 0 : 1;
    return { body: { subscribe: follow, follow, nickname: fan.name, language: 'zh-cn' } };
  }

  #opens(fan: Fan): void {
    fan.gone = false;
    fan.openUntilMs = this.#clock.now() + WINDOW_MS;
  }

  #event(fan: Fan, text: string, data: Readonly<Record<string, string>>): Promise<Delivery> {
    return this.#push(fan, `[${text}]`, { type: 'event', text, data });
  }

  async #push(
    fan: Fan,
    shown: string,
    fields: { readonly type: string; readonly text: string; readonly data: object },
  ): Promise<Delivery> {
    const atMs = this.#clock.now();
    const entry: Extract<Entry, { is: 'pushed' }> = this.ledger.add({
      ...{ is: 'pushed', person: fan.uid, id: '', text: shown, atMs, delivered: undefined, tries: 0 },
    });
    const { type, text, data } = fields;
    // By hand: the ids are numbers that JSON.stringify could not write.
    const body = Buffer.from(
      `{"type":${JSON.stringify(type)},"receiver_id":${this.setup.uid},"sender_id":${fan.uid},` +
        `"created_at":"${createdAt(atMs)}","text":${JSON.stringify(text)},"data":${JSON.stringify(data)}}`,
    );
    const make = (): Push => ({ url: this.#signedUrl(), contentType: 'application/json', body });
    // An empty text ends the tries; JSON would be an answer to the fan.
    const delivery = await this.#pusher.push(make, (status, answer) => status === 200 && answer === '');
    entry.delivered = delivery.delivered;
    entry.tries = delivery.tries;
    return delivery;
  }

  #signedUrl(): URL {
    const { appSecret, webhookUrl } = this.setup;
    const url = new URL(webhookUrl);
    const [timestamp, nonce] = [String(Math.floor(this.#clock.now() / 1_000)), String(randomInt(2 ** 31))];
    const signature = createHash('sha1').update([appSecret, timestamp, nonce].sort().join('')).digest('hex');
    for (const [name, value] of Object.entries({ signature, timestamp, nonce }))
      url.searchParams.set(name, value);
    return url;
  }
}

const failure = (error_code: number, error: string, request = '/2/messages/reply.json'): Answer => ({
  status: 400,
  body: { error, error_code, request },
});

function textOf(form: URLSearchParams): string | undefined {
  if (form.get('type') !== 'text') return undefined;
  try {
    const data: unknown = JSON.parse(form.get('data') ?? '');
    const isText =
      typeof data === 'object' && data !== null && 'text' in data && typeof data.text === 'string';
    return isText ? (data.text as string) : undefined;
  } catch {
    return undefined;
  }
}

/** "Mon Jul 16 18:09:20 +0800 2012": Beijing's time. */
function createdAt(atMs: number): string {
  // As "Mon, 16 Jul 2012 18:09:20 GMT" has it.
  const [weekday, day, month, year, clock] = new Date(atMs + 8 * 3_600_000).toUTCString().split(/,? /);
  return `${weekday} ${month} ${day} ${clock} +0800 ${year}`;
}
