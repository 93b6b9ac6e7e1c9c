import type { HeartbeatInit } from '@weft/proto';
import type { ClientTransport, EngineRouter, HeartbeatSource } from '../ports.ts';
import { PULSE_INTERVAL_MS, type Pulse } from './pulse.ts';

/** One leg's heartbeat; disposing ends it. */
export interface HeartbeatLeg extends Disposable {
  /** How the client makes its end. */
  readonly description: HeartbeatInit;
}

interface Source {
  readonly made: Promise<HeartbeatSource>;
  legs: number;
  beating: Disposable | undefined;
}

/**
 * One room's in-band heartbeat: through the room's own router and the leg's own
 * transport, so that it stops with the worker, the node or the path. What makes
 * it is there from the first leg that wants it to the last.
 */
export class Heartbeat {
  readonly #router: EngineRouter;
  readonly #pulse: Pulse;
  #source: Source | undefined;

  constructor(router: EngineRouter, pulse: Pulse) {
    this.#router = router;
    this.#pulse = pulse;
  }

  /** Lets this transport, which must have been made for data, carry the heartbeat. Throws what the engine throws. */
  async add(transport: ClientTransport): Promise<HeartbeatLeg> {
    this.#source ??= this.#begin();
    const source = this.#source;
    source.legs += 1;
    try {
      const { producerId } = await source.made;
      const consumer = await transport.consumeData({
        ...{ dataProducerId: producerId, ordered: false, maxRetransmits: 0 },
      });
      let ended = false;
      return {
        description: {
          dataConsumerId: consumer.id,
          dataProducerId: producerId,
          streamId: consumer.sctpStreamParameters?.streamId ?? 0,
          intervalMs: PULSE_INTERVAL_MS,
        },
        [Symbol.dispose]: () => {
          if (ended) return;
          ended = true;
          consumer.close();
          this.#leave(source);
        },
      };
    } catch (error) {
      this.#leave(source);
      throw error;
    }
  }

  #begin(): Source {
    const source: Source = { made: this.#router.createHeartbeatSource(), legs: 0, beating: undefined };
    source.made.then(
      (made) => {
        if (source.legs > 0) source.beating = this.#pulse.add((payload) => made.send(payload));
      },
      () => undefined,
    );
    return source;
  }

  #leave(source: Source): void {
    source.legs -= 1;
    if (source.legs > 0) return;
    if (this.#source === source) this.#source = undefined;
    source.beating?.[Symbol.dispose]();
    source.made.then(
      (made) => made.close(),
      () => undefined,
    );
  }
}
