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

/** A widget that was loaded and does not speak after so long is loaded again: its page, or a part of it, did not come. */
const SPEAKS_WITHIN_MS = 6_000;
/** Each time with twice the patience; then it is the customer's turn, who is shown a button. */
const MAX_RELOADS = 3;

/** The iframe with the widget: loads it once, greets it, keeps what is said before it listens. */
export class WidgetFrame {
  readonly element: HTMLIFrameElement;
  readonly #around: FrameSurroundings;
  #waiting: HostMessage[] = [];
  #ready = false;
  #reloads = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(around: FrameSurroundings) {
    this.#around = around;
    this.element = element('iframe', {
      allow: 'camera; microphone; display-capture; autoplay; fullscreen',
      referrerpolicy: 'strict-origin-when-cross-origin',
    });
    // An iframe without an address loads too: an empty page of the host's own, which is not spoken to.
    this.element.addEventListener('load', () => {
      if (this.element.src === '') return;
      this.#post(around.hello());
      this.#expect();
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
    this.#reloads = 0;
    this.#loadAgain();
  }

  /** Says something, now or as soon as the widget listens. */
  say(message: HostMessage): void {
    if (this.#ready) this.#post(message);
    else this.#waiting = [...this.#waiting, message].slice(-MAX_WAITING);
  }

  #loadAgain(): void {
    this.#ready = false;
    clearTimeout(this.#timer);
    this.element.src = this.#around.url.href;
  }

  #expect(): void {
    clearTimeout(this.#timer);
    if (this.#ready || this.#reloads >= MAX_RELOADS) return;
    this.#timer = setTimeout(
      () => {
        this.#reloads += 1;
        this.#loadAgain();
      },
      SPEAKS_WITHIN_MS * 2 ** this.#reloads,
    );
  }

  #receive(event: MessageEvent): void {
    if (event.source !== this.element.contentWindow || event.origin !== this.#around.url.origin) return;
    const message = readWidgetMessage(event.data);
    if (message === undefined) return;
    if (message.type === 'ready') {
      this.#ready = true;
      clearTimeout(this.#timer);
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
