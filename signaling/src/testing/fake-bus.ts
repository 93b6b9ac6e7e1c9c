import { type Bus, type BusMessage, type BusSubscription, WeftError } from '@weft/proto';

type Handler = (message: BusMessage) => void;

/** A message bus in one place, for tests of the core under a clock that stands: what is published is heard at once. */
export class FakeBus implements Bus {
  connected = true;
  readonly published: { readonly subject: string; readonly data: Uint8Array }[] = [];
  /** Answers requests; undefined leaves them without an answer. */
  answer: ((subject: string, data: Uint8Array) => Uint8Array | undefined) | undefined;
  readonly #handlers = new Map<string, Handler>();

  /** Subjects somebody listens to. */
  get subjects(): readonly string[] {
    return [...this.#handlers.keys()];
  }

  publish(subject: string, data: Uint8Array): void {
    this.published.push({ subject, data });
    this.#handlers.get(subject)?.({ subject, data, respond: () => undefined });
  }

  request(subject: string, data: Uint8Array): Promise<Uint8Array> {
    if (this.answer === undefined) return Promise.reject(new WeftError('NO_RESPONDER'));
    const reply = this.answer(subject, data);
    return reply === undefined ? new Promise(() => undefined) : Promise.resolve(reply);
  }

  subscribe(subject: string, handler: Handler): BusSubscription {
    this.#handlers.set(subject, handler);
    const unsubscribe = (): void => {
      this.#handlers.delete(subject);
    };
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
