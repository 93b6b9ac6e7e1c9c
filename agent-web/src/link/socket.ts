/** One WebSocket, as little of it as the link needs: a port, so that tests need no network. */
export interface Socket {
  /** Sends one binary message. Does nothing once the socket is closed. */
  send(bytes: Uint8Array): void;
  /** Closes; `closed` is still told, once. */
  close(): void;
}

/** What a socket tells. After `closed` it tells nothing more. */
export interface SocketEvents {
  readonly opened: () => void;
  readonly received: (bytes: Uint8Array) => void;
  /** `code` as in RFC 6455 section 7.4; 1006 when the connection broke or was never made. */
  readonly closed: (code: number) => void;
}

/** Opens a socket to a ws:// or wss:// URL; a URL that cannot be opened is told by `closed`. */
export type OpenSocket = (url: string, events: SocketEvents) => Socket;

/** RFC 6455 section 7.4.1: closed without a close frame. */
const ABNORMAL = 1006;

/** The platform's own WebSocket: browsers, and Node from version 22 on. */
export const openWebSocket: OpenSocket = (url, events) => {
  let told = false;
  const end = (code: number): void => {
    if (told) return;
    told = true;
    events.closed(code);
  };
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => {
    if (!told) events.opened();
  });
  socket.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (told) return;
    // A text message is not of the protocol: what cannot be read is told as no bytes, which the link refuses.
    events.received(event.data instanceof ArrayBuffer ? new Uint8Array(event.data) : new Uint8Array());
  });
  socket.addEventListener('close', (event) => end(event.code));
  socket.addEventListener('error', () => end(ABNORMAL));
  return {
    // The cast only drops SharedArrayBuffer from the type: frames come from the codec's own buffers.
    send: (bytes) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(bytes as Uint8Array<ArrayBuffer>);
    },
    close: () => {
      socket.close(1000);
      end(1000);
    },
  };
};
