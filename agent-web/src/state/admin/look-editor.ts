import { type Log, WeftError } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import { PLAIN_LOOK } from '../look.ts';
import type { Look, LookEditor, LookSnapshot, SectionStep } from '../types.ts';
import type { AdminApi, KeptLook } from './admin-api.ts';
import { WorkInTurn } from './work-in-turn.ts';

const EMPTY: LookSnapshot = {
  ...{ step: 'none', problem: undefined, look: PLAIN_LOOK, changed: false, overtaken: false, saved: false },
};

/** How widgets look and what they say, edited and saved as one. */
export class WidgetLookEditor implements LookEditor {
  readonly #api: AdminApi;
  readonly #cell: Cell<LookSnapshot> = createCell(EMPTY);
  readonly #work: WorkInTurn<SectionStep>;
  /** What the look is based on. */
  #version = '';

  constructor({ api, log }: { readonly api: AdminApi; readonly log: Log }) {
    this.#api = api;
    this.#work = new WorkInTurn(log, (standing) => this.#change(standing));
  }

  readonly get = (): LookSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  load(): void {
    void this.#work.run('loading', async () => {
      const { look, version } = await this.#api.look();
      this.#version = version;
      this.#change({ look, changed: false, overtaken: false, saved: false });
    });
  }

  change(change: Partial<Look>): void {
    this.#change({ look: { ...this.get().look, ...change }, changed: true, saved: false });
  }

  save(): void {
    void this.#work.run('saving', async () => {
      const { look } = this.get();
      const kept = await this.#saved(look);
      this.#version = kept.version;
      // What was typed meanwhile stays, unsaved.
      const typed = this.get().look !== look;
      const now = typed ? { saved: false } : { look: kept.look, changed: false, saved: true };
      this.#change({ ...now, overtaken: false });
    });
  }

  async #saved(look: Look): Promise<KeptLook> {
    try {
      return await this.#api.setLook({ look, version: this.#version });
    } catch (error) {
      if (error instanceof WeftError && error.code === 'CONFLICT') this.#change({ overtaken: true });
      throw error;
    }
  }

  #change(changes: Partial<LookSnapshot>): void {
    this.#cell.set({ ...this.get(), ...changes });
  }
}
