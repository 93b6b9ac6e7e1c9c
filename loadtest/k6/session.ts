import './text-decoder.ts';
import {
  ClientFrame,
  type ClientFrameInit,
  ControlReply,
  ControlRequest,
  type ControlRequestInit,
  MediaReply,
  MediaRequest,
  type MediaRequestInit,
  type MediaTargetInit,
  PROTOCOL_VERSIONS,
  type Ready,
  type RequestInit,
  ServerFrame,
} from '@weft/proto';
import { clearInterval, clearTimeout, setInterval, setTimeout } from 'k6/timers';
import { WebSocket } from 'k6/websockets';

const HELLO_TIMEOUT_MS = 10_000;
const ANSWER_TIMEOUT_MS = 10_000;

interface Waiting {
  readonly resolve: (body: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** What a session goes on from at its next connection. */
export interface Resumable {
  readonly sessionId: string;
  readonly resumeToken: string;
  readonly lastSeq: number;
  readonly lastRequestId: number;
}

/** One session at an edge, speaking the frames of the contract. */
export class EdgeSession {
  readonly ready: Ready;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Waiting>();
  readonly #pings: number;
  #lastId: number;
  #lastSeq: number;
  #closed = false;

  private constructor(socket: WebSocket, ready: Ready, from: Resumable | undefined) {
    this.#socket = socket;
    this.ready = ready;
    this.#lastId = from?.lastRequestId ?? 0;
    this.#lastSeq = ready.resumed ? (from?.lastSeq ?? 0) : 0;
    socket.onmessage = (event) => this.#heard(frameOf(event?.data));
    socket.onclose = () => this.#end();
    this.#pings = setInterval(() => this.#send({ case: 'ping', value: { nonce: 1 } }), ready.pingIntervalMs);
  }

  /** Resolves when the edge has said Ready. Throws when it refuses, or says nothing in time. */
  static connect(url: string, token: string, from?: Resumable): Promise<EdgeSession> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url);
      socket.binaryType = 'arraybuffer' as typeof socket.binaryType;
      const late = setTimeout(() => {
        socket.close();
        reject(new Error('the edge said nothing'));
      }, HELLO_TIMEOUT_MS);
      const fail = (why: string): void => {
        clearTimeout(late);
        reject(new Error(why));
      };
      socket.onopen = () => {
        const hello = { versions: PROTOCOL_VERSIONS, token, client: 'k6/0.1.0', resume: from };
        socket.send(bufferOf(ClientFrame.encode({ body: { case: 'hello', value: hello } })));
      };
      socket.onerror = (event) => fail(event?.error ?? 'the connection failed');
      socket.onclose = () => fail('the edge closed');
      socket.onmessage = (event) => {
        const { body } = frameOf(event?.data);
        clearTimeout(late);
        if (body?.case === 'ready') resolve(new EdgeSession(socket, body.value, from));
        else fail(body?.case === 'refused' ? `refused: ${body.value.fault?.code}` : `${body?.case}`);
      };
    });
  }

  /** Asks the control plane. Throws the fault's code. */
  async control(request: ControlRequestInit): Promise<NonNullable<ControlReply['body']>> {
    const bytes = await this.#ask({ case: 'control', value: {} }, ControlRequest.encode(request));
    const { body } = ControlReply.decode(bytes);
    if (body === undefined) throw new Error('an empty answer');
    return body;
  }

  /** Asks the media node of a call. Throws the fault's code. */
  async media(target: MediaTargetInit, request: MediaRequestInit): Promise<NonNullable<MediaReply['body']>> {
    const bytes = await this.#ask({ case: 'media', value: target }, MediaRequest.encode(request));
    const { body } = MediaReply.decode(bytes);
    if (body === undefined) throw new Error('an empty answer');
    return body;
  }

  /** Goes without a word, as a broken network would; resolves with what to come back with. */
  async lose(): Promise<Resumable> {
    const { sessionId, resumeToken } = this.ready;
    await this.#close();
    return { sessionId, resumeToken, lastSeq: this.#lastSeq, lastRequestId: this.#lastId };
  }

  /** Says bye and goes. */
  async bye(): Promise<void> {
    this.#send({ case: 'bye', value: {} });
    await this.#close();
  }

  #close(): Promise<void> {
    return new Promise((resolve) => {
      this.#socket.onclose = () => {
        this.#end();
        resolve();
      };
      this.#socket.close();
    });
  }

  #ask(target: NonNullable<RequestInit['target']>, body: Uint8Array): Promise<Uint8Array> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new Error('no answer in time'));
      }, ANSWER_TIMEOUT_MS);
      const settled = <Value>(settle: (value: Value) => void): ((value: Value) => void) => {
        return (value) => {
          clearTimeout(late);
          settle(value);
        };
      };
      this.#waiting.set(id, { resolve: settled(resolve), reject: settled(reject) });
      this.#send({ case: 'request', value: { id, target, body } });
    });
  }

  #heard({ seq, body }: ServerFrame): void {
    if (seq > 0) this.#lastSeq = seq;
    if (body?.case !== 'reply') return;
    const { id, result } = body.value;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (result?.case === 'body') waiting?.resolve(result.value);
    else waiting?.reject(new Error(result?.value.code ?? 'an empty reply'));
  }

  #send(body: NonNullable<ClientFrameInit['body']>): void {
    if (!this.#closed) this.#socket.send(bufferOf(ClientFrame.encode({ ack: this.#lastSeq, body })));
  }

  #end(): void {
    this.#closed = true;
    clearInterval(this.#pings);
    for (const { reject } of this.#waiting.values()) reject(new Error('the edge closed'));
    this.#waiting.clear();
  }
}

/** k6 sends buffers, not views of them. */
const bufferOf = ({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>): ArrayBuffer =>
  buffer.slice(byteOffset, byteOffset + byteLength);

const frameOf = (data: unknown): ServerFrame =>
  ServerFrame.decode(data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(0));
