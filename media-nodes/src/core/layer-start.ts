import type { Clock, Timer } from '@weft/proto';
import type { Consumer, LayerChoice } from '../ports.ts';

/** When after a resume, and after the first frame, it is looked at what flows, in milliseconds. */
const LOOKS_MS = [60, 120, 200, 300, 450, 650, 900] as const;

/** What a receiver gets who has wished for nothing. More than there is is asked for as the best there is. */
const BEST: LayerChoice = { spatialLayer: 2, temporalLayer: 2 };

/**
 * Brings a picture to its receiver with its first key frame, and all frames right after. By itself mediasoup 3.27 does
 * neither: of VP8 in one size it drops the key frame while the lowest of several frame rates is not what it aims at
 * (worker, `VP8.cpp`), and the next comes 320 ms later at best; and it aims at a layer once it has measured a bit
 * rate of it, for which it looks again each second only. So the lowest is asked for until something flows, and from
 * then on the whole wish, again until it has come; a wish that differs from the last makes it look now.
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
    consumer.on('layerschange', () => this.#changed());
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

  /** Without a layer nothing comes for want of bandwidth, and what comes next is a start. */
  #changed(): void {
    if (this.#starting) this.#look();
    else if (this.#consumer.currentLayers === undefined) this.#hold();
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
    const { currentLayers } = this.#consumer;
    if (!this.#starting) this.#widen(currentLayers);
    else if (currentLayers === undefined) this.#nudge(lowest(this.#wish), 1);
    else {
      this.#starting = false;
      void this.#tell(this.#wish);
      this.#watch();
    }
  }

  /** A layer has a bit rate only once a frame of it has come. */
  #widen(current: Consumer['currentLayers']): void {
    const { temporalLayer } = this.#wish;
    if (current === undefined || (current.temporalLayer ?? 0) >= temporalLayer) this.stop();
    else this.#nudge(this.#wish, temporalLayer - 1);
  }

  /** Both are on their way before either is done: nothing is seen of the first. */
  #nudge(layers: LayerChoice, otherTemporal: number): void {
    void this.#tell({ ...layers, temporalLayer: otherTemporal });
    void this.#tell(layers);
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
