import { WebSocket as NodeSocket } from 'ws';

/** k6/websockets: the socket of ws, which has the same face once it compresses nothing. */
export class WebSocket extends NodeSocket {
  constructor(url: string) {
    super(url, { perMessageDeflate: false });
  }
}
