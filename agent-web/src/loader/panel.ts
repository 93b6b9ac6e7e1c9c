import { element } from './shape.ts';
import type { Texts } from './texts.ts';
import type { WidgetFrame } from './widget-frame.ts';

/** How long the widget may take to answer before the customer is told; a slow phone network needs some seconds. */
const PATIENCE_MS = 12_000;

/** The window that the widget's frame stands in: away, opening, open, or failed. */
export class Panel {
  readonly root: HTMLElement;
  readonly #frame: WidgetFrame;
  readonly #spinner = element('div', { class: 'spinner', 'aria-hidden': 'true' });
  readonly #sentence = element('p', { role: 'status' });
  readonly #retry = element('button', { type: 'button' });
  readonly #close = element('button', { type: 'button' });
  readonly #choice = element('div', { class: 'choice' }, this.#retry, this.#close);
  readonly #cover = element('div', { class: 'cover' }, this.#spinner, this.#sentence, this.#choice);
  #texts: Texts;
  #failed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `onClose`: the customer gives up on a panel that does not open. */
  constructor(texts: Texts, frame: WidgetFrame, onClose: () => void) {
    this.#texts = texts;
    this.#frame = frame;
    this.root = element(
      'div',
      { class: 'panel away', role: 'dialog', 'aria-hidden': 'true' },
      frame.element,
      this.#cover,
    );
    this.root.inert = true;
    this.#retry.addEventListener('click', () => {
      this.#frame.reload();
      this.#expect();
    });
    this.#close.addEventListener('click', onClose);
    this.root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') onClose();
    });
    this.speak(texts);
  }

  get open(): boolean {
    return !this.root.inert;
  }

  /** Puts the panel before the customer and the focus into it. */
  show(): void {
    this.#frame.load();
    this.root.inert = false;
    this.root.removeAttribute('aria-hidden');
    this.root.classList.remove('away');
    this.focus();
    if (!this.#frame.ready) this.#expect();
  }

  /** Gives the focus to the widget, as soon as there is something to give it to. */
  focus(): void {
    if (this.open && this.#frame.ready) this.#frame.element.focus();
  }

  /** Puts it out of sight; the widget and its call go on. */
  hide(): void {
    this.root.inert = true;
    this.root.setAttribute('aria-hidden', 'true');
    this.root.classList.add('away');
  }

  resize(large: boolean): void {
    this.root.classList.toggle('large', large);
  }

  /** The widget has answered: takes the cover off. */
  uncover(): void {
    clearTimeout(this.#timer);
    this.#cover.hidden = true;
    this.focus();
  }

  /** Changes the language. */
  speak(texts: Texts): void {
    this.#texts = texts;
    this.root.setAttribute('aria-label', texts.panel);
    this.#frame.element.title = texts.panel;
    this.#retry.textContent = texts.retry;
    this.#close.textContent = texts.close;
    this.#tell(this.#failed);
  }

  #expect(): void {
    clearTimeout(this.#timer);
    this.#cover.hidden = false;
    this.#tell(false);
    this.#timer = setTimeout(() => {
      this.#tell(true);
      this.#retry.focus();
    }, PATIENCE_MS);
  }

  #tell(failed: boolean): void {
    this.#failed = failed;
    this.#spinner.hidden = failed;
    this.#choice.hidden = !failed;
    this.#sentence.textContent = failed ? this.#texts.failed : this.#texts.loading;
  }
}
