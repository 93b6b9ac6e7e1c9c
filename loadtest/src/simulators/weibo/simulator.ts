import type { Clock } from '@weft/proto';
import { seededRandom } from '../../noise/random.ts';
import { customerPage } from '../customer-page.ts';
import { type Delivery, Pusher } from '../pusher.ts';
import { WebServer } from '../web-server.ts';
import { WeiboPlatform, type WeiboSetup } from './platform.ts';

/** Whom the page lets a newcomer be; the second id is one that a JavaScript number cannot hold. */
const PEOPLE = [
  ['2489518277', '林小燕'],
  ['9007199254740993', '台灯又坏了'],
] as const;

const ACTS = [
  { id: 'mention', label: { zh: '发微博 @商店', en: 'Mention the shop' } },
  { id: 'click', label: { zh: '菜单：报修', en: 'Menu: report a fault' } },
  { id: 'follow', label: { zh: '关注', en: 'Follow' } },
  { id: 'unfollow', label: { zh: '取消关注', en: 'Unfollow' } },
] as const;

/** Weibo's fans service on this machine: its reply API, its pushes, and a page to be somebody there on. */
export class WeiboSimulator implements AsyncDisposable {
  readonly url: string;
  readonly platform: WeiboPlatform;
  readonly pusher: Pusher;
  readonly #server: WebServer;

  private constructor(server: WebServer, platform: WeiboPlatform, pusher: Pusher) {
    this.url = server.url;
    this.#server = server;
    this.platform = platform;
    this.pusher = pusher;
  }

  static async start(options: {
    readonly setup: WeiboSetup;
    readonly clock: Clock;
    /** 0 = a free one. */
    readonly port?: number;
    readonly seed?: number;
  }): Promise<WeiboSimulator> {
    const { setup, clock, port = 0, seed = 1 } = options;
    const pusher = new Pusher(clock, seededRandom(seed));
    const platform = new WeiboPlatform(setup, clock, pusher);
    for (const [uid, name] of PEOPLE) platform.add(uid, name);
    const page = customerPage({
      ...{ vendor: 'weibo', title: { zh: '微博私信（模拟）', en: 'Weibo messages (simulated)' } },
      ...{ ledger: platform.ledger, pusher, acts: ACTS },
      people: () => platform.fans.map(({ uid: id, name }) => ({ id, name })),
      act: (person, act, text) => actOf(platform, person, act, text),
    });
    return new WeiboSimulator(await WebServer.start(port, [page, platform.api]), platform, pusher);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.pusher[Symbol.dispose]();
    await this.#server[Symbol.asyncDispose]();
  }
}

function actOf(platform: WeiboPlatform, person: string, act: string, text: string): boolean {
  const fan = platform.fan(person);
  if (fan === undefined) return false;
  const acts: Readonly<Record<string, () => Promise<Delivery>>> = {
    say: () => platform.says(fan, text),
    mention: () => platform.mentions(fan, '@织物商店 台灯又坏了'),
    click: () => platform.clicks(fan, 'report-a-fault'),
    follow: () => platform.follows(fan),
    unfollow: () => platform.unfollows(fan),
  };
  const run = Object.hasOwn(acts, act) ? acts[act] : undefined;
  // What becomes of it is in the ledger.
  void run?.();
  return run !== undefined;
}
