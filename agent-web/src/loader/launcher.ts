import type { CallKind, CallState } from './messages.ts';
import { element, icon } from './shape.ts';
import type { Texts } from './texts.ts';

/** What the launcher's buttons ask for. */
export interface LauncherActions {
  /** Show the panel; with a kind, start that call at once. */
  readonly open: (kind?: CallKind) => void;
  /** The pointer or the focus is near: an opening is likely. */
  readonly approach: () => void;
}

/** The floating bar: three buttons, or the one that leads back to a call. */
export class Launcher {
  readonly root: HTMLElement;
  readonly #bar = element('div', { class: 'bar', role: 'region' });
  readonly #contact = element('button', { type: 'button', class: 'square' }, icon('bubble'));
  readonly #voice = element('button', { type: 'button' }, icon('phone'));
  readonly #video = element('button', { type: 'button' }, icon('video'));
  readonly #dot = element('span', { class: 'dot', 'aria-hidden': 'true' });
  readonly #back = element('button', { type: 'button', class: 'back' }, this.#dot);
  readonly #labels = { voice: element('span'), video: element('span'), back: element('span') };
  #texts: Texts;
  #state: CallState = 'none';

  constructor(texts: Texts, actions: LauncherActions) {
    this.#texts = texts;
    this.#voice.append(this.#labels.voice);
    this.#video.append(this.#labels.video);
    this.#back.append(this.#labels.back);
    this.#bar.append(this.#contact, this.#voice, this.#video, this.#back);
    this.root = this.#bar;
    this.#contact.addEventListener('click', () => actions.open());
    this.#voice.addEventListener('click', () => actions.open('voice'));
    this.#video.addEventListener('click', () => actions.open('video'));
    this.#back.addEventListener('click', () => actions.open());
    for (const sign of ['pointerenter', 'focusin', 'touchstart'])
      this.#bar.addEventListener(sign, actions.approach, { passive: true });
    this.show('none');
    this.speak(texts);
  }

  /** Fits the buttons to how far the call is. */
  show(state: CallState): void {
    this.#state = state;
    const calling = state !== 'none';
    for (const button of [this.#contact, this.#voice, this.#video]) button.hidden = calling;
    this.#back.hidden = !calling;
    this.#dot.classList.toggle('waiting', state === 'waiting');
    this.#nameBack();
  }

  /** Changes the language. */
  speak(texts: Texts): void {
    this.#texts = texts;
    this.#bar.setAttribute('aria-label', texts.region);
    this.#contact.setAttribute('aria-label', texts.contact);
    this.#contact.title = texts.contact;
    this.#labels.voice.textContent = texts.voice;
    this.#labels.video.textContent = texts.video;
    this.#nameBack();
  }

  /** Gives the focus back to the bar when the panel is put away. */
  focus(): void {
    (this.#state === 'none' ? this.#contact : this.#back).focus();
  }

  #nameBack(): void {
    this.#labels.back.textContent = this.#state === 'waiting' ? this.#texts.waiting : this.#texts.talking;
  }
}
