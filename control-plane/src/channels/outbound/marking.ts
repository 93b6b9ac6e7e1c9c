import { type Clock, type Log, sleep, WeftError } from '@weft/proto';
import { type DeliveryKey, deliveryText, markDeliveries } from '../../store/deliveries.ts';
import type { Store } from '../../store/store.ts';
import type { Delivery } from '../../store/tables.ts';

/** Marks that are kept in one statement at most. */
const MAX_BATCH = 500;
const FIRST_PAUSE_MS = 50;
const LAST_PAUSE_MS = 2_000;

interface Waiting {
  readonly row: Delivery;
  readonly kept: (isMarked: boolean) => void;
}

/**
 * Writes down that an item is with its carrier from now on, or is not any
 * more: whoever finds the first when its sender has died knows that it may have gone.
 * What comes while one statement runs goes together into the next.
 */
export class Marking implements AsyncDisposable {
  readonly #context: { readonly store: Store; readonly clock: Clock; readonly log: Log };
  readonly #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  #closed = false;

  constructor(context: { readonly store: Store; readonly clock: Clock; readonly log: Log }) {
    this.#context = context;
  }

  /**
   * Resolves when it is kept, however long the store is away; with false where it cannot
   * be any more: another owner has settled it, or this one ends. Who waits is bounded by whoever asks.
   */
  mark(row: Delivery): Promise<boolean> {
    return new Promise((kept) => {
      this.#waiting.push({ row, kept });
      this.#running ??= this.#run().finally(() => {
        this.#running = undefined;
      });
    });
  }

  /** Tries no more than once for what waits. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, MAX_BATCH);
      const marked = await this.#keep(batch.map(({ row }) => row));
      if (marked === undefined && !this.#closed) {
        await sleep(this.#context.clock, pauseMs);
        pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS);
        continue;
      }
      pauseMs = FIRST_PAUSE_MS;
      this.#waiting.splice(0, batch.length);
      for (const { row, kept } of batch) kept(marked?.has(deliveryText(row)) ?? false);
    }
  }

  /** Undefined = the store is away. */
  async #keep(rows: readonly Delivery[]): Promise<ReadonlySet<string> | undefined> {
    const { store, log } = this.#context;
    try {
      const marked: readonly DeliveryKey[] = await store.change((sql) => markDeliveries(sql, rows));
      return new Set(marked.map(deliveryText));
    } catch (error) {
      const passes =
        error instanceof WeftError && (error.code === 'UNAVAILABLE' || error.code === 'CONFLICT');
      log[passes ? 'info' : 'error']({ error: String(error) }, 'what is with the carrier is not kept yet');
      return undefined;
    }
  }
}
