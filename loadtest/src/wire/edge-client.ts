import { once } from 'node:events';
import {
  ClientFrame,
  ControlReply,
  ControlRequest,
  type ControlRequestInit,
  fromFault,
  MediaReply,
  MediaRequest,
  type MediaRequestInit,
  type MediaTargetInit,
  PROTOCOL_VERSIONS,
  type Push,
  type Ready,
  type RequestInit,
  ServerFrame,
  WeftError,
} from '@weft/proto';
import { WebSocket } from 'ws';

/** How a client comes to its session. */
export interface EdgeClientOptions {
  /** The edge's address, path included. */
  readonly url: string;
  /** A session token. */
  readonly token: string;
}

interface Waiting {
  readonly resolve: (body: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

const HELLO_TIMEOUT_MS = 10_000;

/** One session at an edge as a page has it, in this process: questions with their answers, and pushes. */
export class EdgeClient implements AsyncDisposable {
  readonly ready: Ready;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Set<(push: Push) => void>();
  /** Keeps the session from counting as idle, as a page does. */
  readonly #pings: NodeJS.Timeout;
  #closeCode: number | undefined;
  #lastId = 0;
  #lastSeq = 0;

  private constructor(socket: WebSocket, ready: Ready) {
    this.#socket = socket;
    this.ready = ready;
    socket.on('message', (data: Buffer) => this.#handle(ServerFrame.decode(data)));
    socket.once('close', (code) => this.#abandon(code));
    this.#pings = setInterval(() => this.#ping(), ready.pingIntervalMs);
    this.#pings.unref();
  }

  /**
   * Resolves when the edge has said Ready. Throws the edge's refusal as WeftError, UNAVAILABLE when it closes without
   * one, TIMEOUT when it says nothing.
   */
  static async connect({ url, token }: EdgeClientOptions): Promise<EdgeClient> {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    const hello = { versions: PROTOCOL_VERSIONS, token, client: 'loadtest/0.1.0' };
    socket.once('open', () => socket.send(ClientFrame.encode({ body: { case: 'hello', value: hello } })));
    const { body } = ServerFrame.decode(await firstFrame(socket));
    if (body?.case === 'ready') return new EdgeClient(socket, body.value);
    socket.terminate();
    if (body?.case === 'refused' && body.value.fault !== undefined) throw fromFault(body.value.fault);
    throw new WeftError('INTERNAL', `the edge answered hello with ${body?.case ?? 'nothing'}`);
  }

  /** Asks the control plane. Throws the fault as WeftError. */
  async control(request: ControlRequestInit): Promise<NonNullable<ControlReply['body']>> {
    const reply = await this.ask({ case: 'control', value: {} }, ControlRequest.encode(request));
    return answered(ControlReply.decode(reply).body);
  }

  /** Asks the media node of a call. Throws the fault as WeftError. */
  async media(target: MediaTargetInit, request: MediaRequestInit): Promise<NonNullable<MediaReply['body']>> {
    const reply = await this.ask({ case: 'media', value: target }, MediaRequest.encode(request));
    return answered(MediaReply.decode(reply).body);
  }

  /** Sends a question as it is and resolves with the bytes of the answer. Throws the fault as WeftError, UNAVAILABLE once closed. */
  ask(target: NonNullable<RequestInit['target']>, body: Uint8Array): Promise<Uint8Array> {
    if (this.#closeCode !== undefined) return Promise.reject(closedWith(this.#closeCode));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.send(
        ClientFrame.encode({ ack: this.#lastSeq, body: { case: 'request', value: { id, target, body } } }),
      );
    });
  }

  /** Sends bytes that need not be a frame. */
  send(bytes: Uint8Array): void {
    this.#socket.send(bytes);
  }

  /** Calls for each push until disposed, in order. */
  onPush(listener: (push: Push) => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
  }

  get closed(): boolean {
    return this.closeCode !== undefined;
  }

  /** The WebSocket close code (RFC 6455 section 7.4) once it is closed; undefined before. */
  get closeCode(): number | undefined {
    return this.#closeCode;
  }

  /** Cuts the connection as a broken network would: no bye, no closing handshake. */
  cut(): void {
    this.#socket.terminate();
  }

  /** Says bye and waits until the connection is closed. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.closed) return;
    const closed = once(this.#socket, 'close');
    if (this.#socket.readyState === WebSocket.OPEN) {
      this.send(ClientFrame.encode({ ack: this.#lastSeq, body: { case: 'bye', value: {} } }));
      this.#socket.close();
    }
    await closed;
  }

  #handle({ seq, body }: ServerFrame): void {
    if (seq > 0) this.#lastSeq = seq;
    if (body?.case === 'push') for (const listener of this.#listeners) listener(body.value);
    if (body?.case !== 'reply') return;
    const waiting = this.#waiting.get(body.value.id);
    this.#waiting.delete(body.value.id);
    const { result } = body.value;
    if (result?.case === 'body') waiting?.resolve(result.value);
    else
      waiting?.reject(
        result === undefined ? new WeftError('INTERNAL', 'an empty reply') : fromFault(result.value),
      );
  }

  #ping(): void {
    this.send(ClientFrame.encode({ ack: this.#lastSeq, body: { case: 'ping', value: { nonce: 1 } } }));
  }

  #abandon(code: number): void {
    this.#closeCode = code;
    clearInterval(this.#pings);
    for (const { reject } of this.#waiting.values()) reject(closedWith(code));
    this.#waiting.clear();
  }
}

/** What the edge says first, which may be its refusal in the moment the connection opens. */
function firstFrame(socket: WebSocket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new WeftError('TIMEOUT', `the edge said nothing in ${HELLO_TIMEOUT_MS} ms`));
      socket.terminate();
    }, HELLO_TIMEOUT_MS);
    socket.once('message', resolve);
    socket.once('error', reject);
    socket.once('close', (code) => reject(closedWith(code)));
    for (const event of ['message', 'close']) socket.once(event, () => clearTimeout(late));
  });
}

const closedWith = (code: number): WeftError => new WeftError('UNAVAILABLE', `the edge closed with ${code}`);

function answered<Body>(body: Body | undefined): Body {
  if (body === undefined) throw new WeftError('INTERNAL', 'an answer of a kind that is not known here');
  return body;
}
