import type { Bus, BusMessage, BusSubscription } from '@weft/proto';

/** A bus that only writes down what is published and hands it to exact subscribers: for parts that need no server. */
export class PaperBus implements Bus {
  readonly published: { readonly subject: string; readonly data: Uint8Array }[] = [];
  readonly connected = true;
  readonly #handlers = new Map<string, Set<(message: BusMessage) => void>>();

  publish(subject: string, data: Uint8Array): void {
    this.published.push({ subject, data });
    for (const handler of this.#handlers.get(subject) ?? []) {
      handler({ subject, data, respond: () => undefined });
    }
  }

  request(): Promise<Uint8Array> {
    return Promise.reject(new Error('a paper bus answers nothing'));
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
