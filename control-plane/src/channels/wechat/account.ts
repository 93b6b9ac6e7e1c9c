import { type Clock, WeftError } from '@weft/proto';
import { z } from 'zod';
import type { ChannelContact, Health, OpenAccount, Outbound, Sent } from '../channel.ts';
import { cutText } from '../cut-text.ts';
import type { Menu } from '../menu.ts';
import { Parts } from '../parts.ts';
import { ask, type Fetch } from '../vendor-http.ts';
import type { ApiAnswer, WechatApi } from './api.ts';
import { readMenu, writeMenu } from './menu.ts';
import { sentBy } from './outcome.ts';

/** Bytes of one text message; WeChat takes 2,048. */
const MAX_TEXT_BYTES = 2_000;
const WINDOW = 8;
const SEND_PATH = '/cgi-bin/message/custom/send';
/** Where WeChat keeps videos. */
const VIDEO_HOST = /(^|\.)(qq|qpic)\.(com|cn)$/;

const userSchema = z.object({
  subscribe: z.string().optional(),
  unionid: z.string().max(128).optional(),
  nickname: z.string().max(256).optional(),
  remark: z.string().max(256).optional(),
});
const uploadedSchema = z.object({ media_id: z.string().min(1).max(256) });
const videoSchema = z.object({ video_url: z.url({ protocol: /^https?$/ }) });

/** One thing to send: WeChat's messages have a text, a text with choices below it, or a file. */
type Part =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'menu'; readonly text: string; readonly choices: readonly string[] }
  | { readonly is: 'image'; readonly file: NonNullable<Outbound['file']> };

/** The parts of a message, each of which WeChat counts as one; choices stand below the last of its words. */
const partsOf = ({ text, choices, file }: Pick<Outbound, 'text' | 'choices' | 'file'>): readonly Part[] => [
  ...cutText(text, MAX_TEXT_BYTES, Buffer.byteLength).map((part, at, { length }) =>
    choices.length > 0 && at === length - 1
      ? ({ is: 'menu', text: part, choices } as const)
      : ({ is: 'text', text: part } as const),
  ),
  ...(file === undefined ? [] : [{ is: 'image', file } as const]),
];

/** A WeChat service account whose token this instance holds. */
export class WechatOpenAccount implements OpenAccount {
  readonly window = WINDOW;
  readonly #api: WechatApi;
  readonly #base: string;
  readonly #fetcher: Fetch;
  readonly #clock: Clock;
  readonly #parts = new Parts();
  #health: Health;

  constructor(options: {
    readonly api: WechatApi;
    readonly apiUrl: string;
    readonly fetcher: Fetch;
    readonly clock: Clock;
  }) {
    this.#api = options.api;
    this.#base = options.apiUrl;
    this.#fetcher = options.fetcher;
    this.#clock = options.clock;
    this.#health = { is: 'connecting', sinceMs: options.clock.now() };
  }

  get health(): Health {
    return this.#health;
  }

  /** Asks for something that costs nothing, so that health says whether the account can be used. */
  async probe(): Promise<void> {
    this.#heard(await this.#api.call({ path: '/cgi-bin/get_api_domain_ip' }));
  }

  segmentsOf(text: string): number {
    return partsOf({ text, choices: [], file: undefined }).length;
  }

  async send(message: Outbound): Promise<Sent> {
    const parts = partsOf(message);
    if (parts.length === 0) return { is: 'refused', code: 'empty' };
    if (message.file !== undefined && !message.file.mediaType.startsWith('image/'))
      return { is: 'refused', code: 'file-refused' };
    // WeChat gives its messages no ids, and no receipts.
    return this.#parts.send(message.messageId, parts, (part) => this.#sendPart(message.to.value, part));
  }

