import type { Clock } from '@weft/proto';
import { seededRandom } from '../../noise/random.ts';
import { customerPage } from '../customer-page.ts';
import type { Delivery } from '../pusher.ts';
import { Pusher } from '../pusher.ts';
import { WebServer } from '../web-server.ts';
import { wechatApi } from './api.ts';
import type { WechatSetup } from './envelope.ts';
import { WechatPlatform } from './platform.ts';

export interface WechatSimulatorOptions {
  readonly setup: WechatSetup;
  readonly clock: Clock;
  /** 0 = a free one. */
  readonly port?: number;
  readonly seed?: number;
  readonly tokenLifeMs?: number;
}

/** Whom the page lets a newcomer be. */
const PEOPLE = [
  { openId: 'oWeftLinXiaoyan0000000000001', unionId: 'uWeftLinXiaoyan', name: '林小燕' },
  { openId: 'oWeftZhaoGang000000000000002', unionId: 'uWeftZhaoGang', name: '赵刚' },
  { openId: 'oWeftMarySmith00000000000003', unionId: 'uWeftMarySmith', name: 'Mary Smith' },
];

const ACTS = [
  { id: 'click', label: { zh: '菜单：报修', en: 'Menu: report a fault' } },
  { id: 'scan', label: { zh: '扫码', en: 'Scan a code' } },
  { id: 'follow', label: { zh: '关注', en: 'Follow' } },
  { id: 'unfollow', label: { zh: '取消关注', en: 'Unfollow' } },
] as const;

/** WeChat's platform on this machine: its API, its pushes, and a page to be a follower on. */
export class WechatSimulator implements AsyncDisposable {
  readonly url: string;
  readonly platform: WechatPlatform;
  readonly pusher: Pusher;
  readonly #server: WebServer;

  private constructor(server: WebServer, platform: WechatPlatform, pusher: Pusher) {
    this.url = server.url;
    this.#server = server;
    this.platform = platform;
    this.pusher = pusher;
  }

  static async start(options: WechatSimulatorOptions): Promise<WechatSimulator> {
    const { setup, clock, port = 0, seed = 1, tokenLifeMs } = options;
    const pusher = new Pusher(clock, seededRandom(seed));
    const life = tokenLifeMs === undefined ? {} : { tokenLifeMs };
    const platform = new WechatPlatform({ setup, clock, pusher, ...life });
    for (const person of PEOPLE) platform.add(person);
    const page = customerPage({
      ...{ vendor: 'wechat', title: { zh: '微信公众号（模拟）', en: 'WeChat official account (simulated)' } },
      ...{ ledger: platform.ledger, pusher, acts: ACTS },
      people: () => platform.followers.map(({ openId: id, name }) => ({ id, name })),
      act: (person, act, text) => actOf(platform, person, act, text),
    });
    return new WechatSimulator(
      await WebServer.start(port, [page, wechatApi(platform, clock)]),
      platform,
      pusher,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.pusher[Symbol.dispose]();
    await this.#server[Symbol.asyncDispose]();
  }
}

function actOf(platform: WechatPlatform, person: string, act: string, text: string): boolean {
  const follower = platform.follower(person);
  if (follower === undefined) return false;
  const acts: Readonly<Record<string, () => Promise<Delivery>>> = {
    say: () => platform.says(follower, text),
    choose: () => platform.chooses(follower, text),
    click: () => platform.clicks(follower, 'report-a-fault'),
    scan: () => platform.scans(follower, 'shelf-7'),
    follow: () => platform.follows(follower),
    unfollow: () => platform.unfollows(follower),
  };
  const run = Object.hasOwn(acts, act) ? acts[act] : undefined;
  // What becomes of it is in the ledger.
  void run?.();
  return run !== undefined;
}
