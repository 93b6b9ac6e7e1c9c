import type { Log } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import type { DeadLetters, LettersSnapshot, SectionStep } from '../types.ts';
import type { AdminApi } from './admin-api.ts';
import { WorkInTurn } from './work-in-turn.ts';

/** Letters that are kept in the page; who throws some away sees more. */
const MAX_LETTERS = 1_000;
const EMPTY: LettersSnapshot = { step: 'none', problem: undefined, known: false, letters: [], more: false };

/** Dead letters, page by page from the newest. */
export class LetterPages implements DeadLetters {
  readonly #api: AdminApi;
  readonly #cell: Cell<LettersSnapshot> = createCell(EMPTY);
  readonly #work: WorkInTurn<SectionStep>;
  #before = 0;

  constructor({ api, log }: { readonly api: AdminApi; readonly log: Log }) {
    this.#api = api;
    this.#work = new WorkInTurn(log, (standing) => this.#change(standing));
  }

  readonly get = (): LettersSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  load(): void {
    void this.#work.run('loading', async () => {
      const { letters, before } = await this.#api.letters(0);
      this.#before = before;
      this.#change({ known: true, letters, more: before > 0 });
    });
  }

  loadMore(): void {
    if (!this.get().more) return;
    void this.#work.run('loading', async () => {
      const { letters, before } = await this.#api.letters(this.#before);
      this.#before = before;
      const all = [...this.get().letters, ...letters];
      this.#change({ letters: all, more: before > 0 && all.length < MAX_LETTERS });
    });
  }

  replay(seq: number): void {
    void this.#work.run('saving', async () => {
      await this.#api.replayLetter(seq);
      this.#without(seq);
    });
  }

  discard(seq: number): void {
    void this.#work.run('saving', async () => {
      await this.#api.discardLetter(seq);
      this.#without(seq);
    });
  }

  #without(seq: number): void {
    this.#change({ letters: this.get().letters.filter((one) => one.seq !== seq) });
  }

  #change(changes: Partial<LettersSnapshot>): void {
    this.#cell.set({ ...this.get(), ...changes });
  }
}
