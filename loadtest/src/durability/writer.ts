import { type Channel, type Clock, sleep, WeftError } from '@weft/proto';
import { EdgeClient } from '../wire/edge-client.ts';

/** An answer that has not come by then is asked for again. */
const ANSWER_MS = 6_000;
const RETRY_MS = 250;

export interface WriterOptions {
  readonly name: string;
  /** Asked for at each connection: tokens end. */
  readonly token: () => string;
  /** Edges' addresses, tried in turn. */
  readonly edges: readonly string[];
  /** Where an agent writes; a customer writes into their own conversation. */
  readonly into?: { readonly conversationId: string; readonly channel: Channel };
  readonly clock: Clock;
}

/** Somebody who writes one message after the other, each again until it was taken, as the pages do. */
export class Writer implements AsyncDisposable {
  readonly sent: string[] = [];
  readonly #options: WriterOptions;
  #client: EdgeClient | undefined;
  #conversationId = '';
  #tries = 0;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /** Empty until the first message was taken. */
  get conversationId(): string {
    return this.#conversationId;
  }

  async write(): Promise<void> {
    const { name, clock, into } = this.#options;
    const clientId = `${name}-${this.sent.length}`;
    for (;;) {
      try {
        const client = await this.#connected();
        const posting = client.control({
          body: { case: 'postItem', value: { ...into, clientId, body: { case: 'text', value: clientId } } },
        });
        const reply = await within(clock, posting, ANSWER_MS);
        if (reply.case === 'posted') this.#conversationId = reply.value.conversationId;
        this.sent.push(clientId);
        return;
      } catch (error) {
        if (error instanceof WeftError && !error.retryable) throw error;
        // An edge that does not answer is left, whatever is wrong with it.
        if (error instanceof WeftError && error.code === 'TIMEOUT') this.#client?.cut();
        await sleep(clock, RETRY_MS);
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client?.[Symbol.asyncDispose]();
  }

  async #connected(): Promise<EdgeClient> {
    if (this.#client?.closed === false) return this.#client;
    const { edges, token } = this.#options;
    this.#tries += 1;
    const url = edges[this.#tries % edges.length] ?? '';
    this.#client = await EdgeClient.connect({ url, token: token() });
    return this.#client;
  }
}

async function within<T>(clock: Clock, work: Promise<T>, limitMs: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  using _limit = clock.after(limitMs, () => late.reject(new WeftError('TIMEOUT')));
  return await Promise.race([work, late.promise]);
}
