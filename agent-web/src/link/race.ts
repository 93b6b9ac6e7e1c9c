import type { Clock, Ready, ServerFrame, Timer } from '@weft/proto';
import type { Connection, ConnectionEvents } from './connection.ts';
import type { EdgeAddress } from './edges.ts';
import { type ConnectionEnd, outcomeOf } from './outcome.ts';

/** Edges tried in one go. */
const MAX_EDGES = 4;
/** An edge that took the socket and does not answer hello gives way to the next after this. */
const ANSWER_WITHIN_MS = 1_000;

export interface RaceOptions {
  /** In the order to try them; at least one. */
  readonly edges: readonly EdgeAddress[];
  /** How long an edge is waited for alone before the next is dialled beside it. */
  readonly headStartMs: number;
  readonly clock: Clock;
  readonly dial: (edge: EdgeAddress, events: ConnectionEvents) => Connection;
  readonly won: (connection: Connection, ready: Ready) => void;
  /** No edge is left, or one said what all the others would say. */
  readonly lost: (end: ConnectionEnd) => void;
  /** What a connection that has won tells from then on. */
  readonly frame: (connection: Connection, frame: ServerFrame) => void;
  readonly ended: (connection: Connection, end: ConnectionEnd) => void;
}

/**
 * Finds an edge that answers. Sockets are opened side by side, so that one that is dead
 * or frozen costs a moment only; hello is said to one at a time, so that no two edges
 * take the session at once.
 */
export class Race {
  readonly #options: RaceOptions;
  /** Dialled and not yet ended; those in `#open` wait to say hello. */
  readonly #running = new Set<Connection>();
  readonly #open: Connection[] = [];
  #greeted: Connection | undefined;
  #dialled = 0;
  #timer: Timer | undefined;
  #patience: Timer | undefined;
  #over = false;
  /** Whether an edge was said hello to and given up before its answer: it may have taken the session all the same. */
  unanswered = false;

  constructor(options: RaceOptions) {
    this.#options = options;
  }

  start(): void {
    this.#dialNext();
  }

  /** Ends it without a winner; nothing is told. */
  drop(): void {
    this.#finish(undefined);
  }

  get #left(): number {
    return Math.min(this.#options.edges.length, MAX_EDGES) - this.#dialled;
  }

  #dialNext(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    const edge = this.#left > 0 ? this.#options.edges[this.#dialled] : undefined;
    if (edge === undefined) return;
    this.#dialled += 1;
    const connection: Connection = this.#options.dial(edge, {
      opened: () => this.#opened(connection),
      ready: (ready) => this.#ready(connection, ready),
      frame: (frame) => this.#options.frame(connection, frame),
      ended: (end) => this.#ended(connection, end),
    });
    this.#running.add(connection);
    if (this.#left > 0)
      this.#timer = this.#options.clock.after(this.#options.headStartMs, () => this.#dialNext());
  }

  #opened(connection: Connection): void {
    this.#open.push(connection);
    this.#greet();
  }

  #greet(): void {
    if (this.#greeted !== undefined) return;
    const next = this.#open.shift();
    if (next === undefined) return;
    this.#greeted = next;
    next.greet();
    this.#patience = this.#options.clock.after(ANSWER_WITHIN_MS, () => this.#giveUpOn(next));
  }

  #giveUpOn(connection: Connection): void {
    if (this.#running.size === 1 && this.#left <= 0) return;
    this.unanswered = true;
    connection.abandon();
  }

  #ready(connection: Connection, ready: Ready): void {
    this.#finish(connection);
    this.#options.won(connection, ready);
  }

  #ended(connection: Connection, end: ConnectionEnd): void {
    if (this.#over) {
      this.#options.ended(connection, end);
      return;
    }
    this.#running.delete(connection);
    const waiting = this.#open.indexOf(connection);
    if (waiting >= 0) this.#open.splice(waiting, 1);
    if (connection === this.#greeted) {
      this.#greeted = undefined;
      this.#patience?.cancel();
    }
    const decisive = outcomeOf(end, false).name !== 'retry';
    if (decisive || (this.#running.size === 0 && this.#left <= 0)) {
      this.#finish(undefined);
      this.#options.lost(end);
      return;
    }
    this.#greet();
    // While another still runs its head start goes on.
    if (this.#running.size === 0) this.#dialNext();
  }

  #finish(winner: Connection | undefined): void {
    this.#over = true;
    this.#timer?.cancel();
    this.#patience?.cancel();
    for (const connection of this.#running) if (connection !== winner) connection.drop();
    this.#running.clear();
  }
}
