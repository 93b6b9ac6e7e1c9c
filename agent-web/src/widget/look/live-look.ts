import type { Clock } from '@weft/proto';
import { type Cell, createCell } from '../../state/cell.ts';
import { readLook } from '../../state/look.ts';
import type { TextStore } from '../../state/storage.ts';
import type { Look, Readable } from '../../state/types.ts';

const KEY = 'weft-look';
/** How often it is asked for while somebody has the widget before their eyes. */
const FOLLOW_EVERY_MS = 10_000;

export interface LiveLookOptions {
  /** Rejects when it cannot be had: then what there is stays. */
  readonly fetch: () => Promise<Look>;
  /** Survives the visit, so that the next one begins with it. */
  readonly store: Pick<TextStore, 'get' | 'set'>;
  readonly clock: Clock;
  /** Whether the widget is before the customer's eyes. */
  readonly seen: Readable<boolean>;
  /** It has come from the service, for the first time or another than before. */
  readonly told: (look: Look) => void;
}

/** What was kept; what cannot be read is nobody's look. */
function keptLook(text: string | undefined): Look {
  try {
    return readLook(JSON.parse(text ?? '{}'));
  } catch {
    return readLook(undefined);
  }
}

/**
 * How the widget looks: as it was at the last visit from the first moment on, as it is as soon as that is known, and
 * followed while it is seen. Nothing waits for it.
 */
export class LiveLook implements Readable<Look> {
  readonly #options: LiveLookOptions;
  readonly #cell: Cell<Look>;
  #timer: ReturnType<Clock['after']> | undefined;
  #asking = false;
  #told = false;

  constructor(options: LiveLookOptions) {
    this.#options = options;
    this.#cell = createCell(keptLook(options.store.get(KEY)));
  }

  readonly get = (): Look => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  /** Asks for it now, whenever the widget comes before somebody's eyes, and every ten seconds while it is. */
  open(): void {
    const { seen } = this.#options;
    seen.subscribe(() => this.#follow());
    if (seen.get()) this.#follow();
    else void this.#renew();
  }

  #follow(): void {
    const { seen, clock } = this.#options;
    this.#timer?.cancel();
    this.#timer = undefined;
    if (!seen.get()) return;
    void this.#renew();
    this.#timer = clock.after(FOLLOW_EVERY_MS, () => this.#follow());
  }

  /** Never rejects. */
  async #renew(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const { fetch, store, told } = this.#options;
    const before = this.get();
    const look = await fetch().catch(() => undefined);
    this.#asking = false;
    if (look === undefined) return;
    this.#cell.set(look);
    if (this.#told && this.get() === before) return;
    this.#told = true;
    store.set(KEY, JSON.stringify(look));
    told(look);
  }
}
