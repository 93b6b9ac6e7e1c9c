import type { types } from 'mediasoup';
import { type Amplifier, CODECS, type Shape, type Source } from './amplifier.ts';
import type { Generator } from './generator.ts';
import type { ExpectedCopy, PlayedStream, Way } from './messages.ts';
import { STAMP_URI } from './packet.ts';
import { openPipe, type Pipe } from './pipe.ts';
import { SUITE } from './srtp.ts';

/** What is played, and which copies of it come back to be read. */
export interface Traffic {
  readonly streams: readonly PlayedStream[];
  readonly copies: readonly ExpectedCopy[];
}

/** One track of a bot on its way to others. */
export interface Track {
  readonly source: Source;
  /** Of the amplifier: what the bot sends. Paused, the bot is silent. */
  readonly sent: types.Consumer;
  /** Those of its copies that are read. */
  readonly copies: readonly ExpectedCopy[];
}

/** Sources that begin at the same moment. */
interface Phase {
  readonly speech: Source;
  readonly picture: Source;
}

/** Speech at 32 kbit/s: a packet of 80 octets every 20 ms. */
export const SPEECH: Shape = { kind: 'audio', bytes: 108, packetsPerFrame: 1, framesPerS: 50 };
/** A picture at 500 kbit/s: 25 frames a second of three packets each. */
export const PICTURE: Shape = { kind: 'video', bytes: 861, packetsPerFrame: 3, framesPerS: 25 };
/** Sources of each shape, spread over a frame's time: bots that share one send at the same moment. */
const PHASES = 20;

const LOOPBACK = '127.0.0.1';

/** Seats bots in rooms of a worker: each sends over one SRTP transport and receives over another, as browsers do over ICE and DTLS. */
export class BotRooms {
  readonly #amplifier: Amplifier;
  readonly #generator: Pick<Generator, 'ports' | 'blindPort'>;
  readonly #phases: readonly Phase[];
  #bots = 0;
  #readers = 0;

  private constructor(
    generator: Pick<Generator, 'amplifier' | 'ports' | 'blindPort'>,
    phases: readonly Phase[],
  ) {
    this.#generator = generator;
    this.#amplifier = generator.amplifier;
    this.#phases = phases;
  }

  static async create(generator: Generator): Promise<BotRooms> {
    const phases: Phase[] = [];
    for (let i = 0; i < PHASES; i++) {
      phases.push({
        speech: await generator.amplifier.source(SPEECH),
        picture: await generator.amplifier.source(PICTURE),
      });
    }
    return new BotRooms(generator, phases);
  }

  /** One sender whose track goes to so many receivers in its room, of whom the first few are read. */
  async lecture(router: types.Router, shape: Shape, receivers: number, read: number): Promise<Track> {
    const source = await this.#amplifier.source(shape);
    const { sent, producer } = await this.#send(await this.#sender(router), source);
    const copies: ExpectedCopy[] = [];
    for (let i = 0; i < receivers; i++) {
      const copy = await this.#take(await this.#receiver(router, i < read), router, producer.id, 'one-hop');
      if (i < read) copies.push(copy);
    }
    return { source, sent, copies };
  }

