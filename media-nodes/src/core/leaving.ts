import type { Clock, Timer } from '@weft/proto';
import type { Place } from './subscribe.ts';

/** What comes from a node that left a call is taken for so long: as long as a room that is left behind stays open. */
const LEAVING_MS = 2_000;

/**
 * Nodes that are no places of a call any more, but were a moment ago. Media goes on over their pipes
 * until what takes their place has had time to flow: a listener elsewhere hears no gap.
 */
export class Leaving {
  readonly #clock: Clock;
  readonly #over: () => void;
  readonly #nodes = new Map<string, { readonly place: Place; readonly timer: Timer }>();

  /** @param over called after a node has had its time */
  constructor(clock: Clock, over: () => void) {
    this.#clock = clock;
    this.#over = over;
  }

  /** They are no gateways any more. */
  get places(): readonly Place[] {
    return [...this.#nodes.values()].map(({ place }) => ({ ...place, gateway: false }));
  }

  has(nodeId: string): boolean {
    return this.#nodes.has(nodeId);
  }

  /** The node has left. Bounded by the places of the orders of the last two seconds. */
  left(place: Place): void {
    if (this.#nodes.has(place.nodeId)) return;
    const timer = this.#clock.after(LEAVING_MS, () => {
      this.#nodes.delete(place.nodeId);
      this.#over();
    });
    this.#nodes.set(place.nodeId, { place, timer });
  }

  /** The node is a place again. */
  back(nodeId: string): void {
    this.#nodes.get(nodeId)?.timer.cancel();
    this.#nodes.delete(nodeId);
  }

  close(): void {
    for (const { timer } of this.#nodes.values()) timer.cancel();
    this.#nodes.clear();
  }
}
