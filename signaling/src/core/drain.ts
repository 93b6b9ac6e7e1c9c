import type { Clock, Log } from '@weft/proto';
import type { Delivery } from './delivery.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Sessions } from './sessions.ts';

/** How often a drain looks whether its clients have gone. */
const LOOK_EVERY_MS = 50;

export interface DrainParts {
  readonly sessions: Sessions;
  readonly lifecycle: Lifecycle;
  readonly delivery: Delivery;
  readonly clock: Clock;
  readonly log: Log;
}

/** An edge's way out: nobody new, everybody told, then everybody put out. */
export class Drain {
  readonly #parts: DrainParts;
  #byMs: number | undefined;
  #done: Promise<void> | undefined;

  constructor(parts: DrainParts) {
    this.#parts = parts;
  }

  /** Time left until the edge closes what is still open; undefined = the edge is not draining. */
  get remainingMs(): number | undefined {
    return this.#byMs === undefined
      ? undefined
      : Math.max(0, Math.round(this.#byMs - this.#parts.clock.monotonic()));
  }

  /**
   * Starts the drain; a second call gets the first one's promise. Resolves once
   * no session has a socket: when the clients have gone, or after `deadlineMs`,
   * when the remaining sessions are let go. Sessions that wait to be resumed
   * hold nothing up: where their clients turn up next is somebody else's.
   */
  start(deadlineMs: number): Promise<void> {
    this.#done ??= this.#run(deadlineMs);
    return this.#done;
  }

  /** Lets go of every session that is ready or can be resumed. */
  leaveAll(): void {
    for (const session of [...this.#parts.sessions.values()])
      this.#parts.lifecycle.step(session, { on: 'stopped' });
  }

  #run(deadlineMs: number): Promise<void> {
    const { sessions, lifecycle, delivery, clock, log } = this.#parts;
    this.#byMs = clock.monotonic() + deadlineMs;
    log.info({ deadlineMs, sessions: sessions.size }, 'edge drains');
    for (const session of sessions.values())
      delivery.direct(session, { case: 'draining', value: { deadlineMs } });
    if (lifecycle.ready === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const looking = clock.every(LOOK_EVERY_MS, () => {
        if (lifecycle.ready > 0 && this.remainingMs !== 0) return;
        looking.cancel();
        this.leaveAll();
        log.info({}, 'edge is drained');
        resolve();
      });
    });
  }
}
