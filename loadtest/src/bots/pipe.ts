import type { types } from 'mediasoup';

const LOOPBACK = '127.0.0.1';

/** Both ends of a pipe between two routers, as media nodes open it: with SRTP and retransmission. */
export class Pipe {
  readonly #from: types.PipeTransport;
  readonly #to: types.PipeTransport;

  constructor(from: types.PipeTransport, to: types.PipeTransport) {
    this.#from = from;
    this.#to = to;
  }

  get reversed(): Pipe {
    return new Pipe(this.#to, this.#from);
  }

  /** The track at the pipe's other end. */
  async cross({ id, kind }: types.Producer): Promise<types.Producer> {
    const { rtpParameters } = await this.#from.consume({ producerId: id });
    return this.#to.produce({ id, kind, rtpParameters });
  }
}

export async function openPipe(near: types.Router, far: types.Router): Promise<Pipe> {
  const end = (router: types.Router): Promise<types.PipeTransport> =>
    router.createPipeTransport({
      listenInfo: { protocol: 'udp', ip: LOOPBACK },
      enableSrtp: true,
      enableRtx: true,
    });
  const [from, to] = [await end(near), await end(far)];
  await from.connect(addressOf(to));
  await to.connect(addressOf(from));
  return new Pipe(from, to);
}

function addressOf({ tuple, srtpParameters }: types.PipeTransport) {
  if (srtpParameters === undefined) throw new Error('a pipe without SRTP');
  return { ip: LOOPBACK, port: tuple.localPort, srtpParameters };
}
