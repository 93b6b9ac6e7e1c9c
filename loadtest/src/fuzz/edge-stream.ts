import { once } from 'node:events';
import { ClientFrame, ServerFrame, systemClock } from '@weft/proto';
import { WebSocket } from 'ws';
import type { Random } from '../noise/random.ts';

/** Mutated frames for an edge. */
export interface EdgeStream {
  readonly url: string;
  readonly frames: number;
  /** A good one, for connections that begin well. */
  readonly hello: Uint8Array;
  /** Makes the next frame. */
  readonly next: () => Uint8Array;
  readonly random: Random;
}

/** What an edge made of them. */
export interface EdgeStory {
  /** Frames that were answered for: by a pong after them, or by the close. */
  readonly read: number;
  readonly connections: number;
  /** Close codes the edge gave (RFC 6455 section 7.4), with how often. */
  readonly closes: ReadonlyMap<number, number>;
}

/** Connections at once. */
const LINES = 8;
/** So many connections begin with a good hello; the others' first frame is a mutated one, and mostly their last. */
const HELLO_SHARE = 0.8;
const ANSWER_TIMEOUT_MS = 30_000;
/** A client's own close (RFC 6455 section 7.4.1). */
const GOODBYE = 1_000;

/**
 * Sends mutated frames to an edge over many connections. After each the edge is
 * pinged: only when it has answered, or closed, the next one follows, so every
 * frame was read. Throws when it does neither in time.
 */
export async function streamToEdge(stream: EdgeStream): Promise<EdgeStory> {
  const closes = new Map<number, number>();
  let claimed = 0;
  let read = 0;
  let connections = 0;
  const claim = (): boolean => claimed < stream.frames && ++claimed > 0;
  const line = async (): Promise<void> => {
    while (claim()) {
      connections += 1;
      const connection = await Connection.open(stream.url);
      if (stream.random.uniform() < HELLO_SHARE) await connection.greet(stream.hello);
      do {
        await connection.say(stream.next());
        read += 1;
      } while (connection.closeCode === undefined && claim());
      const code = await connection.close();
      closes.set(code, (closes.get(code) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: LINES }, line));
  return { read, connections, closes };
}

/** One WebSocket that knows whether what it said was read. */
class Connection {
  closeCode: number | undefined;
  readonly #socket: WebSocket;
  #pings = 0;
  #heard: (body: ServerFrame['body']) => void = () => undefined;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer) => this.#heard(ServerFrame.decode(data).body));
    socket.once('close', (code) => {
      this.closeCode = code;
      this.#heard(undefined);
    });
  }

  static async open(url: string): Promise<Connection> {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    // A reset is one of the ways in which an edge may close.
    socket.on('error', () => undefined);
    await once(socket, 'open', { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
    return new Connection(socket);
  }

  /** Says a good hello. Throws when it is refused. */
  async greet(hello: Uint8Array): Promise<void> {
    const ready = this.#until('hello', (body) => body?.case === 'ready');
    this.#socket.send(hello);
    await ready;
    if (this.closeCode !== undefined) throw new Error(`a good hello was refused with ${this.closeCode}`);
  }

  /** Resolves when the edge has read these bytes: it answers a ping after them, or closes. */
  async say(bytes: Uint8Array): Promise<void> {
    this.#pings += 1;
    const nonce = this.#pings;
    const what = Buffer.from(bytes).toString('hex').slice(0, 400);
    const read = this.#until(what, (body) => body?.case === 'pong' && body.value.nonce === nonce);
    this.#socket.send(bytes, () => undefined);
    this.#socket.send(ClientFrame.encode({ body: { case: 'ping', value: { nonce } } }), () => undefined);
    await read;
  }

  /** Resolves with the close code: the edge's own when it closed first. */
  async close(): Promise<number> {
    if (this.closeCode === undefined) {
      const closed = this.#until('goodbye', () => false);
      this.#socket.close(GOODBYE);
      await closed;
    }
    return this.closeCode ?? 0;
  }

  /** Resolves at the first frame that fits, or at the close. Throws when neither comes in time. */
  #until(what: string, fits: (body: ServerFrame['body']) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const limit = systemClock.after(ANSWER_TIMEOUT_MS, () => reject(new Error(`no answer after ${what}`)));
      this.#heard = (body) => {
        if (this.closeCode === undefined && !fits(body)) return;
        limit.cancel();
        resolve();
      };
    });
  }
}
