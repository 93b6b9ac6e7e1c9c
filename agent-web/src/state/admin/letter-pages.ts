import type { Clock, Log } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import type { DeadLetters, LettersSnapshot, SectionStep } from '../types.ts';
import type { AdminApi } from './admin-api.ts';
import { WorkInTurn } from './work-in-turn.ts';

/** Letters that are kept in the page; who throws some away sees more. */
const MAX_LETTERS = 1_000;
/** How often it is asked whether there are others, while somebody looks. */
const LOOK_EVERY_MS = 5_000;
const EMPTY: LettersSnapshot = { step: 'none', problem: undefined, known: false, letters: [], more: false };

/** Dead letters, page by page from the newest. */
export class LetterPages implements DeadLetters {
  readonly #api: AdminApi;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #cell: Cell<LettersSnapshot> = createCell(EMPTY);
  readonly #work: WorkInTurn<SectionStep>;
  #before = 0;
  /** Pieces of work so far: an answer to a question from before the last one is out of date. */
  #works = 0;

  constructor({ api, clock, log }: { readonly api: AdminApi; readonly clock: Clock; readonly log: Log }) {
    this.#api = api;
    this.#clock = clock;
    this.#log = log;
    this.#work = new WorkInTurn(log, (standing) => this.#change(standing));
  }

  readonly get = (): LettersSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  watch(): () => void {
    this.load();
    const timer = this.#clock.every(LOOK_EVERY_MS, () => void this.#look());
    return () => timer.cancel();
  }

  load(): void {
    void this.#run('loading', async () => {
      const { letters, before } = await this.#api.letters(0);
      this.#before = before;
      this.#change({ known: true, letters, more: before > 0 });
    });
  }

  loadMore(): void {
    if (!this.get().more) return;
    void this.#run('loading', async () => {
      const { letters, before } = await this.#api.letters(this.#before);
      this.#before = before;
      const all = [...this.get().letters, ...letters];
      this.#change({ letters: all, more: before > 0 && all.length < MAX_LETTERS });
    });
  }

  replay(seq: number): void {
    void this.#run('saving', async () => {
      await this.#api.replayLetter(seq);
      this.#without(seq);
    });
  }

  discard(seq: number): void {
    void this.#run('saving', async () => {
      await this.#api.discardLetter(seq);
      this.#without(seq);
    });
  }

  #run(step: SectionStep, work: () => Promise<void>): Promise<void> {
    this.#works += 1;
    return this.#work.run(step, work);
  }

  /** What came, and what somebody else has seen to; further pages that are shown stay. */
  async #look(): Promise<void> {
    const works = this.#works;
    if (this.get().step !== 'none') return;
    try {
      const { letters: first, before } = await this.#api.letters(0);
      if (works !== this.#works) return;
      // A page may have fewer than were looked through for it.
      const further = this.get().letters.filter(({ seq }) => seq < before);
      if (further.length === 0) this.#before = before;
      const all = [...first, ...further];
      this.#change({ known: true, letters: all, more: this.#before > 0 && all.length < MAX_LETTERS });
    } catch (error) {
      this.#log.debug({ error: String(error) }, 'letters not known');
    }
  }

  #without(seq: number): void {
    this.#change({ letters: this.get().letters.filter((one) => one.seq !== seq) });
  }

  #change(changes: Partial<LettersSnapshot>): void {
    this.#cell.set({ ...this.get(), ...changes });
  }
}
