import { element } from './shape.ts';

/** Longer than a double click takes. */
const SHIELD_MS = 600;
/** Farther apart, two presses are no double click. */
const REACH_PX = 16;

/**
 * What is opened by a press may come up under the pointer, and the second half of a double click must not press what
 * lies there: for a moment nothing is pressed where the opening press was. Everything around it is there at once.
 */
export class Shield {
  readonly root = element('div', { class: 'shield', 'aria-hidden': 'true' });
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `taken`: a press was kept from what was opened, which is to have the focus all the same. */
  constructor(taken: () => void) {
    this.root.hidden = true;
    this.root.addEventListener('mousedown', (event) => event.preventDefault());
    this.root.addEventListener('click', taken);
  }

  /** A press is under way; by the keyboard there is none that could follow it. */
  guard({ detail, clientX, clientY }: Pick<MouseEvent, 'detail' | 'clientX' | 'clientY'>): void {
    if (detail === 0) return;
    clearTimeout(this.#timer);
    const { style } = this.root;
    style.left = `${clientX - REACH_PX}px`;
    style.top = `${clientY - REACH_PX}px`;
    style.width = `${2 * REACH_PX}px`;
    style.height = style.width;
    this.root.hidden = false;
    this.#timer = setTimeout(() => this.drop(), SHIELD_MS);
  }

  /** What was opened is put away: whoever presses there now means what is there again. */
  drop(): void {
    clearTimeout(this.#timer);
    this.root.hidden = true;
  }
}
