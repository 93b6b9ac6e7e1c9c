import type { Clock } from '@weft/proto';
import { seededRandom } from '../../noise/random.ts';
import { customerPage } from '../customer-page.ts';
import { type Patience, Pusher } from '../pusher.ts';
import { TELEPHONE_ACTS } from '../telephones.ts';
import { WebServer } from '../web-server.ts';
import { Provider, type ProviderContract } from './provider.ts';

/** 15 seconds, and once again: what an address is given that asks for no more. */
const PATIENCE: Patience = { answerLimitMs: 15_000, tries: 2 };

/** A provider of SMS over HTTP on this machine: its API, its webhooks, and a page to hold a telephone on. */
export class SmsHttpSimulator implements AsyncDisposable {
  readonly url: string;
  readonly provider: Provider;
  readonly pusher: Pusher;
  readonly #server: WebServer;

  private constructor(server: WebServer, provider: Provider, pusher: Pusher) {
    this.url = server.url;
    this.#server = server;
    this.provider = provider;
    this.pusher = pusher;
  }

  static async start(options: {
    readonly contract: ProviderContract;
    readonly clock: Clock;
    /** 0 = a free one. */
    readonly port?: number;
    readonly seed?: number;
  }): Promise<SmsHttpSimulator> {
    const { contract, clock, port = 0, seed = 1 } = options;
    const pusher = new Pusher(clock, seededRandom(seed), PATIENCE);
    const provider = new Provider(contract, clock, pusher);
    const page = customerPage({
      ...{
        vendor: 'sms',
        title: { zh: '短信（模拟 HTTP 服务商）', en: 'Text messages (simulated HTTP provider)' },
      },
      ...{ ledger: provider.ledger, pusher, acts: TELEPHONE_ACTS },
      people: () => provider.telephones.people(),
      // What becomes of it is in the ledger.
      act: (person, act, text) =>
        provider.telephones.act(person, act, text, (words) => void provider.says(person, words)),
    });
    return new SmsHttpSimulator(await WebServer.start(port, [page, provider.api]), provider, pusher);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.provider[Symbol.asyncDispose]();
    this.pusher[Symbol.dispose]();
    await this.#server[Symbol.asyncDispose]();
  }
}
