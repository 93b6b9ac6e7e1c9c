import type { Clock } from '@weft/proto';
import { seededRandom } from '../../noise/random.ts';
import { customerPage } from '../customer-page.ts';
import { TELEPHONE_ACTS } from '../telephones.ts';
import { WebServer } from '../web-server.ts';
import { type CarrierContract, MessageCenter } from './center.ts';

const ACTS = [...TELEPHONE_ACTS, { id: 'drop', label: { zh: '运营商断线', en: 'Cut the line' } }] as const;

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
    const page = customerPage({
      ...{ vendor: 'sms', title: { zh: '短信（模拟运营商）', en: 'Text messages (simulated carrier)' } },
      ...{ ledger: center.ledger, pusher: center, acts: ACTS },
      people: () => center.telephones.people(),
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
  if (act === 'drop') {
    center.drop();
    return true;
  }
  // What becomes of it is in the ledger.
  return center.telephones.act(person, act, text, (words) => void center.says(person, words));
}
