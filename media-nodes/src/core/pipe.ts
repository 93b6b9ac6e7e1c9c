import { isIP } from 'node:net';
import { type Log, type SrtpParameters as SrtpWire, WeftError } from '@weft/proto';
import type { CryptoSuite, EngineRouter, PipeTransport, SrtpParameters } from '../ports.ts';
import { type Ask, expectCase } from './ask.ts';
import { goneAs } from './gone.ts';

/** Where one end of a pipe is reached, and the key it sends with. */
export interface PipeEnd {
  readonly address: string;
  readonly port: number;
  readonly srtp: SrtpParameters;
}

/** Master key and salt in bytes (RFC 3711 section 8.2, RFC 7714 section 12). */
const KEY_BYTES: Readonly<Record<CryptoSuite, number>> = {
  AEAD_AES_256_GCM: 44,
  AEAD_AES_128_GCM: 28,
  AES_CM_128_HMAC_SHA1_80: 30,
  AES_CM_128_HMAC_SHA1_32: 30,
};

const isSuite = (text: string): text is CryptoSuite => Object.hasOwn(KEY_BYTES, text);

/** An end as another node described it. Throws BAD_REQUEST. */
export function pipeEnd(wire: {
  readonly address: string;
  readonly port: number;
  readonly srtp: SrtpWire | undefined;
}): PipeEnd {
  const { address, port, srtp } = wire;
  if (isIP(address) === 0) throw new WeftError('BAD_REQUEST', "a pipe's address is not an IP address");
  if (port < 1 || port > 65_535) throw new WeftError('BAD_REQUEST', "a pipe's port is out of range");
  if (srtp === undefined || !isSuite(srtp.cryptoSuite))
    throw new WeftError('BAD_REQUEST', 'a pipe has no SRTP parameters that are supported');
  const key = Buffer.from(srtp.keyBase64, 'base64');
  if (key.length !== KEY_BYTES[srtp.cryptoSuite] || key.toString('base64') !== srtp.keyBase64)
    throw new WeftError('BAD_REQUEST', "a pipe's SRTP key is not of its suite");
  return { address, port, srtp: { cryptoSuite: srtp.cryptoSuite, keyBase64: srtp.keyBase64 } };
}

/** What a node is to do with another's wish to open a pipe between them. */
export type Meeting = { readonly do: 'accept' | 'yield' | 'refuse' | 'replace'; readonly reason: string };

/**
 * Both nodes may open at once: the attempt of the lower id stands. An open pipe
 * is replaced, since its other end asks only when it has lost its own.
 */
export function meet(own: 'none' | 'opening' | 'standing', nodeId: string, peerId: string): Meeting {
  switch (own) {
    case 'none':
      return { do: 'accept', reason: 'no pipe yet' };
    case 'opening':
      return nodeId < peerId
        ? { do: 'refuse', reason: 'both opened at once and this node has the lower id' }
        : { do: 'yield', reason: 'both opened at once and the other node has the lower id' };
    case 'standing':
      return { do: 'replace', reason: 'the other end was lost' };
  }
}

export interface PipeOptions {
  readonly peerId: string;
  readonly router: EngineRouter;
  /** The address the pipe's socket is bound to, and the one the peer is told. */
  readonly listenIp: string;
  readonly address: string;
  readonly log: Log;
  /** Called once when the pipe is over, whoever ended it. */
  readonly onClosed: (pipe: Pipe) => void;
}

/**
 * This node's end of one pair of pipe transports. It is ready when both ends
 * know each other, by asking the peer or by being asked.
 */
export class Pipe {
  readonly peerId: string;
  /** Settles when media may flow; rejects with UNAVAILABLE when the pipe is closed before. */
  readonly ready: Promise<PipeTransport>;
  readonly #options: PipeOptions;
  readonly #made: Promise<PipeTransport>;
  readonly #settled = Promise.withResolvers<PipeTransport>();
  readonly #asked = Promise.withResolvers<void>();
  #state: 'opening' | 'answering' | 'open' | 'closed';

  constructor(options: PipeOptions, state: 'opening' | 'answering') {
    this.peerId = options.peerId;
    this.#options = options;
    this.#state = state;
    this.ready = this.#settled.promise;
    // Whoever needs the pipe looks at `ready` itself; a pipe that nobody needs may fail unseen.
    this.ready.catch(() => undefined);
    this.#made = options.router.createPipeTransport({ listenIp: options.listenIp });
    this.#made.then(
      (transport) => {
        if (this.#state === 'closed') transport.close();
      },
      (error: unknown) => this.#fail(error),
    );
  }

  get standing(): 'opening' | 'standing' {
    return this.#state === 'opening' ? 'opening' : 'standing';
  }

  get closed(): boolean {
    return this.#state === 'closed';
  }

  /** Resolves when the peer has been asked or has asked: what is sent to it from then on finds the pipe there. */
  get known(): Promise<void> {
    return this.#asked.promise;
  }

  /** Asks the peer for its end. Failure closes the pipe; a peer that asked meanwhile takes over. */
  async open(
    ask: Ask,
    request: { callId: string; epoch: number; nodeId: string; region: string },
  ): Promise<void> {
    try {
      const own = await this.#ownEnd();
      const asking = ask(this.peerId, {
        case: 'openPipe',
        value: {
          callId: request.callId,
          epoch: request.epoch,
          fromNodeId: request.nodeId,
          fromRegion: request.region,
          ...own,
        },
      });
      this.#asked.resolve();
      const far = pipeEnd(expectCase(await asking, 'pipeOpened'));
      if (this.#state === 'opening') await this.#connect(far);
    } catch (error) {
      if (this.#state === 'opening') this.#fail(error);
    }
  }

  /** Connects to a peer that asked, and gives it this end. */
  async answer(far: PipeEnd): Promise<PipeEnd> {
    if (this.#state === 'opening') this.#state = 'answering';
    this.#asked.resolve();
    try {
      const own = await this.#ownEnd();
      await this.#connect(far);
      return own;
    } catch (error) {
      this.#fail(error);
      return goneAs('UNAVAILABLE')(error);
    }
  }

  close(): void {
    this.#fail(new WeftError('UNAVAILABLE', `the pipe to ${this.peerId} is closed`));
  }

  async #ownEnd(): Promise<PipeEnd> {
    const transport = await this.#made;
    const srtp = transport.srtpParameters;
    if (srtp === undefined) throw new WeftError('INTERNAL', 'a pipe transport without SRTP');
    return { address: this.#options.address, port: transport.tuple.localPort, srtp };
  }

  async #connect(far: PipeEnd): Promise<void> {
    const transport = await this.#made;
    await transport.connect({ ip: far.address, port: far.port, srtpParameters: far.srtp });
    if (this.#state === 'closed') return;
    this.#state = 'open';
    this.#options.log.info({ peerNodeId: this.peerId }, 'pipe opened');
    this.#settled.resolve(transport);
  }

  #fail(error: unknown): void {
    if (this.#state === 'closed') return;
    const wasOpen = this.#state === 'open';
    this.#state = 'closed';
    this.#settled.reject(
      error instanceof WeftError ? error : new WeftError('UNAVAILABLE', 'the pipe failed', { cause: error }),
    );
    this.#asked.resolve();
    this.#made.then(
      (transport) => transport.close(),
      () => undefined,
    );
    if (wasOpen) this.#options.log.info({ peerNodeId: this.peerId }, 'pipe closed');
    else this.#options.log.debug({ peerNodeId: this.peerId, error: String(error) }, 'pipe not opened');
    this.#options.onClosed(this);
  }
}
