import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type Clock, type Log, type Timer, WeftError } from '@weft/proto';
import {
  COMMANDS,
  encodePdu,
  FieldWriter,
  isResponse,
  type Pdu,
  PduReader,
  responseTo,
  STATUS,
} from './pdu.ts';
import type { SmppSettings } from './settings.ts';

const LAST_SEQUENCE = 0x7fff_ffff;
const CONNECT_MS = 10_000;
const VERSION = 0x34;
/** Requests of the carrier's that are being worked on; beyond, the connection is not read. */
const MAX_INCOMING = 50;

/** Answers a request of the carrier's with a status. */
export type Incoming = (pdu: Pdu) => Promise<number>;

export interface SessionOptions {
  readonly settings: SmppSettings;
  readonly incoming: Incoming;
  readonly clock: Clock;
  readonly log: Log;
}

interface Waiting {
  readonly answer: (pdu: Pdu) => void;
  readonly fail: (error: Error) => void;
  readonly timer: Timer;
}

/** One bound connection to a carrier. It ends once, for one reason; nothing is sent after that. */
export class SmppSession {
  readonly #options: SessionOptions;
  readonly #socket: Socket;
  readonly #reader = new PduReader();
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended = Promise.withResolvers<string>();
  readonly #enquiring: Timer;
  /** Submissions that wait for room in the window. */
  readonly #lineup: (() => void)[] = [];
  #submitting = 0;
  #sequence = 0;
  #incoming = 0;
  #heard = true;
  #over = false;

