import { type Cell, createCell } from '../state/cell.ts';

/** A document as far as it tells whether it is seen. */
export interface SeenDocument {
  readonly visibilityState: DocumentVisibilityState;
  addEventListener(type: 'visibilitychange', listener: () => void): void;
}

/** Whether somebody can see the widget: its panel is shown and its tab is in front. */
export class Sight {
  readonly seen: Cell<boolean>;
  readonly #document: SeenDocument;
  #shown: boolean;

  /** @param shown whether the panel is shown at the start: by itself, the widget always is */
  constructor(document: SeenDocument, shown: boolean) {
    this.#document = document;
    this.#shown = shown;
    this.seen = createCell(false);
    document.addEventListener('visibilitychange', () => this.#look());
    this.#look();
  }

  show(shown: boolean): void {
    this.#shown = shown;
    this.#look();
  }

  #look(): void {
    this.seen.set(this.#shown && this.#document.visibilityState === 'visible');
  }
}
