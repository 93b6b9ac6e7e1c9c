import { randomInt } from 'node:crypto';
import type {
  ReceiveTransport,
  Rtc,
  RtcDevice,
  RtcReceiver,
  RtcSender,
  RtcTransportOptions,
  SendTransport,
} from '@weft/agent-web/media';
import type { Clock, rtp } from '@weft/proto';
import { RtpHeader } from 'werift';
import { asBotTrack, asMediaTrack, BotTrack } from './bot-track.ts';
import { MediaPath } from './path.ts';

/** RTP's clock of Opus (RFC 7587 section 4.1), by frame of 20 ms. */
const TICKS_PER_FRAME = 960;
const MAX_SSRC = 0xffff_ffff;

export interface BotRtcOptions {
  readonly clock: Clock;
  /** Called for each packet of sound that arrives, whichever leg it comes by. */
  readonly heard: (payload: Buffer) => void;
  /** Whether what is sent to this port of a node arrives; absent = it does. */
  readonly reaches?: ((port: number) => boolean) | undefined;
}

/** WebRTC for a participant without a browser: sound only. */
export class BotRtc implements Rtc {
  readonly #options: BotRtcOptions;

  constructor(options: BotRtcOptions) {
    this.#options = options;
  }

  async load({ codecs }: rtp.Capabilities): Promise<RtcDevice> {
    const opus = codecs.find(({ mimeType }) => mimeType.toLowerCase() === 'audio/opus');
    if (opus === undefined) throw new Error('the router has no Opus');
    return new BotDevice(opus, this.#options);
  }

  async prepare(): Promise<void> {}
}

class BotDevice implements RtcDevice {
  readonly receiveCapabilities: rtp.Capabilities;
  readonly #opus: rtp.Capabilities['codecs'][number];
  readonly #options: BotRtcOptions;

  constructor(opus: rtp.Capabilities['codecs'][number], options: BotRtcOptions) {
    this.#opus = opus;
    this.#options = options;
    this.receiveCapabilities = { codecs: [opus], headerExtensions: [] };
  }

  createSend(options: RtcTransportOptions): SendTransport {
    const path = MediaPath.create(options, this.#options.reaches ?? everywhere);
    const { preferredPayloadType: payloadType = 100, clockRate, channels } = this.#opus;
    return {
      ...common(path),
      send: async (track, _plan, announce, silent) => {
        void path.connect();
        const ssrc = randomInt(1, MAX_SSRC);
        announce({
          codecs: [
            {
              mimeType: 'audio/opus',
              payloadType,
              clockRate,
              ...(channels === undefined ? {} : { channels }),
            },
          ],
          headerExtensions: [],
          encodings: [{ ssrc }],
          rtcp: { cname: `bot-${ssrc}` },
        });
        return new BotSender(path, asBotTrack(track), { ssrc, payloadType }, silent);
      },
    };
  }

  createReceive(options: RtcTransportOptions): ReceiveTransport {
    const path = MediaPath.create(options, this.#options.reaches ?? everywhere);
    return {
      ...common(path),
      warm: () => path.connect(),
      listen: (heartbeat, beat) => path.listen(heartbeat, beat),
      receive: async (_id, _trackId, kind, { encodings }): Promise<RtcReceiver> => {
        void path.connect();
        return receiver(path, kind, encodings?.[0]?.ssrc ?? 0, this.#options);
      },
    };
  }
}

const everywhere = (): boolean => true;

const common = (path: MediaPath): Pick<SendTransport, 'restartIce' | 'stats' | 'close'> => ({
  restartIce: (ice) => path.restart(ice),
  stats: async () => new Map() as unknown as RTCStatsReport,
  close: () => path.close(),
});

function receiver(
  path: MediaPath,
  kind: rtp.Kind,
  ssrc: number,
  { clock, heard }: BotRtcOptions,
): RtcReceiver {
  const track = new BotTrack(kind);
  let arrivedAtMs: number | undefined;
  path.onPacket(ssrc, ({ payload }) => {
    arrivedAtMs = clock.monotonic();
    track.flows();
    heard(payload);
  });
  return {
    track: asMediaTrack(track),
    arrival: () => arrivedAtMs,
    close: () => path.onPacket(ssrc, undefined),
  };
}

/** Sends what its track's voice says while it may. */
class BotSender implements RtcSender {
  readonly #path: MediaPath;
  readonly #stream: { readonly ssrc: number; readonly payloadType: number };
  readonly #sequenceStart = randomInt(0, 0x8000);
  #track: BotTrack | undefined;
  #silent: boolean;
  #paused = false;
  #sent = 0;
  #voice: Disposable | undefined;

  constructor(
    path: MediaPath,
    track: BotTrack,
    stream: { readonly ssrc: number; readonly payloadType: number },
    silent: boolean,
  ) {
    this.#path = path;
    this.#stream = stream;
    this.#silent = silent;
    this.#take(track);
  }

  get track(): MediaStreamTrack | null {
    return this.#track === undefined ? null : asMediaTrack(this.#track);
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
  }

  async setSilent(silent: boolean): Promise<void> {
    this.#silent = silent;
  }

  async replaceTrack(track: MediaStreamTrack | null): Promise<void> {
    this.#track?.stop();
    this.#take(track === null ? undefined : asBotTrack(track));
  }

  close(): void {
    this.#track?.stop();
    this.#take(undefined);
  }

  #take(track: BotTrack | undefined): void {
    this.#voice?.[Symbol.dispose]();
    this.#track = track;
    this.#voice = track?.voice?.onFrame((frame, number) => this.#say(frame, number));
  }

  #say(frame: Buffer, number: number): void {
    if (this.#silent || this.#paused || !this.#path.connected) return;
    const header = new RtpHeader({
      ...this.#stream,
      marker: this.#sent === 0,
      sequenceNumber: (this.#sequenceStart + this.#sent) & 0xffff,
      timestamp: (number * TICKS_PER_FRAME) >>> 0,
    });
    this.#sent += 1;
    this.#path.send(frame, header);
  }
}
