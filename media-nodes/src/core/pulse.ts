import type { Clock, Timer } from '@weft/proto';

/** A client that hears nothing for a few of these has reason to look at its standby leg. */
export const PULSE_INTERVAL_MS = 25;

/** Sends one beat to those who listen in one room. */
export type Beating = (payload: Uint8Array) => void;

/**
 * The node's one timer of in-band heartbeats, whatever the number of rooms. It
 * runs while some room has a leg that listens. The payload is a counter of four
 * octets, most significant first, from 1, so that a listener can tell loss from silence.
 */
export class Pulse implements Disposable {
  readonly #clock: Clock;
  readonly #beating = new Set<Beating>();
  #timer: Timer | undefined;
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Rooms that beat. */
  get rooms(): number {
    return this.#beating.size;
  }

  /** Calls at every beat until disposed. */
  add(beat: Beating): Disposable {
    this.#beating.add(beat);
    this.#timer ??= this.#clock.every(PULSE_INTERVAL_MS, () => this.#tick());
    return {
      [Symbol.dispose]: () => {
        this.#beating.delete(beat);
        if (this.#beating.size === 0) this.#stop();
      },
    };
  }

  [Symbol.dispose](): void {
    this.#beating.clear();
    this.#stop();
  }

  #stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #tick(): void {
    this.#count = (this.#count + 1) >>> 0;
    const payload = Buffer.alloc(4);
    payload.writeUInt32BE(this.#count);
    for (const beat of this.#beating) beat(payload);
  }
}
