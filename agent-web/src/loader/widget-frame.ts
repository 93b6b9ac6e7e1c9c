import { type HostMessage, readWidgetMessage, seal, type WidgetMessage } from './messages.ts';
import { element } from './shape.ts';

/** What a frame needs of the page around it. */
export interface FrameSurroundings {
  /** Where the widget is; its origin is the only one that is spoken to and listened to. */
  readonly url: URL;
  /** The first message, made anew for every load. */
  readonly hello: () => HostMessage;
  readonly onMessage: (message: WidgetMessage) => void;
}

/** More waiting messages than this are not a hurry but a fault: the oldest is dropped. */
const MAX_WAITING = 8;

/** The iframe with the widget: loads it once, greets it, keeps what is said before it listens. */
export class WidgetFrame {
  readonly element: HTMLIFrameElement;
  readonly #around: FrameSurroundings;
  #waiting: HostMessage[] = [];
  #ready = false;

  constructor(around: FrameSurroundings) {
    this.#around = around;
    this.element = element('iframe', {
      allow: 'camera; microphone; display-capture; autoplay; fullscreen',
      referrerpolicy: 'strict-origin-when-cross-origin',
    });
    // An iframe without an address loads too: an empty page of the host's own, which is not spoken to.
    this.element.addEventListener('load', () => {
      if (this.element.src !== '') this.#post(around.hello());
    });
    window.addEventListener('message', (event) => this.#receive(event));
  }

  get ready(): boolean {
    return this.#ready;
  }

  /** Starts loading; does nothing when that has begun. */
  load(): void {
    if (this.element.src === '') this.element.src = this.#around.url.href;
  }

  /** Loads again, after a failure or for somebody else; nothing when it was never loaded. What was not heard is kept. */
  reload(): void {
    if (this.element.src === '') return;
    this.#ready = false;
    this.element.src = this.#around.url.href;
  }

  /** Says something, now or as soon as the widget listens. */
  say(message: HostMessage): void {
    if (this.#ready) this.#post(message);
    else this.#waiting = [...this.#waiting, message].slice(-MAX_WAITING);
  }

  #receive(event: MessageEvent): void {
    if (event.source !== this.element.contentWindow || event.origin !== this.#around.url.origin) return;
    const message = readWidgetMessage(event.data);
    if (message === undefined) return;
    if (message.type === 'ready') {
      this.#ready = true;
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const kept of waiting) this.#post(kept);
    }
    this.#around.onMessage(message);
  }

  #post(message: HostMessage): void {
    this.element.contentWindow?.postMessage(seal(message), this.#around.url.origin);
  }
}
