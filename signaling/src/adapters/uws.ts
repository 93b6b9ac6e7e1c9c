import uws from 'uWebSockets.js';
import { ConfigError } from '@weft/proto/node';
import type { Peer, SendResult, Socket, SocketEvents, SocketServer } from '../ports.ts';

/** Pages measure their distance to an edge with this. */
const PING_PATH = '/v1/ping';

export interface UwsServerOptions<Owner> {
  readonly host: string;
  /** 0 = a free port. */
  readonly port: number;
  /** Where WebSockets are opened. */
  readonly signalPath: string;
  readonly events: SocketEvents<Owner>;
  /** The connection is cut, without a close frame, when a message announces more. */
  readonly hardMaxMessageBytes: number;
  /** send() answers 'dropped' while more than this waits in the socket's buffer. */
  readonly maxBufferedBytes: number;
  /** A connection silent for so long is cut. Catches peers that never answer a close; 8 to 960 s. */
  readonly silentTimeoutS: number;
  /** Header in which a trusted proxy appends the client's address (X-Forwarded-For); empty = there is no proxy. */
  readonly addressHeader: string;
  /** Why the edge is not ready; undefined = it is. */
  readonly ready: () => string | undefined;
  /** Prometheus text. */
  readonly metrics: () => Promise<string>;
}

/** uWS's own words on closing a connection for its message's size: it tells the reason in no other way. */
const TOO_BIG = 'Received too big message';

/** What WebSocket.send() returns, in its order: 0 buffered, 1 sent, 2 dropped. */
const RESULTS: readonly SendResult[] = ['backpressure', 'sent', 'dropped'];

/** uWS copies the members of its user data onto its own WebSocket object: there an event finds ours without a map. */
interface Held<Owner> {
  readonly socket: UwsSocket<Owner>;
}

/** One uWS connection. */
class UwsSocket<Owner> implements Socket<Owner> {
  owner: Owner | undefined = undefined;
  ws: uws.WebSocket<Held<Owner>> | undefined = undefined;
  /** Needed until the socket is open. */
  peer: Peer | undefined;

  constructor(peer: Peer) {
    this.peer = peer;
  }

  get bufferedBytes(): number {
    return this.ws?.getBufferedAmount() ?? 0;
  }

  send(message: Uint8Array): SendResult {
    if (this.ws === undefined) return 'dropped';
    return RESULTS[this.ws.send(message, true)] ?? 'dropped';
  }

  inOnePiece(run: () => void): void {
    if (this.ws === undefined) run();
    else this.ws.cork(run);
  }

  ping(): void {
    this.ws?.ping();
  }

  close(code: number, reason: string): void {
    this.ws?.end(code, reason);
  }
}

const text = (bytes: ArrayBuffer): string => Buffer.from(bytes).toString('latin1');

/** A free-standing server on uWebSockets.js: the WebSocket of the protocol, the probes, the distance ping. */
export class UwsServer implements SocketServer {
  readonly port: number;
  readonly #app: uws.TemplatedApp;

  private constructor(app: uws.TemplatedApp, port: number) {
    this.#app = app;
    this.port = port;
  }

  /** Resolves when it listens. Throws ConfigError when the port is in use. */
  static async create<Owner>(options: UwsServerOptions<Owner>): Promise<UwsServer> {
    const app = uws.App();
    app.ws<Held<Owner>>(options.signalPath, signalBehavior(options));
    addProbes(app, options);
    const listening = await listen(app, options.host, options.port);
    if (listening === false) {
      const place = `port ${options.port} on ${options.host}`;
      throw new ConfigError(`${place} is in use or not ours to use; stop what uses it or choose another`);
    }
    return new UwsServer(app, uws.us_socket_local_port(listening));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#app.close();
  }
}

type Listening = uws.us_listen_socket & uws.us_socket;

/** LIBUS_LISTEN_EXCLUSIVE_PORT: the package's types name it where the package does not have it. */
const EXCLUSIVE_PORT = 1;

