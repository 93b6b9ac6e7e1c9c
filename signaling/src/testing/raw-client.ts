import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import {
  ClientFrame,
  type ClientFrameInit,
  type HelloInit,
  PROTOCOL_VERSIONS,
  ServerFrame,
} from '@weft/proto';
import { until } from '@weft/proto/testing';
import type { Closed } from './frame-client.ts';

const BINARY = 0x2;
const CLOSE = 0x8;
const END_OF_HEAD = '\r\n\r\n';
const LOOK = { intervalMs: 2 };

/**
 * A WebSocket client by hand (RFC 6455), for what browsers never do: not
 * reading, lying about lengths, sending what is no frame, vanishing.
 */
export class RawClient implements Disposable {
  readonly frames: ServerFrame[] = [];
  /** The close frame received, or 1006 when the connection just ended. */
  closed: Closed | undefined;
  readonly #socket: Socket;
  #unread: Buffer = Buffer.alloc(0);
  #upgraded = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.closed ??= { code: 1006, reason: '' };
    });
  }

  /** Resolves when the connection is upgraded. `headers` are further request lines. */
  static async open(url: string, headers: readonly string[] = []): Promise<RawClient> {
    const { hostname, port, pathname } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const client = new RawClient(socket);
    const lines = [
      `GET ${pathname} HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      'Sec-WebSocket-Version: 13',
      ...headers,
    ];
    socket.write(`${lines.join('\r\n')}${END_OF_HEAD}`);
    await until(
      () => client.#upgraded || (client.closed === undefined ? 'not upgraded yet' : 'closed'),
      LOOK,
    );
    return client;
  }

  /** Signed in. */
  static async connect(url: string, hello: HelloInit): Promise<RawClient> {
    const client = await RawClient.open(url);
    client.send({
      body: { case: 'hello', value: { versions: PROTOCOL_VERSIONS, client: 'raw/1', ...hello } },
    });
    const state = () => `no ready, closed ${client.closed?.reason ?? 'no'}`;
    await until(() => client.frames[0]?.body?.case === 'ready' || state(), LOOK);
    return client;
  }

  send(frame: ClientFrameInit): void {
    this.message(ClientFrame.encode(frame));
  }

  /** One WebSocket message of any kind. `claimedLength` may lie. */
  message(payload: Uint8Array, opcode = BINARY, claimedLength = payload.length): void {
    this.bytes(Buffer.concat([head(opcode, claimedLength), payload]));
  }

  /** Bytes onto the wire as they are. */
  bytes(bytes: Uint8Array): void {
    if (!this.#socket.destroyed) this.#socket.write(bytes);
  }

  /** Stops reading; the kernel's buffers fill. */
  stall(): void {
    this.#socket.pause();
  }

  read(): void {
    this.#socket.resume();
  }

  /** The connection is gone without a word (TCP reset). */
  vanish(): void {
    this.#socket.resetAndDestroy();
  }

  async untilClosed(): Promise<Closed> {
    await until(() => this.closed !== undefined || `still open after ${this.frames.length} frames`, LOOK);
    return this.closed ?? { code: 0, reason: '' };
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, chunk]);
    if (!this.#upgraded) {
      const end = this.#unread.indexOf(END_OF_HEAD);
      if (end < 0) return;
      this.#upgraded = this.#unread.subarray(0, 12).toString() === 'HTTP/1.1 101';
      this.#unread = this.#unread.subarray(end + END_OF_HEAD.length);
    }
    for (;;) {
      const message = cut(this.#unread);
      if (message === undefined) return;
      this.#unread = this.#unread.subarray(message.length);
      if (message.opcode === BINARY) this.frames.push(ServerFrame.decode(message.payload));
      if (message.opcode === CLOSE) {
        const code = message.payload.length < 2 ? 1005 : message.payload.readUInt16BE(0);
        this.closed ??= { code, reason: message.payload.subarray(2).toString() };
        this.#socket.end();
      }
    }
  }
}

/** A client's frame head: final, masked with zeros. */
function head(opcode: number, length: number): Buffer {
  const mask = [0, 0, 0, 0];
  if (length < 126) return Buffer.from([0x80 | opcode, 0x80 | length, ...mask]);
  if (length < 65_536) return Buffer.from([0x80 | opcode, 0xfe, length >> 8, length & 0xff, ...mask]);
  const long = Buffer.alloc(8);
  long.writeBigUInt64BE(BigInt(length));
  return Buffer.from([0x80 | opcode, 0xff, ...long, ...mask]);
}

/** The first whole message of a server, which does not mask. */
function cut(
  bytes: Buffer,
): { readonly opcode: number; readonly payload: Buffer; readonly length: number } | undefined {
  if (bytes.length < 2) return undefined;
  const short = bytes.readUInt8(1) & 0x7f;
  const start = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < start) return undefined;
  const size =
    short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  if (bytes.length < start + size) return undefined;
  return {
    opcode: bytes.readUInt8(0) & 0x0f,
    payload: bytes.subarray(start, start + size),
    length: start + size,
  };
}
