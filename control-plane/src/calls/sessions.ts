import {
  type Bus,
  ControlPush,
  type ControlPushInit,
  type Fault,
  SessionPush,
  subjects,
  WeftError,
} from '@weft/proto';
import type { PushCount } from './push-count.ts';

/** An edge answers nothing to a question whether a session lives; this is how long no answer is waited for. */
const ALIVE_AFTER_MS = 500;
const QUESTION = new Uint8Array(0);

/** What is sent to clients, by their session; the edge that holds it keeps the order. */
export class Sessions {
  readonly #bus: Bus;
  readonly #count: PushCount;

  constructor(bus: Bus, count: PushCount) {
    this.#bus = bus;
    this.#count = count;
  }

  /**
   * Sends a push. With a coalesce key it may be replaced by a later one of the
   * same key while it waits. A session that is gone loses it.
   */
  push(sessionId: string, push: ControlPushInit, coalesceKey = ''): void {
    this.#bus.publish(
      subjects.session(sessionId),
      SessionPush.encode({
        source: { case: 'control', value: ControlPush.encode(push) },
        coalesceKey,
        ...this.#count.next(sessionId),
      }),
    );
  }

  /** Has the edge close the session. */
  close(sessionId: string, fault: Fault): void {
    this.#bus.publish(subjects.session(sessionId), SessionPush.encode({ closeWith: fault }));
  }

  /**
   * Whether some edge holds the session at this moment: nobody listens for one
   * that ended, and for a short while for one that moves between edges.
   * Undefined while the bus cannot say.
   */
  async lives(sessionId: string): Promise<boolean | undefined> {
    try {
      await this.#bus.request(subjects.sessionAsk(sessionId), QUESTION, { timeoutMs: ALIVE_AFTER_MS });
      return true;
    } catch (error) {
      if (!(error instanceof WeftError)) throw error;
      if (error.code === 'NO_RESPONDER') return false;
      return error.code === 'TIMEOUT' && this.#bus.connected ? true : undefined;
    }
  }
}
