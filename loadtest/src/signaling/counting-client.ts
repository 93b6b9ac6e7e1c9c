import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { ClientFrame, PROTOCOL_VERSIONS, ServerFrame, systemClock } from '@weft/proto';
import { clientMessage, messageAt } from './frames.ts';

const BINARY = 0x2;
const END_OF_HEAD = '\r\n\r\n';
/** The tag of a frame's place in its sequence; frames without one are pongs. */
const SEQUENCED = 0x08;
/** An outbox keeps so many frames many times over: this often they are acknowledged. */
const ACK_EVERY = 128;
const READY_TIMEOUT_MS = 20_000;
const BYE = clientMessage(ClientFrame.encode({ body: { case: 'bye', value: {} } }));

/**
 * A WebSocket client that costs next to nothing: it takes frames apart by hand,
 * counts them, and decodes only the first. Thousands fit in a process.
 */
export class CountingClient {
  sessionId = '';
  readonly #socket: Socket;
  readonly #heard: (payload: Buffer) => void;
  readonly #upgrade = Promise.withResolvers<void>();
  readonly #ready = Promise.withResolvers<void>();
  #unread: Buffer = Buffer.alloc(0);
  #upgraded = false;
  #seq = 0;

  private constructor(socket: Socket, heard: (payload: Buffer) => void) {
    this.#socket = socket;
    this.#heard = heard;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#upgrade.reject(new Error('not upgraded'));
      this.#ready.reject(new Error('closed before ready'));
    });
    // Whoever connects waits for one after the other.
    this.#ready.promise.catch(() => undefined);
  }

  /** Resolves when the edge has said Ready. `heard` is called with each sequenced frame, as long as it stands. */
  static async connect(
    url: string,
    token: string,
    heard: (payload: Buffer) => void,
  ): Promise<CountingClient> {
    const { hostname, port, pathname } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const client = new CountingClient(socket, heard);
    const lines = [
      `GET ${pathname} HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      'Sec-WebSocket-Version: 13',
    ];
    socket.write(`${lines.join('\r\n')}${END_OF_HEAD}`);
    using _late = systemClock.after(READY_TIMEOUT_MS, () => socket.destroy());
    await client.#upgrade.promise;
    const hello = { versions: PROTOCOL_VERSIONS, token, client: 'crowd/0.1.0' };
    socket.write(clientMessage(ClientFrame.encode({ body: { case: 'hello', value: hello } })));
    await client.#ready.promise;
    return client;
  }

  /** Says bye and closes. */
  async leave(): Promise<void> {
    const closed = once(this.#socket, 'close');
    this.#socket.end(BYE);
    await closed;
  }

  /** Keeps the session from counting as silent. */
  ping(): void {
    const frame = ClientFrame.encode({ ack: this.#seq, body: { case: 'ping', value: { nonce: 1 } } });
    this.#socket.write(clientMessage(frame));
  }

  #read(chunk: Buffer): void {
    let bytes = this.#unread.length === 0 ? chunk : Buffer.concat([this.#unread, chunk]);
    if (!this.#upgraded) {
      const end = bytes.indexOf(END_OF_HEAD);
      this.#unread = bytes;
      if (end < 0) return;
      this.#upgraded = true;
      this.#upgrade.resolve();
      bytes = bytes.subarray(end + END_OF_HEAD.length);
    }
    let at = 0;
    for (let message = messageAt(bytes, at); message !== undefined; message = messageAt(bytes, at)) {
      at = message.end;
      const payload = bytes.subarray(message.start, message.end);
      if (message.opcode === BINARY) this.#message(payload);
      else this.#ready.reject(new Error(`closed before ready: ${payload.subarray(2).toString()}`));
    }
    this.#unread = at === bytes.length ? Buffer.alloc(0) : bytes.subarray(at);
  }

  #message(payload: Buffer): void {
    if (this.sessionId === '') {
      const { body } = ServerFrame.decode(payload);
      if (body?.case === 'ready') {
        this.sessionId = body.value.sessionId;
        this.#ready.resolve();
      } else this.#ready.reject(new Error(refusal(body)));
      return;
    }
    if (payload[0] !== SEQUENCED) return;
    this.#seq += 1;
    this.#heard(payload);
    if (this.#seq % ACK_EVERY === 0) this.ping();
  }
}

const refusal = (body: ServerFrame['body']): string =>
  body?.case === 'refused' ? `refused: ${body.value.fault?.code}` : `${body?.case} instead of ready`;
