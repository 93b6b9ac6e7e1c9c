import { type Clock, type Log, type Timer, WeftError } from '@weft/proto';
import type { ConnectionState } from './rtc.ts';

/** 'disconnected' often heals by itself within moments; after this it is not waited for. */
const GRACE_MS = 500;
/** How long a restart may take to connect; so long its question is waited for, too: it may have gone down with the network. */
const CONNECT_WITHIN_MS = 4_000;
const MAX_ATTEMPTS = 3;
/** A connection that does not come to be within this is restarted as if it were broken; longer than a full machine takes for it. */
const BEGIN_WITHIN_MS = 10_000;

export interface IceRepairOptions {
  /** Asks the node for new ICE parameters and uses them, unless they are not the latest that were asked for: the node has forgotten these. */
  readonly restart: (isLatest: () => boolean) => Promise<void>;
  /** Nothing helped: the transport must be made anew. Called once. */
  readonly lost: (error: WeftError) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Repairs one transport's connection to a living node by ICE restart (RFC 8445 section 9), for instance
 * after the client's network changed. A node that does not know the transport any more, or does not
 * answer, cannot be repaired this way.
 */
export class IceRepair {
  readonly #options: IceRepairOptions;
  #attempts = 0;
  #timer: Timer | undefined;
  /** Runs while the connection is coming to be. */
  #beginning: Timer | undefined;
  /** The latest question, as long as its answer is waited for. */
  #asked: { readonly patience: Timer } | undefined;
  #questions = 0;
  #over = false;

  constructor(options: IceRepairOptions) {
    this.#options = options;
  }

  stateChanged(state: ConnectionState): void {
    if (state !== 'connecting') {
      this.#beginning?.cancel();
      this.#beginning = undefined;
    }
    switch (state) {
      case 'connected':
        this.#attempts = 0;
        this.#timer?.cancel();
        this.#timer = undefined;
        break;
      case 'disconnected':
        this.#timer ??= this.#options.clock.after(GRACE_MS, () => this.#restart());
        break;
      case 'failed':
        this.#timer?.cancel();
        this.#restart();
        break;
      case 'connecting':
        // The browser may go on for half a minute and, when DTLS hangs, for ever.
        this.#beginning ??= this.#options.clock.after(BEGIN_WITHIN_MS, () => {
          if (this.#timer === undefined) this.#restart();
        });
        break;
      case 'new':
        break;
      case 'closed':
        this.stop();
        break;
    }
  }

  /**
   * Nothing comes here nor from anywhere else, though the browser still says
   * "connected": it takes five seconds to say otherwise. One restart now; a
   * needless one costs nothing, since the old way is used until the new one is
   * there. A refused one says nothing: where the nodes are dead, others tell.
   */
  doubt(): void {
    if (this.#over || this.#asked !== undefined || this.#timer !== undefined) return;
    this.#ask((error) => this.#options.log.debug({ error: String(error) }, 'no restart on a doubt'));
  }

  stop(): void {
    this.#over = true;
    this.#timer?.cancel();
    this.#beginning?.cancel();
    this.#asked?.patience.cancel();
  }

  #restart(): void {
    if (this.#over) return;
    if (this.#asked !== undefined) {
      this.#timer = this.#options.clock.after(GRACE_MS, () => this.#restart());
      return;
    }
    if (this.#attempts >= MAX_ATTEMPTS) {
      this.#lose(new WeftError('TIMEOUT', 'the connection did not come back'));
      return;
    }
    this.#attempts += 1;
    // First the question, so that it is given up before the next is due.
    this.#ask((error) => this.#failed(error));
    this.#timer = this.#options.clock.after(CONNECT_WITHIN_MS, () => this.#restart());
  }

  #ask(failed: (error: unknown) => void): void {
    const { restart, clock } = this.#options;
    const question = ++this.#questions;
    const isLatest = (): boolean => question === this.#questions;
    const settled = (): void => {
      asked.patience.cancel();
      if (this.#asked === asked) this.#asked = undefined;
    };
    const asked = { patience: clock.after(CONNECT_WITHIN_MS, () => settled()) };
    this.#asked = asked;
    restart(isLatest)
      .catch((error: unknown) => {
        if (isLatest()) failed(error);
      })
      .finally(settled);
  }

  #failed(error: unknown): void {
    // No answer in time: the signaling may be broken as well. The timer tries again.
    if (error instanceof WeftError && (error.code === 'TIMEOUT' || error.code === 'UNAVAILABLE')) return;
    this.#lose(error instanceof WeftError ? error : new WeftError('INTERNAL', String(error)));
  }

  #lose(error: WeftError): void {
    if (this.#over) return;
    this.stop();
    this.#options.log.warn({ code: error.code }, 'transport lost');
    this.#options.lost(error);
  }
}
