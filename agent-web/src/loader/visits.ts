import type { Visit } from './messages.ts';

/** How often the widget is told what the customer does. */
const TELL_EVERY_MS = 5_000;
const MAX_ITEMS = 10_000;

/** What the customer does on the host page: nothing of it leaves the browser but where they are. */
export class Visits {
  #dwellMs = 0;
  #scrolled = 0;
  #cartItems = 0;
  #address = location.href;

  /** Tells now and then while the page is looked at, until it goes. */
  watch(tell: (visit: Visit) => void): void {
    addEventListener('scroll', () => this.#scroll(), { passive: true });
    setInterval(() => {
      if (document.visibilityState !== 'visible') return;
      // A page that changes its address without loading is another page.
      if (location.href !== this.#address) {
        this.#address = location.href;
        this.#dwellMs = 0;
        this.#scrolled = 0;
      }
      this.#dwellMs += TELL_EVERY_MS;
      tell(this.now());
    }, TELL_EVERY_MS);
  }

  now(): Visit {
    return { dwellMs: this.#dwellMs, scrolled: this.#scrolled, cartItems: this.#cartItems };
  }

  cart(items: number): void {
    this.#cartItems = Number.isFinite(items) ? Math.min(MAX_ITEMS, Math.max(0, Math.floor(items))) : 0;
  }

  #scroll(): void {
    const { scrollHeight, clientHeight, scrollTop } = document.documentElement;
    const way = scrollHeight - clientHeight;
    if (way > 0) this.#scrolled = Math.max(this.#scrolled, Math.min(1, scrollTop / way));
  }
}
