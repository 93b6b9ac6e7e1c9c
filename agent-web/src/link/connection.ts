import {
  ClientFrame,
  type ClientFrameInit,
  type Clock,
  type ErrorCode,
  fromFault,
  type HelloInit,
  MalformedMessage,
  type Ready,
  ServerFrame,
  type Timer,
} from '@weft/proto';
import { type ConnectionEnd, codeOfClose } from './outcome.ts';
import type { OpenSocket, Socket } from './socket.ts';

/** From dialling to Ready; then another edge is tried. */
const READY_WITHIN_MS = 3_000;
/** Missed answers after which the connection counts as dead. */
const SILENT_INTERVALS = 2;
/** While a call is on, an edge is asked this often whether it lives... */
const WATCH_EVERY_MS = 2_000;
/** ...and gets so long to answer, */
const WATCH_ANSWER_MS = 1_000;
/** or only so long where something else says that the network is another, */
const PROBE_ANSWER_MS = 500;
/** unless it is our own timer that was late: then nothing can be said. */
const OWN_STALL_MS = 250;

/** What a connection tells; `ended` once, then nothing more. */
export interface ConnectionEvents {
  /** The socket is open: hello may be said. */
  readonly opened: () => void;
  readonly ready: (ready: Ready) => void;
  /** Every frame but Ready, Pong and Refused. */
  readonly frame: (frame: ServerFrame) => void;
  readonly ended: (end: ConnectionEnd) => void;
}

export interface ConnectionOptions {
  readonly url: string;
  readonly hello: () => HelloInit;
  /** What to acknowledge in a frame that goes out now. */
  readonly takeAck: () => number;
  /** Whether an edge that has stopped is to be noticed soon: a call is on. */
  readonly watchful: () => boolean;
  readonly open: OpenSocket;
  readonly clock: Clock;
  readonly events: ConnectionEvents;
}

/** One socket to one edge, from dialling to its end: says hello when told to, pings, notices silence. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #socket: Socket;
  #heard = false;
  #nonce = 0;
  #refusal: ConnectionEnd | undefined;
  #over = false;
  #silentIntervals = 0;
  #sincePingMs = 0;
  #timer: Timer;
  #answerTimer: Timer | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#timer = options.clock.after(READY_WITHIN_MS, () => this.#abandon('TIMEOUT'));
    this.#socket = options.open(options.url, {
      opened: () => {
        if (!this.#over) options.events.opened();
      },
      received: (bytes) => this.#received(bytes),
      closed: (code) => this.#end(this.#refusal ?? { code: codeOfClose(code), retryAfterMs: 0 }),
    });
  }

  /** Says hello; `ready` or `ended` follows. */
  greet(): void {
    this.send({ case: 'hello', value: this.#options.hello() });
  }

  send(body: NonNullable<ClientFrameInit['body']>): void {
    if (this.#over) return;
    this.#socket.send(ClientFrame.encode({ ack: this.#options.takeAck(), body }));
  }

  /** Tells what was handled, when no other frame carries it along. */
  acknowledge(): void {
    if (!this.#over) this.#socket.send(ClientFrame.encode({ ack: this.#options.takeAck() }));
  }

  /** Gives the connection up unless the edge answers at once: there is reason to doubt it. */
  probe(): void {
    if (this.#over) return;
    this.#answerTimer?.cancel();
    this.#answerTimer = undefined;
    this.#ping();
    this.#expectAnswer(PROBE_ANSWER_MS);
  }

  /** Gives the connection up as dead; `ended` is told. */
  abandon(): void {
    this.#abandon(undefined);
  }

  /** Closes without telling anybody. */
  drop(): void {
    if (this.#over) return;
    this.#over = true;
    this.#timer.cancel();
    this.#answerTimer?.cancel();
    this.#socket.close();
  }

  #received(bytes: Uint8Array): void {
    if (this.#over) return;
    this.#heard = true;
    this.#answerTimer?.cancel();
    this.#answerTimer = undefined;
    let frame: ServerFrame;
    try {
      frame = ServerFrame.decode(bytes);
    } catch (error) {
      if (!(error instanceof MalformedMessage)) throw error;
      this.#abandon('BAD_FRAME');
      return;
    }
    switch (frame.body?.case) {
      case 'ready':
        this.#timer.cancel();
        this.#watch(Math.max(1_000, frame.body.value.pingIntervalMs));
        this.#options.events.ready(frame.body.value);
        break;
      case 'refused': {
        const error = frame.body.value.fault === undefined ? undefined : fromFault(frame.body.value.fault);
        this.#refusal = { code: error?.code, retryAfterMs: error?.retryAfterMs ?? 0 };
        break;
      }
      case 'pong':
        break;
      case 'reply':
      case 'push':
      case 'draining':
      // A body of a later protocol version: its number still counts.
      case undefined:
        this.#options.events.frame(frame);
        break;
    }
  }

  #watch(pingIntervalMs: number): void {
    const tickMs = Math.min(WATCH_EVERY_MS, pingIntervalMs);
    this.#timer = this.#options.clock.every(tickMs, () => {
      this.#sincePingMs += tickMs;
      if (this.#sincePingMs >= pingIntervalMs) this.#beat();
      else if (this.#options.watchful()) this.#ping();
      if (this.#options.watchful()) this.#expectAnswer(WATCH_ANSWER_MS);
    });
  }

  #beat(): void {
    this.#sincePingMs = 0;
    this.#silentIntervals = this.#heard ? 0 : this.#silentIntervals + 1;
    this.#heard = false;
    if (this.#silentIntervals >= SILENT_INTERVALS) this.#abandon(undefined);
    else this.#ping();
  }

  #ping(): void {
    this.#nonce += 1;
    this.send({ case: 'ping', value: { nonce: this.#nonce } });
  }

  #expectAnswer(withinMs: number): void {
    if (this.#over || this.#answerTimer !== undefined) return;
    const { clock } = this.#options;
    const dueMs = clock.monotonic() + withinMs;
    this.#answerTimer = clock.after(withinMs, () => {
      this.#answerTimer = undefined;
      if (clock.monotonic() - dueMs <= OWN_STALL_MS) this.#abandon(undefined);
    });
  }

  #abandon(code: ErrorCode | undefined): void {
    this.#end({ code, retryAfterMs: 0 });
    this.#socket.close();
  }

  #end(end: ConnectionEnd): void {
    if (this.#over) return;
    this.#over = true;
    this.#timer.cancel();
    this.#answerTimer?.cancel();
    this.#options.events.ended(end);
  }
}
