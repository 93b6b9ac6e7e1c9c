import { type Bus, type BusMessage, type BusSubscription, WeftError } from '@weft/proto';

type Handler = (message: BusMessage) => void;

interface Entry {
  readonly subject: string;
  readonly handler: Handler;
  deaf: boolean;
}

/** A message bus in one place, for tests of the core under a clock that stands: what is published is heard at once. */
export class FakeBus implements Bus {
  connected = true;
  readonly published: { readonly subject: string; readonly data: Uint8Array }[] = [];
  /** Answers requests; undefined leaves them without an answer. */
  answer: ((subject: string, data: Uint8Array) => Uint8Array | undefined) | undefined;
  /** Nobody hears what is published; a stream keeps it all the same. */
  deaf = false;
  readonly #handlers = new Set<Entry>();
  readonly #listeners = new Set<(connected: boolean) => void>();
  readonly #entries = new WeakMap<BusSubscription, Entry>();

  /** Subjects somebody listens to. */
  get subjects(): readonly string[] {
    return [...this.#handlers].map(({ subject }) => subject);
  }

  publish(subject: string, data: Uint8Array): void {
    this.published.push({ subject, data });
    for (const handler of this.#handlersOf(subject)) handler({ subject, data, respond: () => undefined });
  }

  request(subject: string, data: Uint8Array): Promise<Uint8Array> {
    if (this.answer === undefined) return this.#ask(subject, data);
    const reply = this.answer(subject, data);
    return reply === undefined ? new Promise(() => undefined) : Promise.resolve(reply);
  }

  subscribe(subject: string, handler: Handler): BusSubscription {
    const entry: Entry = { subject, handler, deaf: false };
    this.#handlers.add(entry);
    const unsubscribe = (): void => {
      this.#handlers.delete(entry);
    };
    const subscription = { unsubscribe, [Symbol.dispose]: unsubscribe };
    this.#entries.set(subscription, entry);
    return subscription;
  }

  /** What this subscription would hear is lost until the returned function is called. */
  silence(subscription: BusSubscription | undefined): () => void {
    const entry = subscription === undefined ? undefined : this.#entries.get(subscription);
    if (entry === undefined) throw new Error('nobody subscribes so');
    entry.deaf = true;
    return () => {
      entry.deaf = false;
    };
  }

  #ask(subject: string, data: Uint8Array): Promise<Uint8Array> {
    const [handler] = this.#handlersOf(subject);
    if (handler === undefined) return Promise.reject(new WeftError('NO_RESPONDER'));
    return new Promise((respond) => handler({ subject, data, respond }));
  }

  /** A subscription may leave the last token of its subject open. */
  #handlersOf(subject: string): readonly Handler[] {
    const open = subject.replace(/[^.]+$/, '*');
    return [...this.#handlers]
      .filter((entry) => !this.deaf && !entry.deaf && (entry.subject === subject || entry.subject === open))
      .map(({ handler }) => handler);
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  onConnected(listener: (connected: boolean) => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
  }

  /** Tells that the server is away, or back. */
  tell(connected: boolean): void {
    this.connected = connected;
    for (const listener of this.#listeners) listener(connected);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}
