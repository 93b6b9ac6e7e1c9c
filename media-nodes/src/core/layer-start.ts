import type { Clock, Timer } from '@weft/proto';
import type { Consumer, LayerChoice } from '../ports.ts';

/** When after a resume it is looked at whether anything flows, in milliseconds. */
const LOOKS_MS = [60, 120, 200, 300, 450, 650, 900] as const;

/** What a receiver gets who has wished for nothing. More than there is is asked for as the best there is. */
const BEST: LayerChoice = { spatialLayer: 2, temporalLayer: 2 };

/**
 * Brings a picture to its receiver with its first key frame, and all frames right after. By itself mediasoup 3.27 does
 * neither: of VP8 in one size it drops the key frame while the lowest of several frame rates is not what it aims at
 * (worker, `VP8.cpp`), and the next comes 320 ms later at best; and it aims at a layer once it has measured a bit
 * rate of it, for which it looks again each second only. So the lowest is asked for until something flows, and the
 * whole wish then; a wish that differs from the last makes it look now.
 */
export class LayerStart {
  readonly #consumer: Consumer;
  readonly #clock: Clock;
  readonly #layered: boolean;
  #wish = BEST;
  #timers: readonly Timer[] = [];
  /** Nothing was forwarded yet since it was last held back. */
  #starting = true;

  constructor(consumer: Consumer, clock: Clock) {
    this.#consumer = consumer;
    this.#clock = clock;
    this.#layered = consumer.kind === 'video' && consumer.type !== 'simple';
    if (!this.#layered) return;
    consumer.on('layerschange', () => this.#look());
    consumer.on('producerpause', () => this.#hold());
    consumer.on('producerresume', () => this.#watch());
  }

  /** What the receiver wishes for from now on. */
  async want(wish: LayerChoice): Promise<void> {
    this.#wish = wish;
    await this.#consumer.setPreferredLayers(this.#layered && this.#starting ? lowest(wish) : wish);
  }

  /** To be called right before the consumer is resumed: requests to the worker keep their order. */
  begin(): void {
    if (!this.#layered) return;
    this.#hold();
    this.#watch();
  }

  /** Looks no more. */
  stop(): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers = [];
  }

  #hold(): void {
    this.#starting = true;
    void this.#tell(lowest(this.#wish));
  }

  #watch(): void {
    this.stop();
    this.#timers = LOOKS_MS.map((ms) => this.#clock.after(ms, () => this.#look()));
  }

  #look(): void {
    if (!this.#starting) return;
    const low = lowest(this.#wish);
    if (this.#consumer.currentLayers === undefined) {
      // Both are on their way before either is done: nothing is seen of the first.
      void this.#tell({ ...low, temporalLayer: 1 });
      void this.#tell(low);
      return;
    }
    this.#starting = false;
    this.stop();
    void this.#tell(this.#wish);
  }

  async #tell(layers: LayerChoice): Promise<void> {
    try {
      if (!this.#consumer.closed) await this.#consumer.setPreferredLayers(layers);
    } catch {
      // Closed meanwhile.
    }
  }
}

const lowest = (wish: LayerChoice): LayerChoice => ({ ...wish, temporalLayer: 0 });