  /** Two people who talk and see each other; at two routers their tracks are piped. */
  async call(near: types.Router, far: types.Router, read: boolean): Promise<readonly Track[]> {
    const pipe = near === far ? undefined : await openPipe(near, far);
    return [
      ...(await this.#side(near, far, pipe, read)),
      ...(await this.#side(far, near, pipe?.reversed, read)),
    ];
  }

  /** A track that goes past the subject, straight to where copies are read. */
  async direct(): Promise<Track> {
    const bot = await this.#amplifier.bot();
    await bot.connect({ ip: LOOPBACK, port: this.#readPort(), srtpParameters: srtpOf(bot) });
    const { speech } = this.#phase();
    const sent = await this.#amplifier.send(bot, speech);
    return { source: speech, sent, copies: [copyOf(sent, bot, 'direct')] };
  }

  async #side(
    from: types.Router,
    to: types.Router,
    pipe: Pipe | undefined,
    read: boolean,
  ): Promise<readonly Track[]> {
    const [sender, receiver] = [await this.#sender(from), await this.#receiver(to, read)];
    const { speech, picture } = this.#phase();
    const tracks: Track[] = [];
    for (const source of [speech, picture]) {
      const { sent, producer } = await this.#send(sender, source);
      const taken = pipe === undefined ? producer : await pipe.cross(producer);
      const way = pipe === undefined ? 'one-hop' : 'two-hops';
      const copy = await this.#take(receiver, to, taken.id, way);
      tracks.push({ source, sent, copies: read ? [copy] : [] });
    }
    return tracks;
  }

  /** A bot's transport with its other end at the subject. */
  async #sender(
    router: types.Router,
  ): Promise<{ readonly bot: types.PlainTransport; readonly seat: types.PlainTransport }> {
    const [bot, seat] = [await this.#amplifier.bot(), await plain(router)];
    await seat.connect({ ip: LOOPBACK, port: bot.tuple.localPort, srtpParameters: srtpOf(bot) });
    await bot.connect({ ip: LOOPBACK, port: seat.tuple.localPort, srtpParameters: srtpOf(seat) });
    return { bot, seat };
  }

  async #receiver(router: types.Router, read: boolean): Promise<types.PlainTransport> {
    const seat = await plain(router);
    const port = read ? this.#readPort() : this.#generator.blindPort;
    await seat.connect({ ip: LOOPBACK, port, srtpParameters: srtpOf(seat) });
    return seat;
  }

  async #send({ bot, seat }: { bot: types.PlainTransport; seat: types.PlainTransport }, source: Source) {
    const sent = await this.#amplifier.send(bot, source);
    const producer = await seat.produce({ kind: sent.kind, rtpParameters: sent.rtpParameters });
    return { sent, producer };
  }

  async #take(
    seat: types.PlainTransport,
    router: types.Router,
    producerId: string,
    way: Way,
  ): Promise<ExpectedCopy> {
    const consumer = await seat.consume({ producerId, rtpCapabilities: abilities(router) });
    return copyOf(consumer, seat, way);
  }

  #phase(): Phase {
    this.#bots += 1;
    const phase = this.#phases[this.#bots % PHASES];
    if (phase === undefined) throw new Error('there is no source');
    return phase;
  }

  #readPort(): number {
    this.#readers += 1;
    const { ports } = this.#generator;
    const port = ports[this.#readers % ports.length];
    if (port === undefined) throw new Error('the generator reads nowhere');
    return port;
  }
}

/** What has to be played for these tracks. */
export function trafficOf(tracks: readonly Track[]): Traffic {
  const streams = new Map<number, PlayedStream>();
  for (const { source, copies } of tracks) {
    const { ssrc } = source.stream;
    streams.set(ssrc, { ...source.stream, copies: (streams.get(ssrc)?.copies ?? 0) + copies.length });
  }
  return { streams: [...streams.values()], copies: tracks.flatMap(({ copies }) => copies) };
}

const plain = (router: types.Router): Promise<types.PlainTransport> =>
  router.createPlainTransport({
    ...{ listenInfo: { protocol: 'udp', ip: LOOPBACK }, rtcpMux: true, comedia: false },
    ...{ enableSrtp: true, srtpCryptoSuite: SUITE },
  });

function srtpOf({ srtpParameters }: types.PlainTransport): types.SrtpParameters {
  if (srtpParameters === undefined) throw new Error('a transport without SRTP');
  return srtpParameters;
}

function copyOf({ rtpParameters }: types.Consumer, seat: types.PlainTransport, way: Way): ExpectedCopy {
  const ssrc = rtpParameters.encodings?.[0]?.ssrc;
  if (ssrc === undefined) throw new Error('a copy without SSRC');
  return { ssrc, way, masterBase64: srtpOf(seat).keyBase64 };
}

/** What a bot can receive: the router's Opus and VP8 with retransmission, and stamps. */
function abilities({ rtpCapabilities }: types.Router): types.RtpCapabilities {
  const codecs = rtpCapabilities.codecs ?? [];
  const vp8 = codecs.find(({ mimeType }) => mimeType === CODECS.video.mimeType);
  return {
    codecs: codecs.filter(
      ({ mimeType, parameters }) =>
        mimeType === CODECS.audio.mimeType ||
        mimeType === CODECS.video.mimeType ||
        (mimeType === 'video/rtx' && parameters?.apt === vp8?.preferredPayloadType),
    ),
    headerExtensions: (rtpCapabilities.headerExtensions ?? []).filter(({ uri }) => uri === STAMP_URI),
  };
}
