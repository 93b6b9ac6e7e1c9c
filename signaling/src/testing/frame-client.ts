import { once } from 'node:events';
import {
  ClientFrame,
  type ClientFrameInit,
  type HelloInit,
  PROTOCOL_VERSIONS,
  type Ready,
  ServerFrame,
} from '@weft/proto';
import { until } from '@weft/proto/testing';

type Body = NonNullable<ServerFrame['body']>;
type Bodies = { readonly [Case in Body['case']]: Extract<Body, { case: Case }>['value'] };

/** How a socket ended. */
export interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** A client of the protocol that keeps all it receives: for tests and load. */
export class FrameClient implements AsyncDisposable {
  readonly frames: ServerFrame[] = [];
  closed: Closed | undefined;
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('message', ({ data }) => {
      // Text never comes from an edge; read as no bytes it fails whoever waits for a frame.
      this.frames.push(
        ServerFrame.decode(data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(0)),
      );
    });
    socket.addEventListener('close', ({ code, reason }) => {
      this.closed = { code, reason };
    });
  }

  /** Resolves when the socket is open; no hello is sent. */
  static async open(url: string): Promise<FrameClient> {
    const socket = new WebSocket(url);
    const client = new FrameClient(socket);
    await once(socket, 'open');
    return client;
  }

  /** Opens and says hello; resolves with Ready. Throws when the edge refuses. */
  static async connect(
    url: string,
    hello: HelloInit,
  ): Promise<{ readonly client: FrameClient; readonly ready: Ready }> {
    const client = await FrameClient.open(url);
    return { client, ready: await client.hello(hello) };
  }

  async hello(hello: HelloInit): Promise<Ready> {
    this.send({
      body: { case: 'hello', value: { versions: PROTOCOL_VERSIONS, client: 'test/0.1.0', ...hello } },
    });
    return this.until('ready');
  }

  send(frame: ClientFrameInit): void {
    this.#socket.send(ClientFrame.encode(frame));
  }

  /** Sends what need not be a frame. */
  sendRaw(message: string | Uint8Array<ArrayBuffer>): void {
    this.#socket.send(message);
  }

  /** Waits for the first frame with this body. Throws when the socket closes before. */
  async until<Case extends keyof Bodies>(name: Case): Promise<Bodies[Case]> {
    const find = () => this.bodies(name)[0];
    await until(
      () => find() !== undefined || this.closed !== undefined || `no ${name} yet; ${this.#story()}`,
    );
    const found = find();
    if (found === undefined) throw new Error(`closed before ${name}; ${this.#story()}`);
    return found;
  }

  /** All bodies of this case, in order. */
  bodies<Case extends keyof Bodies>(name: Case): readonly Bodies[Case][] {
    return this.frames.flatMap(({ body }) => (body?.case === name ? [body.value as Bodies[Case]] : []));
  }

  /** The sequence numbers received, in order. */
  get seqs(): readonly number[] {
    return this.frames.flatMap(({ seq }) => (seq === 0 ? [] : [seq]));
  }

  /** Waits until the edge has closed the socket. */
  async untilClosed(): Promise<Closed> {
    await until(() => this.closed !== undefined || `still open; ${this.#story()}`);
    return this.closed ?? { code: 0, reason: '' };
  }

  /** Closes without a bye, as a lost connection looks to the edge. */
  async drop(): Promise<void> {
    this.#socket.close();
    await this.untilClosed();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.closed === undefined) await this.drop();
  }

  #story(): string {
    const refusals = this.bodies('refused').map(({ fault }) => fault?.code);
    return `frames ${this.frames.length}, refused ${refusals.join() || 'never'}, closed ${this.closed?.code ?? 'no'}`;
  }
}