  async whois(contact: ChannelContact): Promise<ChannelContact> {
    const answer = await this.#call({
      path: '/cgi-bin/user/info',
      query: { openid: contact.value, lang: 'zh_CN' },
    });
    if (answer.is !== 'ok')
      throw new WeftError('UNAVAILABLE', `WeChat does not say who this is: ${reasonOf(answer)}`);
    const { unionid = '', nickname = '', remark = '' } = userSchema.parse(answer.body);
    return {
      ...contact,
      displayName: remark === '' ? nickname : remark,
      also: unionid === '' ? [] : [{ kind: 'wechat-union', value: unionid }],
    };
  }

  async fetch(reference: string, maxBytes: number): Promise<Uint8Array> {
    const answer = await this.#call({ path: '/cgi-bin/media/get', query: { media_id: reference }, maxBytes });
    if (answer.is === 'file') return answer.bytes;
    const video = answer.is === 'ok' ? videoSchema.safeParse(answer.body) : undefined;
    if (video?.success) return this.#fetchVideo(new URL(video.data.video_url), maxBytes);
    const gone = answer.is === 'error' && answer.errcode === '40007';
    throw new WeftError(gone ? 'BAD_REQUEST' : 'UNAVAILABLE', `no file: ${reasonOf(answer)}`);
  }

  readMenu(): Promise<Menu | undefined> {
    return readMenu((request) => this.#call(request));
  }

  writeMenu(menu: Menu | undefined): Promise<void> {
    return writeMenu((request) => this.#call(request), menu);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Nothing is held open; the token stays good for the next owner.
    this.#parts.forget();
  }

  async #sendPart(openId: string, part: Part): Promise<Sent | undefined> {
    if (part.is === 'text')
      return this.#sendBody({ touser: openId, msgtype: 'text', text: { content: part.text } });
    if (part.is === 'menu')
      return this.#sendBody({ touser: openId, msgtype: 'msgmenu', msgmenu: menuOf(part) });
    const { fileName, mediaType, bytes } = part.file;
    const form = new FormData();
    form.set('media', new Blob([Uint8Array.from(bytes)], { type: mediaType }), fileName);
    const answer = await this.#call({ path: '/cgi-bin/media/upload', query: { type: 'image' }, body: form });
    const uploaded = answer.is === 'ok' ? uploadedSchema.safeParse(answer.body) : undefined;
    if (uploaded?.success !== true) return failureOf(answer, false);
    return this.#sendBody({ touser: openId, msgtype: 'image', image: { media_id: uploaded.data.media_id } });
  }

  async #sendBody(body: Readonly<Record<string, unknown>>): Promise<Sent | undefined> {
    const answer = await this.#call({ path: SEND_PATH, body });
    return answer.is === 'ok' ? undefined : failureOf(answer, true);
  }

  async #call(request: Parameters<WechatApi['call']>[0]): Promise<ApiAnswer> {
    const answer = await this.#api.call(request);
    this.#heard(answer);
    return answer;
  }

  #heard(answer: ApiAnswer): void {
    const lost = answer.is === 'unreachable' || answer.is === 'unanswered';
    const sinceMs = this.#clock.now();
    if (!lost && this.#health.is !== 'up') this.#health = { is: 'up', sinceMs };
    if (lost && this.#health.is !== 'down') this.#health = { is: 'down', sinceMs, reason: answer.reason };
  }

  async #fetchVideo(url: URL, maxBytes: number): Promise<Uint8Array> {
    if (!VIDEO_HOST.test(url.hostname) && url.host !== new URL(this.#base).host)
      throw new WeftError('BAD_REQUEST', 'the video is not at WeChat');
    const reply = await ask(this.#fetcher, url, { maxBytes });
    if (reply.is === 'bytes' && reply.status === 200) return reply.bytes;
    throw new WeftError('UNAVAILABLE', 'the video is not to be had');
  }
}

/** A press comes back as a text of the choice's words. */
const menuOf = ({ text, choices }: { readonly text: string; readonly choices: readonly string[] }) => ({
  head_content: text,
  list: choices.map((content, at) => ({ id: String(at + 1), content })),
  tail_content: '',
});

const reasonOf = (answer: ApiAnswer): string => {
  if (answer.is === 'error') return answer.errcode.slice(0, 12);
  return answer.is === 'unreachable' || answer.is === 'unanswered' ? answer.reason : answer.is;
};

/**
 * What a failed call means for the message. Without an answer to a message it is
 * not known whether the follower has it: WeChat cannot be asked, and what is
 * said twice is worse than what an agent is shown in red.
 */
function failureOf(answer: ApiAnswer, isMessage: boolean): Sent {
  switch (answer.is) {
    case 'error':
      return sentBy(answer.errcode);
    case 'unreachable':
      return { is: 'later', code: answer.reason, afterMs: 0, throttled: false };
    case 'unanswered':
      return isMessage
        ? { is: 'refused', code: 'outcome-unknown' }
        : { is: 'later', code: answer.reason, afterMs: 0, throttled: false };
    case 'ok':
    case 'file':
      return { is: 'later', code: 'no-answer-of-wechat', afterMs: 0, throttled: false };
  }
}
