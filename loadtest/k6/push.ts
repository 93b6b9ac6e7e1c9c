import { sha1 } from 'k6/crypto';
import type { Webhook } from './settings.ts';

/** A push as it goes over the line. */
export interface Push {
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
  /** The answer that ends the vendor's tries. */
  readonly taken: string;
}

/** What somebody wrote. */
export interface Words {
  /** Who, among the account's followers, from 0. */
  readonly follower: number;
  readonly text: string;
  readonly atMs: number;
  /** Another one for every message of the run. */
  readonly serial: number;
}

/** Of ids as the vendors give them: beyond what a JavaScript number holds, so the digits are put together by hand. */
const idOf = (words: Words): string => `${words.atMs}${digits(words.serial, 6)}`;
const digits = (value: number, places: number): string => `${value % 10 ** places}`.padStart(places, '0');

/** Both vendors sign a push's time and nonce, sorted with what the two sides share. */
function signedUrl({ url, secret }: Webhook, { atMs, serial }: Words): string {
  const [timestamp, nonce] = [`${Math.floor(atMs / 1_000)}`, `${serial}`];
  const signature = sha1([secret, timestamp, nonce].sort().join(''), 'hex');
  return `${url}?signature=${signature}&timestamp=${timestamp}&nonce=${nonce}`;
}

/** The push of somebody's text, as the account's vendor makes it: WeChat in plain mode, Weibo's fans service. */
export function pushOf(webhook: Webhook, words: Words): Push {
  const url = signedUrl(webhook, words);
  const { follower, text, atMs } = words;
  switch (webhook.kind) {
    case 'wechat':
      return {
        ...{ url, contentType: 'text/xml', taken: 'success' },
        body:
          `<xml><ToUserName><![CDATA[gh_flood]]></ToUserName>` +
          `<FromUserName><![CDATA[oFlood${digits(follower, 8)}]]></FromUserName>` +
          `<CreateTime>${Math.floor(atMs / 1_000)}</CreateTime><MsgType><![CDATA[text]]></MsgType>` +
          `<Content><![CDATA[${text}]]></Content><MsgId>${idOf(words)}</MsgId></xml>`,
      };
    case 'weibo':
      return {
        ...{ url, contentType: 'application/json', taken: '' },
        body:
          `{"type":"text","receiver_id":1902538057,"sender_id":90071992${digits(follower, 8)},` +
          `"created_at":"${createdAt(atMs)}","text":${JSON.stringify(text)},"data":{}}`,
      };
  }
}

/** "Mon Jul 16 18:09:20 +0800 2012": Beijing's time. */
function createdAt(atMs: number): string {
  // As "Mon, 16 Jul 2012 18:09:20 GMT" has it.
  const [weekday, day, month, year, clock] = new Date(atMs + 8 * 3_600_000).toUTCString().split(/,? /);
  return `${weekday} ${month} ${day} ${clock} +0800 ${year}`;
}
