import { type Clock, type Rebound, WeftError } from '@weft/proto';
import { type AskNode, keepAsking, keepAskingNode } from '../ask.ts';

/** So often a node is asked to go on with another session; the last time some 20 s after the first. */
const MAX_TRIES = 6;

/**
 * One leg's questions to its node, over whatever session the link has. When that is another one, questions wait until the
 * node knows it; what reached the node before it did is asked again.
 */
export class LegAsk {
  readonly #node: AskNode;
  readonly #open: () => boolean;
  readonly #clock: Clock;
  #waiting = 0;
  /** Raised with every new session. */
  #session = 0;
  /** Pending until the node knows the present session; undefined = it does. */
  #rebinding: Promise<Rebound | undefined> | undefined;

  /** @param open whether the leg is still wanted */
  constructor(node: AskNode, open: () => boolean, clock: Clock) {
    this.#node = node;
    this.#open = open;
    this.#clock = clock;
  }

  /** Whether the node does not answer what it has to be asked until it does. */
  get waits(): boolean {
    return this.#waiting > 0 || this.#rebinding !== undefined;
  }

  readonly ask: AskNode = async (expected, body) => {
    for (;;) {
      const session = this.#session;
      try {
        if (this.#rebinding !== undefined) await this.#rebinding;
        return await this.#node(expected, body);
      } catch (error) {
        const early = error instanceof WeftError && error.code === 'NOT_JOINED' && session !== this.#session;
        if (!early || !this.#open()) throw error;
      }
    }
  };

  /** For what the leg sends, and how: nobody else would tell the node, which may not be where the call is yet. */
  readonly askOn: AskNode = async (expected, body) => {
    this.#waiting += 1;
    try {
      return await keepAskingNode(this.ask, this.#open, this.#clock)(expected, body);
    } finally {
      this.#waiting -= 1;
    }
  };

  /**
   * The link has a new session. Resolves with what the node told so far; undefined when it is not wanted any more: there is
   * yet another session, or the leg is closed. Rejects when the node does not have the leg, or cannot be asked for long.
   */
  rebind(sendTransportId: string): Promise<Rebound | undefined> {
    const session = ++this.#session;
    const rebinding = this.#rebind(sendTransportId, () => this.#open() && session === this.#session);
    this.#rebinding = rebinding;
    rebinding.then(
      () => {
        if (session === this.#session) this.#rebinding = undefined;
      },
      // Whoever asked for it hears of it.
      () => undefined,
    );
    return rebinding;
  }

  async #rebind(sendTransportId: string, isWanted: () => boolean): Promise<Rebound | undefined> {
    let tries = 0;
    const body = { case: 'rebind', value: { sendTransportId } } as const;
    const rebound = await keepAsking(
      () => {
        tries += 1;
        return this.#node('rebound', body);
      },
      () => isWanted() && tries < MAX_TRIES,
      this.#clock,
    );
    if (rebound === undefined && isWanted()) throw new WeftError('TIMEOUT');
    return isWanted() ? rebound : undefined;
  }
}
