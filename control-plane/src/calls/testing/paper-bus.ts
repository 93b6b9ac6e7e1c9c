import { type Bus, type BusMessage, type BusSubscription, WeftError } from '@weft/proto';

/** Answers requests on paper; throws for those that nobody answers. */
export type PaperAnswer = (subject: string, data: Uint8Array) => Uint8Array;

/** A bus that writes down what is published, hands it to exact subscribers, and has requests answered by one function: for parts that need no server. */
export class PaperBus implements Bus {
  readonly published: { readonly subject: string; readonly data: Uint8Array }[] = [];
  readonly connected = true;
  readonly #handlers = new Map<string, Set<(message: BusMessage) => void>>();
  readonly #answer: PaperAnswer;

  constructor(
    answer: PaperAnswer = (subject) => {
      throw new WeftError('NO_RESPONDER', `nobody answers on ${subject}`);
    },
  ) {
    this.#answer = answer;
  }

  publish(subject: string, data: Uint8Array): void {
    this.published.push({ subject, data });
    for (const handler of this.#handlers.get(subject) ?? []) {
      handler({ subject, data, respond: () => undefined });
    }
  }

  async request(subject: string, data: Uint8Array): Promise<Uint8Array> {
    return Promise.resolve(this.#answer(subject, data));
  }

  subscribe(subject: string, handler: (message: BusMessage) => void): BusSubscription {
    const handlers = this.#handlers.get(subject) ?? new Set();
    this.#handlers.set(subject, handlers.add(handler));
    const unsubscribe = (): void => void handlers.delete(handler);
    return { unsubscribe, [Symbol.dispose]: unsubscribe };
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  onConnected(): Disposable {
    return { [Symbol.dispose]: () => undefined };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}
