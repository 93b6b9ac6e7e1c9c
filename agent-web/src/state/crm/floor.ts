import type { Clock, Log, Timer } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import { problemOf } from '../problem.ts';
import type { Floor, FloorSnapshot } from '../types.ts';
import type { Crm } from './crm.ts';

const EVERY_MS = 2_000;

const UNKNOWN: FloorSnapshot = { atMs: 0, agents: [], queues: [], calls: 0, problem: undefined };

/** The floor, asked for every two seconds while somebody looks, one question at a time. */
export class LiveFloor implements Floor {
  readonly #parts: { readonly crm: Crm; readonly clock: Clock; readonly log: Log };
  readonly #cell: Cell<FloorSnapshot> = createCell(UNKNOWN);
  #watchers = 0;
  #asking = false;
  #timer: Timer | undefined;

  constructor(parts: { readonly crm: Crm; readonly clock: Clock; readonly log: Log }) {
    this.#parts = parts;
  }

  readonly get = (): FloorSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  watch(): () => void {
    this.#watchers += 1;
    void this.#ask();
    this.#timer ??= this.#parts.clock.every(EVERY_MS, () => void this.#ask());
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.#watchers -= 1;
      if (this.#watchers > 0) return;
      this.#timer?.cancel();
      this.#timer = undefined;
    };
  }

  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      this.#cell.set({ ...(await this.#parts.crm.floor()), problem: undefined });
    } catch (error) {
      this.#parts.log.debug({ error: String(error) }, 'floor not known');
      this.#cell.set({ ...this.get(), problem: problemOf(error) });
    }
    this.#asking = false;
  }
}
