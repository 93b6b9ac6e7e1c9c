import type { Clock, Timer } from '@weft/proto';
import type { Consumer, LayerChoice } from '../ports.ts';

/** When after a resume it is looked at whether all frames flow, in milliseconds. */
const LOOKS_MS = [60, 120, 200, 300, 450, 650, 900] as const;

/** What a receiver gets who has wished for nothing: the best there is. More than that is asked for as that. */
const BEST: LayerChoice = { spatialLayer: 2, temporalLayer: 2 };

/**
 * mediasoup forwards a layer once it has measured a bit rate of it, and looks again each second only (worker,
 * `TransportCongestionControlClient.cpp`, 1,000 ms): who resumes as a stream begins sees nothing for that second, or a
 * quarter of the frames. A wish that differs from the last makes it look now.
 */
export class LayerStart {
  readonly #consumer: Consumer;
  readonly #clock: Clock;
  #timers: readonly Timer[] = [];

  constructor(consumer: Consumer, clock: Clock) {
    this.#consumer = consumer;
    this.#clock = clock;
  }

  /** The consumer has just been resumed. `wish`: the receiver's then; undefined = none. */
  begin(wish: () => LayerChoice | undefined): void {
    this.stop();
    const { kind, type } = this.#consumer;
    if (kind !== 'video' || type === 'simple') return;
    this.#timers = LOOKS_MS.map((ms) => this.#clock.after(ms, () => void this.#look(wish() ?? BEST)));
  }

  stop(): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers = [];
  }

  async #look(wish: LayerChoice): Promise<void> {
    const { closed, currentLayers } = this.#consumer;
    if (closed || (currentLayers?.temporalLayer ?? -1) >= wish.temporalLayer) {
      this.stop();
      return;
    }
    const other = wish.temporalLayer === 0 ? 1 : wish.temporalLayer - 1;
    try {
      // Both are on their way before either is answered: nothing is seen of the first.
      await Promise.all([
        this.#consumer.setPreferredLayers({ ...wish, temporalLayer: other }),
        this.#consumer.setPreferredLayers(wish),
      ]);
    } catch {
      // Closed meanwhile.
    }
  }
}