/**
 * Without the exclusive flag uWS sets SO_REUSEPORT, and two edges would share
 * a port without a word. The package's types lack this form of listen().
 */
function listen(app: uws.TemplatedApp, host: string, port: number): Promise<Listening | false> {
  const exclusive = app as unknown as {
    listen(host: string, port: number, flags: number, listening: (socket: Listening | false) => void): void;
  };
  return new Promise((resolve) => {
    exclusive.listen(host, port, EXCLUSIVE_PORT, resolve);
  });
}

function signalBehavior<Owner>(options: UwsServerOptions<Owner>): uws.WebSocketBehavior<Held<Owner>> {
  const { events } = options;
  return {
    maxPayloadLength: options.hardMaxMessageBytes,
    maxBackpressure: options.maxBufferedBytes,
    idleTimeout: options.silentTimeoutS,
    sendPingsAutomatically: false,
    compression: uws.DISABLED,
    upgrade: (response, request, context) => {
      const forwarded = options.addressHeader === '' ? '' : request.getHeader(options.addressHeader);
      // A proxy appends what it saw itself at the end; what stands before came from outside.
      const address = forwarded.split(',').at(-1)?.trim() || text(response.getRemoteAddressAsText());
      response.upgrade(
        { socket: new UwsSocket<Owner>({ address, origin: request.getHeader('origin') }) },
        request.getHeader('sec-websocket-key'),
        request.getHeader('sec-websocket-protocol'),
        request.getHeader('sec-websocket-extensions'),
        context,
      );
    },
    open: (ws) => {
      const { socket } = ws.getUserData();
      const { peer } = socket;
      socket.ws = ws;
      socket.peer = undefined;
      if (peer !== undefined) events.opened(socket, peer);
    },
    message: (ws, message, binary) =>
      events.message(ws.getUserData().socket, new Uint8Array(message), binary),
    ping: (ws) => events.control(ws.getUserData().socket),
    pong: (ws) => events.control(ws.getUserData().socket),
    drain: (ws) => {
      const { socket } = ws.getUserData();
      // A send that is not taken whole inside this handler is never followed by another drain: uWS stops
      // polling for writability after it (uWebSockets.js issue 979). So the core hears of it a turn later.
      setImmediate(() => {
        if (socket.ws !== undefined) events.drained(socket);
      });
    },
    close: (ws, _code, reason) => {
      const { socket } = ws.getUserData();
      socket.ws = undefined;
      events.closed(socket, text(reason) === TOO_BIG);
    },
  };
}

function addProbes<Owner>(app: uws.TemplatedApp, options: UwsServerOptions<Owner>): void {
  app.get('/healthz', (response) => answer(response, '200 OK', 'ok\n'));
  app.get('/readyz', (response) => {
    const reason = options.ready();
    answer(response, reason === undefined ? '200 OK' : '503 Service Unavailable', `${reason ?? 'ready'}\n`);
  });
  app.get('/metrics', (response) => {
    let gone = false;
    response.onAborted(() => {
      gone = true;
    });
    const respond = (status: string, body: string): void => {
      if (!gone) response.cork(() => answer(response, status, body));
    };
    options.metrics().then(
      (body) => respond('200 OK', body),
      () => respond('500 Internal Server Error', 'metrics failed\n'),
    );
  });
  app.get(PING_PATH, (response) => {
    response.writeStatus('204 No Content');
    response.writeHeader('access-control-allow-origin', '*');
    response.writeHeader('timing-allow-origin', '*');
    response.writeHeader('cache-control', 'no-store');
    response.endWithoutBody();
  });
  app.any('/*', (response) => answer(response, '404 Not Found', 'not found\n'));
}

function answer(response: uws.HttpResponse, status: string, body: string): void {
  response.writeStatus(status);
  response.writeHeader('content-type', 'text/plain; charset=utf-8');
  response.writeHeader('cache-control', 'no-store');
  response.end(body);
}
