import { randomBytes, randomInt } from 'node:crypto';
import type { Clock } from '@weft/proto';
import { type Entry, Ledger } from '../ledger.ts';
import type { Delivery, Pusher } from '../pusher.ts';
import { envelope, type Fields, signedUrl, type WechatSetup } from './envelope.ts';
import { AccountMenu } from './menu.ts';
import { FollowerQuota } from './quota.ts';
import { Tokens } from './tokens.ts';

/** A person as the platform knows them. */
export interface Follower {
  readonly openId: string;
  readonly unionId: string;
  readonly name: string;
  follows: boolean;
  readonly quota: FollowerQuota;
}

/** Where the account's own name would be. */
const ORIGINAL_ID = 'gh_weftsimulated';
/** First of the ids that this run gives: beyond what a JavaScript number holds. */
const FIRST_MSG_ID = 23_000_000_000_000_000n;
/** Media kept; the oldest go. */
const MAX_MEDIA = 500;

export interface Media {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** What happens on WeChat's side of an official account. */
export class WechatPlatform {
  readonly ledger = new Ledger();
  readonly tokens: Tokens;
  readonly accountMenu = new AccountMenu();
  readonly #followers = new Map<string, Follower>();
  readonly #media = new Map<string, Media>();
  readonly #clock: Clock;
  readonly #pusher: Pusher;
  setup: WechatSetup;
  #nextMsgId: bigint;

  constructor(options: {
    readonly setup: WechatSetup;
    readonly clock: Clock;
    readonly pusher: Pusher;
    readonly tokenLifeMs?: number;
  }) {
    const { setup, clock, pusher, tokenLifeMs } = options;
    this.setup = setup;
    this.#clock = clock;
    this.#pusher = pusher;
    this.tokens = new Tokens(clock, () => randomBytes(96).toString('base64url'), tokenLifeMs);
    this.#nextMsgId = FIRST_MSG_ID + BigInt(randomInt(2 ** 40)) * 1_000_000n;
  }

  get followers(): readonly Follower[] {
    return [...this.#followers.values()];
  }

  follower(openId: string): Follower | undefined {
    return this.#followers.get(openId);
  }

  add(person: { readonly openId: string; readonly unionId: string; readonly name: string }): Follower {
    const follower: Follower = { ...person, follows: true, quota: new FollowerQuota() };
    this.#followers.set(person.openId, follower);
    return follower;
  }

  /** The check of the address, as when a developer saves it. */
  async checkAddress(): Promise<boolean> {
    const url = signedUrl(this.setup, this.#clock.now(), nonce());
    const echo = String(randomInt(2 ** 47));
    url.searchParams.set('echostr', echo);
    const answer = await this.#pusher.check(url);
    return answer?.status === 200 && answer.body === echo;
  }

  says(follower: Follower, text: string): Promise<Delivery> {
    follower.quota.acted('message', this.#clock.now());
    return this.#message(follower, text, { MsgType: 'text', Content: text });
  }

  /** A press on a message's menu: a text of the choice's words, with its id. */
  chooses(follower: Follower, content: string): Promise<Delivery> {
    follower.quota.acted('message', this.#clock.now());
    const menu = this.ledger.entries.findLast(
      (entry) => entry.is === 'received' && entry.person === follower.openId && entry.choices !== undefined,
    );
    const at = menu?.is === 'received' ? (menu.choices?.indexOf(content) ?? -1) : -1;
    const fields = { MsgType: 'text', Content: content, bizmsgmenuid: String(at + 1) };
    return this.#message(follower, content, fields);
  }

  sendsImage(follower: Follower, media: Media): Promise<Delivery> {
    follower.quota.acted('message', this.#clock.now());
    const MediaId = this.keep(media);
    return this.#message(follower, '[image]', {
      MsgType: 'image',
      PicUrl: `http://mmbiz.qpic.cn/${MediaId}`,
      MediaId,
    });
  }

  clicks(follower: Follower, key: string): Promise<Delivery> {
    follower.quota.acted('click', this.#clock.now());
    return this.#event(follower, `[CLICK ${key}]`, { Event: 'CLICK', EventKey: key });
  }

  /** Presses a button of the account's menu. Throws RangeError when there is none of this name. */
  presses(follower: Follower, name: string): Promise<Delivery> {
    const button = this.accountMenu.named(name);
    if (button === undefined) throw new RangeError(`the menu has no ${name}`);
    if (button.type === 'click') return this.clicks(follower, button.key ?? '');
    // A page that was opened is told, and opens nothing at the customer-service API.
    return this.#event(follower, `[VIEW ${button.url}]`, { Event: 'VIEW', EventKey: button.url ?? '' });
  }

  scans(follower: Follower, scene: string): Promise<Delivery> {
    follower.quota.acted('scan', this.#clock.now());
    return this.#event(follower, `[SCAN ${scene}]`, { Event: 'SCAN', EventKey: scene, Ticket: 'TICKET' });
  }

  follows(follower: Follower): Promise<Delivery> {
    follower.follows = true;
    follower.quota.acted('follow', this.#clock.now());
    return this.#event(follower, '[subscribe]', { Event: 'subscribe', EventKey: '' });
  }

  unfollows(follower: Follower): Promise<Delivery> {
    follower.follows = false;
    follower.quota.unfollowed();
    return this.#event(follower, '[unsubscribe]', { Event: 'unsubscribe', EventKey: '' });
  }

  /** Temporary media, by the id that is given for it. */
  keep(media: Media): string {
    const id = randomBytes(24).toString('base64url');
    this.#media.set(id, media);
    const oldest = this.#media.keys().next().value;
    if (this.#media.size > MAX_MEDIA && oldest !== undefined) this.#media.delete(oldest);
    return id;
  }

  media(id: string): Media | undefined {
    return this.#media.get(id);
  }

  #message(follower: Follower, text: string, fields: Fields): Promise<Delivery> {
    this.#nextMsgId += 1n;
    const MsgId = this.#nextMsgId;
    return this.#push(follower, String(MsgId), text, { ...fields, MsgId });
  }

  #event(follower: Follower, text: string, fields: Fields): Promise<Delivery> {
    return this.#push(follower, `event-${this.ledger.entries.length}`, text, { MsgType: 'event', ...fields });
  }

  async #push(follower: Follower, id: string, text: string, fields: Fields): Promise<Delivery> {
    const atMs = this.#clock.now();
    const whole: Fields = {
      ...{ ToUserName: ORIGINAL_ID, FromUserName: follower.openId },
      ...{ CreateTime: BigInt(Math.floor(atMs / 1_000)), ...fields },
    };
    const entry: Extract<Entry, { is: 'pushed' }> = this.ledger.add({
      ...{ is: 'pushed', person: follower.openId, id, text, atMs, delivered: undefined, tries: 0 },
    });
    const delivery = await this.#pusher.push(
      () => envelope(this.setup, whole, this.#clock.now(), nonce()),
      // Said in the document: an empty text or "success"; anything else is shown to the follower as an error.
      (status, body) => status === 200 && (body === '' || body === 'success'),
    );
    entry.delivered = delivery.delivered;
    entry.tries = delivery.tries;
    return delivery;
  }
}

const nonce = (): string => String(randomInt(2 ** 31));
