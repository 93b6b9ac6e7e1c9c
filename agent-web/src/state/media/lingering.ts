import type { Clock, Timer } from '@weft/proto';
import type { Leg } from './leg.ts';
import type { Roster } from './roster.ts';

/** After a move the leg that was left goes on for so long, so that a node that only drains loses nobody a word. */
export const LINGER_MS = 2_000;

export interface LingeringOptions {
  readonly shown: () => Roster;
  readonly hide: (trackId: string) => void;
  readonly clock: Clock;
}

/** What is shown by a leg that was left stays until the same comes by the next one, but no longer than that leg. */
export class Lingering {
  readonly #options: LingeringOptions;
  #timer: Timer | undefined;

  constructor(options: LingeringOptions) {
    this.#options = options;
  }

  /** From now on this leg carries the call. */
  follow(leg: Pick<Leg, 'nodeId' | 'receivedTracks' | 'closed'>): void {
    const { shown, hide, clock } = this.#options;
    this.#timer?.cancel();
    this.#timer = clock.after(LINGER_MS, () => {
      if (leg.closed) return;
      const received = leg.receivedTracks;
      for (const { trackId, nodeId } of shown().tracks.values())
        if (nodeId !== leg.nodeId || !received.has(trackId)) hide(trackId);
    });
  }

  close(): void {
    this.#timer?.cancel();
  }
}
