import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { systemClock } from '@weft/proto';
import type { PlayedStream } from './messages.ts';
import { stampPacket, template } from './packet.ts';

const LOOPBACK = '127.0.0.1';
/** A frame in so many is a key frame: whoever begins to receive waits for one. */
const KEY_FRAME_EVERY = 10;

interface SentStream {
  readonly packet: Buffer;
  sequence: number;
  frames: number;
}

/** Sends streams of stamped RTP packets from one socket. */
export class BotSender implements Disposable {
  readonly #socket: Socket;
  readonly #streams = new Map<number, SentStream>();

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  static async create(): Promise<BotSender> {
    // Only addresses are sent to: the look-up that every send would make is answered at once.
    const socket = createSocket({ type: 'udp4', lookup: (host, _, done) => done(null, host, 4) });
    // A transport that closed refuses what is still sent to it.
    socket.on('error', () => undefined);
    const listening = once(socket, 'listening');
    socket.bind(0, LOOPBACK);
    await listening;
    return new BotSender(socket);
  }

  /** Sends the stream's next frame. */
  sendFrame(stream: PlayedStream): void {
    const { packetsPerFrame, framesPerS, clockRate, kind, port } = stream;
    const sent = this.#sent(stream);
    const timestamp = Math.round((sent.frames * clockRate) / framesPerS);
    for (let i = 1; i <= packetsPerFrame; i++) {
      sent.sequence += 1;
      stampPacket(sent.packet, {
        ...{ sequence: sent.sequence, timestamp },
        marker: kind === 'video' && i === packetsPerFrame,
        keyFrame: sent.frames % KEY_FRAME_EVERY === 0,
        us: systemClock.monotonic() * 1_000,
      });
      // A copy: what is sent is read once the socket takes it, and the template is written over before.
      this.#socket.send(Buffer.from(sent.packet), port, LOOPBACK);
    }
    sent.frames += 1;
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }

  #sent(stream: PlayedStream): SentStream {
    const known = this.#streams.get(stream.ssrc);
    if (known !== undefined) return known;
    const fresh = { packet: template(stream), sequence: 0, frames: 0 };
    this.#streams.set(stream.ssrc, fresh);
    return fresh;
  }
}
