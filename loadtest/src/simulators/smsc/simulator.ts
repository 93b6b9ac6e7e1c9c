import type { Clock } from '@weft/proto';
import { seededRandom } from '../../noise/random.ts';
import { customerPage } from '../customer-page.ts';
import { WebServer } from '../web-server.ts';
import { type CarrierContract, MessageCenter } from './center.ts';

/** Whose telephones the page lets a newcomer hold. */
const PEOPLE = [
  ['+8613800000001', '王芳'],
  ['+447700900123', 'Emma Clarke'],
] as const;

const ACTS = [
  { id: 'order', label: { zh: '“查询订单 20261101”', en: '“where is my order 20261101”' } },
  { id: 'long', label: { zh: '长短信（4 段）', en: 'A long text (4 segments)' } },
  { id: 'stop', label: { zh: '退订', en: 'STOP' } },
  { id: 'start', label: { zh: '开通', en: 'START' } },
  { id: 'off', label: { zh: '关机/开机', en: 'Switch off or on' } },
  { id: 'drop', label: { zh: '运营商断线', en: 'Cut the line' } },
] as const;

const LONG = '我上周在你们店里买的台灯又坏了，灯泡闪了几下就不亮了😀，换了新的灯泡也没有用。'.repeat(6);

/** A carrier on this machine: its SMSC, and a page to hold a telephone on. */
export class SmscSimulator implements AsyncDisposable {
  /** Of the page. */
  readonly url: string;
  readonly center: MessageCenter;
  readonly #server: WebServer;

  private constructor(server: WebServer, center: MessageCenter) {
    this.url = server.url;
    this.#server = server;
    this.center = center;
  }

  static async start(options: {
    readonly contract: CarrierContract;
    readonly clock: Clock;
    /** 0 = a free one. */
    readonly port?: number;
    readonly smppPort?: number;
    readonly seed?: number;
  }): Promise<SmscSimulator> {
    const { contract, clock, port = 0, smppPort = 0, seed = 1 } = options;
    const center = await MessageCenter.start(contract, { clock, random: seededRandom(seed), port: smppPort });
    for (const [number, name] of PEOPLE) center.add(number, name);
    const page = customerPage({
      ...{ vendor: 'sms', title: { zh: '短信（模拟运营商）', en: 'Text messages (simulated carrier)' } },
      ...{ ledger: center.ledger, pusher: center, acts: ACTS },
      people: () =>
        center.subscribers.map(({ number, name, off }) => ({
          id: number,
          name: `${name} ${number}${off ? ' (off)' : ''}`,
        })),
      act: (person, act, text) => actOf(center, person, act, text),
    });
    return new SmscSimulator(await WebServer.start(port, [page]), center);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server[Symbol.asyncDispose]();
    await this.center[Symbol.asyncDispose]();
  }
}

function actOf(center: MessageCenter, person: string, act: string, text: string): boolean {
  const subscriber = center.subscriber(person);
  if (subscriber === undefined) return false;
  const says = (words: string): void => {
    // What becomes of it is in the ledger.
    void center.says(person, words);
  };
  const chinese = person.startsWith('+86');
  const acts: Readonly<Record<string, () => void>> = {
    say: () => says(text),
    order: () => says(chinese ? '查询订单 20261101' : 'where is my order 20261101'),
    long: () => says(LONG),
    stop: () => says(chinese ? '退订' : 'STOP'),
    start: () => says(chinese ? '开通' : 'START'),
    off: () => {
      subscriber.off = !subscriber.off;
    },
    drop: () => center.drop(),
  };
  const run = Object.hasOwn(acts, act) ? acts[act] : undefined;
  run?.();
  return run !== undefined;
}
