import type { CallKind, CallState } from './messages.ts';
import { element, icon } from './shape.ts';
import type { Texts } from './texts.ts';

/** What the launcher's buttons ask for. */
export interface LauncherActions {
  /** Show the panel; with a kind, start that call or show the chat at once. */
  readonly open: (kind?: CallKind | 'chat') => void;
  /** The pointer or the focus is near: an opening is likely. */
  readonly approach: () => void;
  /** They have gone. */
  readonly leave: () => void;
}

/** More is told as this and a plus. */
const MAX_TOLD = 99;

/** The floating bar: four buttons, or the one that leads back to a call; what is unread stands on it. */
export class Launcher {
  readonly root: HTMLElement;
  readonly #bar = element('div', { class: 'bar', role: 'region' });
  readonly #contact = element('button', { type: 'button', class: 'square' }, icon('spark'));
  readonly #chat = element('button', { type: 'button' }, icon('bubble'));
  readonly #voice = element('button', { type: 'button' }, icon('phone'));
  readonly #video = element('button', { type: 'button' }, icon('video'));
  readonly #dot = element('span', { class: 'dot', 'aria-hidden': 'true' });
  readonly #back = element('button', { type: 'button', class: 'back' }, this.#dot);
  /** Not part of a button: its name stays the same whatever is unread. */
  readonly #badge = element('span', { class: 'badge', role: 'status' });
  readonly #labels = {
    chat: element('span'),
    voice: element('span'),
    video: element('span'),
    back: element('span'),
  };
  #texts: Texts;
  #state: CallState = 'none';
  #calls = true;
  #unread = 0;

  constructor(texts: Texts, actions: LauncherActions) {
    this.#texts = texts;
    this.#chat.append(this.#labels.chat);
    this.#voice.append(this.#labels.voice);
    this.#video.append(this.#labels.video);
    this.#back.append(this.#labels.back);
    this.#bar.append(this.#contact, this.#chat, this.#voice, this.#video, this.#back, this.#badge);
    this.root = this.#bar;
    this.#contact.addEventListener('click', () => actions.open());
    this.#chat.addEventListener('click', () => actions.open('chat'));
    this.#voice.addEventListener('click', () => actions.open('voice'));
    this.#video.addEventListener('click', () => actions.open('video'));
    this.#back.addEventListener('click', () => actions.open());
    for (const sign of ['pointerenter', 'focusin', 'touchstart'])
      this.#bar.addEventListener(sign, actions.approach, { passive: true });
    for (const sign of ['pointerleave', 'focusout']) this.#bar.addEventListener(sign, actions.leave);
    this.show('none');
    this.speak(texts);
  }

  /** Fits the buttons to how far the call is. */
  show(state: CallState): void {
    this.#state = state;
    const calling = state !== 'none';
    for (const button of [this.#contact, this.#chat]) button.hidden = calling;
    for (const button of [this.#voice, this.#video]) button.hidden = calling || !this.#calls;
    this.#back.hidden = !calling;
    this.#dot.classList.toggle('waiting', state !== 'talking');
    this.#nameBack();
  }

  /** Whether calls are offered beside the chat. */
  offer(calls: boolean): void {
    this.#calls = calls;
    this.show(this.#state);
  }

  /** Whether the pointer or the focus is on it: nothing may move away from under them. */
  get approached(): boolean {
    return this.#bar.matches(':hover, :focus-within');
  }

  /** Tells how many messages are unread. */
  count(unread: number): void {
    this.#unread = unread;
    this.#badge.classList.toggle('away', unread === 0);
    const told = unread > MAX_TOLD ? `${MAX_TOLD}+` : `${unread}`;
    const seen = element('span', { 'aria-hidden': 'true' }, told);
    const heard = element('span', { class: 'unseen' }, this.#texts.unread.replace('#', told));
    this.#badge.replaceChildren(...(unread === 0 ? [] : [seen, heard]));
  }

  /** Changes the language. */
  speak(texts: Texts): void {
    this.#texts = texts;
    this.#bar.setAttribute('aria-label', texts.region);
    this.#contact.setAttribute('aria-label', texts.contact);
    this.#contact.title = texts.contact;
    this.#labels.chat.textContent = texts.chat;
    this.#labels.voice.textContent = texts.voice;
    this.#labels.video.textContent = texts.video;
    this.count(this.#unread);
    this.#nameBack();
  }

  /** Gives the focus back to the bar when the panel is put away. */
  focus(): void {
    (this.#state === 'none' ? this.#chat : this.#back).focus();
  }

  #nameBack(): void {
    this.#labels.back.textContent = this.#texts[this.#state === 'none' ? 'talking' : this.#state];
  }
}
