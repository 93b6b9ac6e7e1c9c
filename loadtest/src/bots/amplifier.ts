import { workerPath } from '@weft/media-nodes/worker';
import { createWorker, type types } from 'mediasoup';
import { type Cores, pin } from '../bench/cores.ts';
import type { PlayedStream } from './messages.ts';
import { STAMP_ID, STAMP_URI } from './packet.ts';
import { SUITE } from './srtp.ts';

const LOOPBACK = '127.0.0.1';
export const CODECS = {
  audio: { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 },
  video: { mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 },
} as const;
const FEEDBACK = [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }, { type: 'ccm', parameter: 'fir' }];

/** What a stream is like, wherever it goes. */
export type Shape = Pick<PlayedStream, 'kind' | 'bytes' | 'packetsPerFrame' | 'framesPerS'>;

/** A stream that the generator plays and that any number of bots send on as theirs. */
export interface Source {
  readonly stream: Omit<PlayedStream, 'copies'>;
  readonly producer: types.Producer;
}

/**
 * A worker beside the generator that makes many bots' SRTP streams out of a few:
 * Node needs 15 µs and more to encrypt a packet and as much to send it, a worker
 * a third of that. Each bot has a transport, keys, an SSRC and sequence numbers of its own.
 */
export class Amplifier implements Disposable {
  readonly #worker: types.Worker;
  readonly #router: types.Router;
  #streams = 0;

  private constructor(worker: types.Worker, router: types.Router) {
    this.#worker = worker;
    this.#router = router;
  }

  static async create(cores: Cores): Promise<Amplifier> {
    const workerBin = workerPath();
    if (workerBin === undefined) throw new Error('mediasoup-worker is not there yet; run "npm run setup"');
    const worker = await createWorker({ workerBin, logLevel: 'warn' });
    await pin(worker.pid, cores.generator, cores);
    const mediaCodecs = [
      { kind: 'audio', ...CODECS.audio, preferredPayloadType: CODECS.audio.payloadType },
      { kind: 'video', ...CODECS.video, preferredPayloadType: CODECS.video.payloadType },
    ] as const;
    return new Amplifier(worker, await worker.createRouter({ mediaCodecs: [...mediaCodecs] }));
  }

  /** Processor time since the start. */
  async cpuMs(): Promise<number> {
    const usage = await this.#worker.getResourceUsage();
    return usage.ru_utime + usage.ru_stime;
  }

  /** Takes in a stream of the generator. */
  async source(shape: Shape): Promise<Source> {
    this.#streams += 1;
    const ssrc = 0x1000_0000 + this.#streams;
    const { kind } = shape;
    const codec = CODECS[kind];
    const transport = await this.#router.createPlainTransport({
      ...{ listenInfo: { protocol: 'udp', ip: LOOPBACK }, rtcpMux: true, comedia: true },
    });
    const producer = await transport.produce({
      kind,
      rtpParameters: {
        codecs: [{ ...codec, rtcpFeedback: kind === 'video' ? FEEDBACK : [] }],
        headerExtensions: [{ uri: STAMP_URI, id: STAMP_ID }],
        encodings: [{ ssrc }],
        rtcp: { cname: `bot-${ssrc}` },
      },
    });
    const { payloadType, clockRate } = codec;
    return { stream: { ...shape, ssrc, payloadType, clockRate, port: transport.tuple.localPort }, producer };
  }

  /** A bot's transport. What it sends goes to the one that it is connected with. */
  bot(): Promise<types.PlainTransport> {
    return this.#router.createPlainTransport({
      ...{ listenInfo: { protocol: 'udp', ip: LOOPBACK }, rtcpMux: true, comedia: false },
      ...{ enableSrtp: true, srtpCryptoSuite: SUITE },
    });
  }

  /** Sends this source as the bot's own. */
  async send(bot: types.PlainTransport, { producer }: Source): Promise<types.Consumer> {
    const { rtpCapabilities } = this.#router;
    const codecs = (rtpCapabilities.codecs ?? []).filter(({ mimeType }) => !mimeType.endsWith('/rtx'));
    const headerExtensions = (rtpCapabilities.headerExtensions ?? []).filter(({ uri }) => uri === STAMP_URI);
    return bot.consume({ producerId: producer.id, rtpCapabilities: { codecs, headerExtensions } });
  }

  [Symbol.dispose](): void {
    this.#worker.close();
  }
}
