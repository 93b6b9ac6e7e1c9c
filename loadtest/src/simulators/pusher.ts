import { Agent, type ClientRequest, type OutgoingHttpHeaders, request } from 'node:http';
import { type Clock, sleep } from '@weft/proto';
import type { Random } from '../noise/random.ts';

/** A push as it goes over the line, made anew for each try. */
export interface Push {
  readonly url: URL;
  readonly contentType: string;
  /** Beside the type and the length. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What became of it. */
export interface Delivery {
  readonly delivered: boolean;
  readonly tries: number;
  /** From the first byte of the try that was taken to the end of its answer. */
  readonly tookMs: number;
  /** Why each try before it was in vain: the answer's status and code, or what became of the connection. */
  readonly refusals: readonly string[];
}

/** What came back from a try: an answer, or why there is none. */
type Answer = { readonly status: number; readonly body: string } | { readonly failure: string };

/** How badly the line behaves. Nothing = as well as it can. */
export interface Weather {
  /** Share of pushes that are sent once more although they were taken. */
  readonly doubled?: number;
  /** How often more at most, each with that chance; once when it is not said. */
  readonly mostDoubles?: number;
  /** Pushes wait up to so long, so that they overtake each other. */
  readonly shuffledMs?: number;
}

/** How long a vendor waits, and how often it tries. */
export interface Patience {
  readonly answerLimitMs: number;
  readonly tries: number;
}

/** WeChat's and Weibo's documents: 5 seconds, three tries in all. */
const THREE_TRIES: Patience = { answerLimitMs: 5_000, tries: 3 };
const MAX_SOCKETS = 4_096;
/** Instances that refuse a balancer's connection, before it gives up. */
const MAX_REFUSED = 2;
const MAX_ANSWER_BYTES = 65_536;

/** Pushes to whoever set an address up, with the vendors' patience. */
export class Pusher implements Disposable {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: MAX_SOCKETS });
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #patience: Patience;
  weather: Weather = {};
  /** Where a connection goes, as a balancer would choose, which asks for another when it is refused one; undefined = where the address says. */
  via: (() => URL | undefined) | undefined;

  constructor(clock: Clock, random: Random, patience = THREE_TRIES) {
    this.#clock = clock;
    this.#random = random;
    this.#patience = patience;
  }

  /** `taken` tells from status and body whether an answer ends the tries. */
  async push(make: () => Push, taken: (status: number, body: string) => boolean): Promise<Delivery> {
    const { doubled = 0, mostDoubles = 1, shuffledMs = 0 } = this.weather;
    const most = this.#patience.tries;
    if (shuffledMs > 0) await sleep(this.#clock, this.#random.uniform() * shuffledMs);
    const refusals: string[] = [];
    for (let tries = 1; tries <= most; tries += 1) {
      const startedMs = this.#clock.monotonic();
      const answer = await this.#try(make());
      if ('failure' in answer || !taken(answer.status, answer.body)) {
        refusals.push(reasonOf(answer));
        continue;
      }
      const tookMs = this.#clock.monotonic() - startedMs;
      // The answer was lost, as far as the vendor knows: the same again, and nobody minds.
      for (let left = mostDoubles; left > 0 && this.#random.uniform() < doubled; left -= 1)
        await this.#try(make());
      return { delivered: true, tries, tookMs, refusals };
    }
    return { delivered: false, tries: most, tookMs: Number.NaN, refusals };
  }

  /** The answer to a GET; undefined = none in time. */
  async check(url: URL): Promise<{ readonly status: number; readonly body: string } | undefined> {
    const at = this.#at(url);
    const asked = request(url, { method: 'GET', agent: this.#agent, ...at });
    const answer = await this.#exchange(asked, undefined);
    return 'failure' in answer ? undefined : answer;
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }

  async #try({ url, contentType, headers: more, body }: Push): Promise<Answer> {
    const headers = { ...more, 'content-type': contentType, 'content-length': body.length };
    for (let refused = 0; ; refused += 1) {
      const at = this.#at(url, headers);
      const answer = await this.#exchange(request(url, { method: 'POST', agent: this.#agent, ...at }), body);
      const isRefused = 'failure' in answer && answer.failure === 'ECONNREFUSED';
      if (!isRefused || this.via === undefined || refused === MAX_REFUSED) return answer;
    }
  }

  /** The address that was set up is what is asked for and signed, whoever serves it. */
  #at(url: URL, headers: OutgoingHttpHeaders = {}) {
    const { hostname, port } = this.via?.() ?? url;
    return { hostname, port, headers: { ...headers, host: url.host } };
  }

  #exchange(asked: ClientRequest, body: Uint8Array | undefined): Promise<Answer> {
    return new Promise((resolve) => {
      let late = 'no connection in time';
      asked.once('socket', () => {
        late = 'no answer in time';
      });
      const end = (answer: Answer): void => {
        limit.cancel();
        resolve(answer);
      };
      const limit = this.#clock.after(this.#patience.answerLimitMs, () => {
        end({ failure: late });
        asked.destroy();
      });
      asked.on('error', (error) => end({ failure: 'code' in error ? `${error.code}` : error.name }));
      asked.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part.slice(0, MAX_ANSWER_BYTES - text.length);
        });
        response.on('end', () => end({ status: response.statusCode ?? 0, body: text }));
        response.on('error', () => end({ failure: 'the answer broke off' }));
      });
      asked.end(body);
    });
  }
}

/** An answer's status with the code that its body names, if one; else what became of the connection. */
function reasonOf(answer: Answer): string {
  if ('failure' in answer) return answer.failure;
  const code = /"code":"([A-Z_]{1,40})"/.exec(answer.body)?.[1];
  return code === undefined ? `${answer.status}` : `${answer.status} ${code}`;
}