  private constructor(options: SessionOptions, socket: Socket) {
    this.#options = options;
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.once('error', (error) => this.#end(error.message));
    socket.once('close', () => this.#end('the carrier closed the connection'));
    this.#enquiring = options.clock.every(options.settings.enquireMs, () => this.#enquire());
  }

  /** Connects and binds. Throws WeftError UNAVAILABLE, FORBIDDEN (the carrier refuses the account). */
  static async open(options: SessionOptions): Promise<SmppSession> {
    const socket = await reach(options);
    const session = new SmppSession(options, socket);
    const { systemId, password, systemType } = options.settings;
    const body = new FieldWriter().text(systemId, 15).text(password, 8).text(systemType, 12);
    // No type of number, no numbering plan, no range of addresses.
    const bind = body.byte(VERSION).byte(0).byte(0).text('', 40).done();
    try {
      const { status } = await session.request(COMMANDS.bindTransceiver, bind);
      if (status === STATUS.ok) return session;
      const why = `the carrier refuses to bind (0x${status.toString(16)})`;
      throw new WeftError(REFUSALS.has(status) ? 'FORBIDDEN' : 'UNAVAILABLE', why);
    } catch (error) {
      session.#end('not bound');
      throw error;
    }
  }

  /** Resolves with the reason when it is over. */
  get ended(): Promise<string> {
    return this.#ended.promise;
  }

  get over(): boolean {
    return this.#over;
  }

  /** Submissions that wait for their answer, or for room in the window. */
  get underWay(): number {
    return this.#submitting + this.#lineup.length;
  }

  /** Submits when the window has room. Throws what `request` throws. */
  async submit(body: Uint8Array): Promise<Pdu> {
    if (this.#submitting >= this.#options.settings.window) {
      await new Promise<void>((go) => {
        this.#lineup.push(go);
      });
    } else {
      this.#submitting += 1;
    }
    try {
      return await this.request(COMMANDS.submitSm, body);
    } finally {
      const next = this.#lineup.shift();
      if (next === undefined) this.#submitting -= 1;
      else next();
    }
  }

  /** Throws WeftError UNAVAILABLE when the connection ends, TIMEOUT when nothing comes: it may have been done. */
  request(command: number, body: Uint8Array): Promise<Pdu> {
    if (this.#over) return Promise.reject(new WeftError('UNAVAILABLE', 'the connection is over'));
    this.#sequence = this.#sequence === LAST_SEQUENCE ? 1 : this.#sequence + 1;
    const sequence = this.#sequence;
    return new Promise((answer, fail) => {
      const timer = this.#options.clock.after(this.#options.settings.responseMs, () => {
        this.#waiting.delete(sequence);
        fail(new WeftError('TIMEOUT', 'the carrier does not answer'));
      });
      this.#waiting.set(sequence, { answer, fail, timer });
      this.#write({ command, status: 0, sequence, body });
    });
  }

  /** Unbinds, waits a moment for the carrier to agree, and closes. */
  async close(): Promise<void> {
    if (!this.#over) await this.request(COMMANDS.unbind, new Uint8Array()).catch(() => undefined);
    this.#end('closed');
  }

  #read(chunk: Buffer): void {
    this.#heard = true;
    try {
      for (const pdu of this.#reader.read(chunk)) this.#take(pdu);
    } catch (error) {
      this.#end(error instanceof Error ? error.message : String(error));
    }
  }

  #take(pdu: Pdu): void {
    if (isResponse(pdu.command)) {
      const waiting = this.#waiting.get(pdu.sequence);
      if (waiting === undefined) return;
      this.#waiting.delete(pdu.sequence);
      waiting.timer.cancel();
      waiting.answer(pdu);
      return;
    }
    const { command, sequence } = pdu;
    switch (command) {
      case COMMANDS.enquireLink:
        this.#answer(command, sequence, STATUS.ok);
        break;
      case COMMANDS.unbind:
        this.#answer(command, sequence, STATUS.ok);
        this.#end('the carrier unbinds');
        break;
      case COMMANDS.deliverSm:
      case COMMANDS.dataSm:
        this.#deliver(pdu);
        break;
      default:
        this.#write({
          ...{ command: COMMANDS.genericNack, status: STATUS.invalidCommandId },
          ...{ sequence, body: new Uint8Array() },
        });
    }
  }

  #deliver(pdu: Pdu): void {
    this.#incoming += 1;
    if (this.#incoming >= MAX_INCOMING) this.#socket.pause();
    void this.#options
      .incoming(pdu)
      .catch((error: unknown) => {
        this.#options.log.error({ error: String(error) }, 'what the carrier delivers was not taken');
        return STATUS.systemError;
      })
      .then((status) => {
        this.#incoming -= 1;
        if (this.#incoming < MAX_INCOMING) this.#socket.resume();
        this.#answer(pdu.command, pdu.sequence, status);
      });
  }

  #answer(command: number, sequence: number, status: number): void {
    if (this.#over) return;
    // A deliver_sm_resp has an empty message id.
    const body =
      command === COMMANDS.enquireLink || command === COMMANDS.unbind ? new Uint8Array() : EMPTY_ID;
    this.#write({ command: responseTo(command), status, sequence, body });
  }

  /** What is said in one turn goes together: a window that opens is filled with one packet. */
  #write(pdu: Pdu): void {
    if (this.#socket.writableCorked === 0) {
      this.#socket.cork();
      process.nextTick(() => this.#socket.uncork());
    }
    this.#socket.write(encodePdu(pdu));
  }

  #enquire(): void {
    if (!this.#heard) {
      this.#end('the carrier is silent');
      return;
    }
    this.#heard = false;
    this.request(COMMANDS.enquireLink, new Uint8Array()).catch(() => this.#end('the carrier is silent'));
  }

  #end(reason: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#enquiring.cancel();
    // What was said before goes out still.
    this.#socket.uncork();
    this.#socket.destroy();
    for (const { fail, timer } of this.#waiting.values()) {
      timer.cancel();
      fail(new WeftError('UNAVAILABLE', reason));
    }
    this.#waiting.clear();
    this.#ended.resolve(reason);
  }
}

const EMPTY_ID = Uint8Array.of(0);
const REFUSALS: ReadonlySet<number> = new Set([
  STATUS.bindFailed,
  STATUS.invalidPassword,
  STATUS.alreadyBound,
  0xf,
]);

/** Throws WeftError UNAVAILABLE. */
async function reach({ settings: { host, port, tls }, clock }: SessionOptions): Promise<Socket> {
  const socket = tls ? connectTls({ host, port, servername: host }) : connect({ host, port });
  const reached = Promise.withResolvers<void>();
  socket.once(tls ? 'secureConnect' : 'connect', () => reached.resolve());
  socket.once('error', (error) => reached.reject(error));
  using _ = clock.after(CONNECT_MS, () => reached.reject(new Error('no answer')));
  try {
    await reached.promise;
  } catch (error) {
    socket.destroy();
    const why = error instanceof Error ? error.message : String(error);
    throw new WeftError('UNAVAILABLE', `the carrier cannot be reached: ${why}`, { cause: error });
  }
  socket.removeAllListeners('error');
  socket.setNoDelay(true);
  return socket;
}
