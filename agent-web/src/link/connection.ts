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

/** What a connection tells; `ended` once, then nothing more. */
export interface ConnectionEvents {
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
  readonly open: OpenSocket;
  readonly clock: Clock;
  readonly events: ConnectionEvents;
}

/** One socket to one edge, from hello to its end: says hello, pings, notices silence. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #socket: Socket;
  #heard = false;
  #nonce = 0;
  #refusal: ConnectionEnd | undefined;
  #over = false;
  #silentIntervals = 0;
  #timer: Timer;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#timer = options.clock.after(READY_WITHIN_MS, () => this.#abandon('TIMEOUT'));
    this.#socket = options.open(options.url, {
      opened: () => this.send({ case: 'hello', value: options.hello() }),
      received: (bytes) => this.#received(bytes),
      closed: (code) => this.#end(this.#refusal ?? { code: codeOfClose(code), retryAfterMs: 0 }),
    });
  }

  send(body: NonNullable<ClientFrameInit['body']>): void {
    if (this.#over) return;
    this.#socket.send(ClientFrame.encode({ ack: this.#options.takeAck(), body }));
  }

  /** Tells what was handled, when no other frame carries it along. */
  acknowledge(): void {
    if (!this.#over) this.#socket.send(ClientFrame.encode({ ack: this.#options.takeAck() }));
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
    this.#socket.close();
  }

  #received(bytes: Uint8Array): void {
    if (this.#over) return;
    this.#heard = true;
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
        this.#timer = this.#options.clock.every(Math.max(1_000, frame.body.value.pingIntervalMs), () =>
          this.#beat(),
        );
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

  #beat(): void {
    this.#silentIntervals = this.#heard ? 0 : this.#silentIntervals + 1;
    this.#heard = false;
    if (this.#silentIntervals >= SILENT_INTERVALS) this.#abandon(undefined);
    else {
      this.#nonce += 1;
      this.send({ case: 'ping', value: { nonce: this.#nonce } });
    }
  }

  #abandon(code: ErrorCode | undefined): void {
    this.#end({ code, retryAfterMs: 0 });
    this.#socket.close();
  }

  #end(end: ConnectionEnd): void {
    if (this.#over) return;
    this.#over = true;
    this.#timer.cancel();
    this.#options.events.ended(end);
  }
}
