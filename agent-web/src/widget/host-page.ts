import type { Clock, PageContext } from '@weft/proto';
import { type HostMessage, readHostMessage, seal, type WidgetMessage } from './host-messages.ts';

export type Greeting = Extract<HostMessage, { type: 'hello' }>;

/** The window of the widget, as far as the talk with its host page needs it. */
export interface WidgetWindow {
  readonly parent: { postMessage(data: unknown, targetOrigin: string): void };
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** How long a frame waits for a greeting; a page without the loader gives none. */
const GREETING_LIMIT_MS = 2_000;

/**
 * The page that the widget's frame stands in. The first greeting of the parent window decides which origin is
 * spoken to from then on; messages of other windows and origins are not read. Opened by itself, the widget is its
 * own host.
 */
export class HostPage {
  /** Whether the widget stands in a frame of another page. */
  readonly embedded: boolean;
  readonly #window: WidgetWindow;
  #origin: string | undefined;
  #page: PageContext | undefined;
  #greeted: ((greeting: Greeting) => void) | undefined;
  #obey: ((message: HostMessage) => void) | undefined;

  constructor(frame: WidgetWindow) {
    this.#window = frame;
    this.embedded = frame.parent !== (frame as unknown);
    frame.addEventListener('message', (event) => this.#receive(event));
  }

  /** The first greeting; undefined when the widget stands alone or nobody greets in time. */
  greeting(clock: Clock): Promise<Greeting | undefined> {
    if (!this.embedded) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const timer = clock.after(GREETING_LIMIT_MS, () => resolve(undefined));
      this.#greeted = (greeting) => {
        timer.cancel();
        resolve(greeting);
      };
    });
  }

  /** From now on the host's messages go there. */
  obey(listener: (message: HostMessage) => void): void {
    this.#obey = listener;
  }

  /** Where the customer is: as the host said last, or undefined when the widget stands alone. */
  get page(): PageContext | undefined {
    return this.#page;
  }

  /** Tells the host; does nothing before it has greeted. */
  tell(message: WidgetMessage): void {
    if (this.#origin !== undefined) this.#window.parent.postMessage(seal(message), this.#origin);
  }

  #receive(event: MessageEvent): void {
    if (!this.embedded || event.source !== (this.#window.parent as unknown)) return;
    if (this.#origin !== undefined && event.origin !== this.#origin) return;
    const message = readHostMessage(event.data);
    if (message === undefined) return;
    if ('page' in message) this.#page = message.page;
    if (message.type === 'hello') {
      this.#origin = event.origin;
      this.#greeted?.(message);
    }
    if (this.#origin !== undefined) this.#obey?.(message);
  }
}
