import {
  ClientFrame,
  ControlPush,
  type ControlPushInit,
  type FaultInit,
  type ReadyInit,
  ServerFrame,
  type ServerFrameInit,
} from '@weft/proto';
import type { OpenSocket, SocketEvents } from '../socket.ts';

/** The edge's end of one socket, played by a test. */
export class FakeSocket {
  readonly url: string;
  /** What the client sent, oldest first. */
  readonly received: ClientFrame[] = [];
  closedByClient = false;
  readonly #events: SocketEvents;

  constructor(url: string, events: SocketEvents) {
    this.url = url;
    this.#events = events;
  }

  take(bytes: Uint8Array): void {
    this.received.push(ClientFrame.decode(bytes));
  }

  accept(): void {
    this.#events.opened();
  }

  send(frame: ServerFrameInit): void {
    this.#events.received(ServerFrame.encode(frame));
  }

  sendBytes(bytes: Uint8Array): void {
    this.#events.received(bytes);
  }

  /** Accepts and answers the hello. */
  ready(ready: ReadyInit = {}): void {
    this.accept();
    const value = {
      version: 1,
      sessionId: 'session-1',
      resumeToken: 'secret',
      region: 'eu',
      edgeId: 'eu-edge-1',
      pingIntervalMs: 10_000,
      maxFrameBytes: 65_536,
      resumeWindowMs: 15_000,
      ...ready,
    };
    this.send({ body: { case: 'ready', value } });
  }

  reply(seq: number, id: number, body: Uint8Array): void {
    this.send({ seq, body: { case: 'reply', value: { id, result: { case: 'body', value: body } } } });
  }

  /** A push of the control plane's own count, unless another sender is named. */
  push(seq: number, push: ControlPushInit, sourceId = 'control-1.a', sourceSeq = seq): void {
    const source = { case: 'control', value: ControlPush.encode(push) } as const;
    this.send({ seq, body: { case: 'push', value: { source, sourceId, sourceSeq } } });
  }

  refuse(fault: FaultInit, close: number): void {
    this.send({ body: { case: 'refused', value: { fault } } });
    this.break(close);
  }

  /** Closes as seen from the client; 1006 = the connection broke. */
  break(code = 1006): void {
    this.#events.closed(code);
  }

  /** Ids of the requests received, in order. */
  get requestIds(): readonly number[] {
    return this.received.flatMap(({ body }) => (body?.case === 'request' ? [body.value.id] : []));
  }

  get hello() {
    const [first] = this.received;
    return first?.body?.case === 'hello' ? first.body.value : undefined;
  }
}

/** Takes every connection of a link and keeps it for the test to play. */
export class FakeEdge {
  readonly sockets: FakeSocket[] = [];

  readonly open: OpenSocket = (url, events) => {
    const socket = new FakeSocket(url, events);
    this.sockets.push(socket);
    return {
      send: (bytes) => socket.take(bytes),
      close: () => {
        socket.closedByClient = true;
      },
    };
  };

  /** The connection dialled last. */
  get last(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error('nothing was dialled yet');
    return socket;
  }
}
