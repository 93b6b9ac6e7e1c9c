import { element } from './shape.ts';
import type { Texts } from './texts.ts';

/** A bubble above the launcher that invites the customer to write, until it is taken or put away. */
export class Invitation {
  readonly root: HTMLElement;
  readonly #words = element('button', { type: 'button', class: 'words', dir: 'auto' });
  readonly #dismiss = element('button', { type: 'button', class: 'dismiss' }, '×');

  /** `answered`: whether the customer took it. */
  constructor(texts: Texts, answered: (taken: boolean) => void) {
    this.root = element('div', { class: 'invitation', role: 'region' }, this.#words, this.#dismiss);
    this.#words.addEventListener('click', () => answered(true));
    this.#dismiss.addEventListener('click', () => answered(false));
    this.show('');
    this.speak(texts);
  }

  get shown(): boolean {
    return !this.root.hidden;
  }

  /** Shows these words; none = puts it away. */
  show(text: string): void {
    this.#words.textContent = text;
    this.root.hidden = text === '';
  }

  speak(texts: Texts): void {
    this.root.setAttribute('aria-label', texts.invitation);
    this.#dismiss.setAttribute('aria-label', texts.dismiss);
    this.#dismiss.title = texts.dismiss;
  }
}
