import { type Timer, WeftError } from '@weft/proto';
import type { CallContext } from './context.ts';

/** A room that its participants left while it was alive stays so long: their last frames still come through it. */
const LINGER_MS = 2_000;

/**
 * The rooms that a call left behind. Each is closed once as soon as may be; a
 * node that does not answer is asked again when it is heard of again, or when
 * the call is looked after. Bound: the nodes a call was ever at.
 */
export class LeftRooms implements Disposable {
  readonly #context: CallContext;
  readonly #callId: string;
  readonly #epochOf: () => number;
  readonly #left = new Set<string>();
  readonly #timers = new Set<Timer>();

  /** `epochOf` tells the call's epoch at the moment of asking: a room of a later one is not ours to close. */
  constructor(context: CallContext, callId: string, epochOf: () => number) {
    this.#context = context;
    this.#callId = callId;
    this.#epochOf = epochOf;
  }

  /** `gently`: the node lives and its participants go over to another. */
  leave(nodes: readonly string[], gently: boolean): void {
    if (nodes.length === 0) return;
    for (const nodeId of nodes) this.#left.add(nodeId);
    if (!gently) {
      for (const nodeId of nodes) this.#close(nodeId);
      return;
    }
    const timer = this.#context.clock.after(LINGER_MS, () => {
      this.#timers.delete(timer);
      for (const nodeId of nodes) this.#close(nodeId);
    });
    this.#timers.add(timer);
  }

  /** The call is at these nodes now; what was to be closed there is not any more. */
  keep(nodes: readonly string[]): void {
    for (const nodeId of nodes) this.#left.delete(nodeId);
  }

  /** Asks again where nobody answered; at one node, or at all. Not where participants are just leaving. */
  retry(nodeId?: string): void {
    if (this.#timers.size > 0) return;
    for (const left of this.#left) if (nodeId === undefined || left === nodeId) this.#close(left);
  }

  /** Closes no more. */
  [Symbol.dispose](): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
    this.#left.clear();
  }

  #close(nodeId: string): void {
    if (!this.#left.has(nodeId)) return;
    const { rooms, log } = this.#context;
    rooms.close(this.#callId, this.#epochOf(), nodeId, 'unspecified').then(
      () => this.#left.delete(nodeId),
      (error: unknown) => {
        // A later epoch: another owner has the call there.
        if (error instanceof WeftError && error.code === 'STALE_EPOCH') this.#left.delete(nodeId);
        log.debug({ callId: this.#callId, nodeId, error: String(error) }, 'left room not closed yet');
      },
    );
  }
}
