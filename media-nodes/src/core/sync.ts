import { type Clock, type Log, type Timer, WeftError } from '@weft/proto';
import { type Ask, expectCase } from './ask.ts';
import type { FarSide } from './far.ts';

/** First pause before a snapshot is asked for again; doubles. */
const FIRST_RETRY_MS = 250;
const MAX_TRIES = 6;

export interface SyncOptions {
  readonly frame: {
    readonly callId: string;
    readonly epoch: number;
    readonly places: readonly { readonly nodeId: string }[];
  };
  readonly far: FarSide;
  readonly ask: Ask;
  readonly clock: Clock;
  readonly log: Log;
  /** The far side is other than before. */
  readonly learned: () => void;
}

/**
 * Asks the call's other nodes what they have of it. A node without a room for it yet, or at another
 * epoch, is asked again when a node has come to this one: it tells by news what it has by then, but not
 * what it had and has no more.
 */
export class Sync {
  readonly #options: SyncOptions;
  readonly #timers = new Set<Timer>();
  /** Nodes that were not in step: of the call's places, so no more than those. */
  readonly #behind = new Set<string>();
  #closed = false;

  constructor(options: SyncOptions) {
    this.#options = options;
  }

  /** Asks one node, in the background. */
  with(nodeId: string): void {
    void this.#ask(nodeId, 0);
  }

  /** A node of the call has come to this epoch. */
  peerOpened(): void {
    const asked = [...this.#behind];
    this.#behind.clear();
    for (const { nodeId } of this.#options.frame.places) if (asked.includes(nodeId)) this.with(nodeId);
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
  }

  async #ask(nodeId: string, tries: number): Promise<void> {
    if (this.#closed) return;
    const { far, ask, frame, learned, log } = this.#options;
    const { callId, epoch } = frame;
    const window = far.openWindow(nodeId);
    try {
      const answer = await ask(nodeId, { case: 'syncRoom', value: { callId, epoch } });
      const snapshot = expectCase(answer, 'roomState');
      // What was asked at an earlier epoch has been asked anew at the present one.
      if (this.#closed || frame.epoch !== epoch) return;
      if (window.finish(snapshot)) learned();
      else this.#again(nodeId, tries);
    } catch (error) {
      const code = error instanceof WeftError ? error.code : 'INTERNAL';
      log.debug({ peerNodeId: nodeId, code }, 'other node not in step');
      if (code === 'TIMEOUT' || code === 'UNAVAILABLE') this.#again(nodeId, tries);
      else this.#behind.add(nodeId);
    } finally {
      window.abandon();
    }
  }

  #again(nodeId: string, tries: number): void {
    if (this.#closed || tries + 1 >= MAX_TRIES) return;
    const timer = this.#options.clock.after(FIRST_RETRY_MS * 2 ** tries, () => {
      this.#timers.delete(timer);
      void this.#ask(nodeId, tries + 1);
    });
    this.#timers.add(timer);
  }
}
