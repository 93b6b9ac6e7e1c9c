import type { Heartbeat, IceParameters, rtp } from '@weft/proto';
import type { SendPlan } from '../media/plan.ts';
import type {
  ReceiveTransport,
  Rtc,
  RtcDevice,
  RtcReceiver,
  RtcSender,
  RtcTransportOptions,
  SendTransport,
} from '../media/rtc.ts';
import { asTrack, FakeTrack } from './fake-media.ts';

const RTP: rtp.Parameters = { codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000 }] };

export class FakeSender implements RtcSender {
  track: MediaStreamTrack | null;
  paused = false;
  closed = false;
  silent: boolean;
  /** How often it was set, to whatever: each time may cost the browser a negotiation. */
  silentSets = 0;

  constructor(track: MediaStreamTrack, silent: boolean) {
    this.track = track;
    this.silent = silent;
  }

  async setSilent(silent: boolean): Promise<void> {
    this.silent = silent;
    this.silentSets += 1;
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  async replaceTrack(track: MediaStreamTrack | null): Promise<void> {
    this.track?.stop();
    this.track = track;
  }

  close(): void {
    this.closed = true;
    this.track?.stop();
  }
}

class FakeTransport {
  readonly options: RtcTransportOptions;
  readonly restarts: IceParameters[] = [];
  connected = false;
  closed = false;

  constructor(options: RtcTransportOptions) {
    this.options = options;
  }

  connect(): void {
    if (this.connected) return;
    this.connected = true;
    this.options.connect({ role: 'client', fingerprints: [{ algorithm: 'sha-256', value: 'AA' }] });
  }

  async restartIce(ice: IceParameters): Promise<void> {
    this.restarts.push(ice);
  }

  async stats(): Promise<RTCStatsReport> {
    return new Map() as unknown as RTCStatsReport;
  }

  close(): void {
    this.closed = true;
  }
}

export class FakeSendTransport extends FakeTransport implements SendTransport {
  readonly senders: FakeSender[] = [];

  async send(
    track: MediaStreamTrack,
    _plan: SendPlan,
    announce: (parameters: rtp.Parameters) => void,
    silent: boolean,
  ): Promise<RtcSender> {
    this.connect();
    announce(RTP);
    const sender = new FakeSender(track, silent);
    this.senders.push(sender);
    return sender;
  }
}

export interface FakeReceiving {
  readonly consumerId: string;
  readonly receiver: RtcReceiver;
  closed: boolean;
  /** When media last came, as a test says. */
  arrivedAtMs: number | undefined;
}

export class FakeReceiveTransport extends FakeTransport implements ReceiveTransport {
  readonly receivers: FakeReceiving[] = [];

  beat: () => void = () => undefined;

  async warm(): Promise<void> {
    this.connect();
  }

  async listen(_heartbeat: Heartbeat, beat: () => void): Promise<void> {
    this.connect();
    this.beat = beat;
  }

  async receive(consumerId: string, _trackId: string, kind: rtp.Kind): Promise<RtcReceiver> {
    this.connect();
    const entry: FakeReceiving = {
      consumerId,
      closed: false,
      arrivedAtMs: undefined,
      receiver: {
        track: asTrack(new FakeTrack(kind)),
        arrival: () => entry.arrivedAtMs,
        close: () => {
          entry.closed = true;
        },
      },
    };
    this.receivers.push(entry);
    return entry.receiver;
  }
}

/** WebRTC that connects whenever a test says so. */
export class FakeRtc implements Rtc, RtcDevice {
  readonly receiveCapabilities: rtp.Capabilities = { codecs: [], headerExtensions: [] };
  readonly sends: FakeSendTransport[] = [];
  readonly receives: FakeReceiveTransport[] = [];

  async load(): Promise<RtcDevice> {
    return this;
  }

  async prepare(): Promise<void> {}

  createSend(options: RtcTransportOptions): FakeSendTransport {
    const transport = new FakeSendTransport(options);
    this.sends.push(transport);
    return transport;
  }

  createReceive(options: RtcTransportOptions): FakeReceiveTransport {
    const transport = new FakeReceiveTransport(options);
    this.receives.push(transport);
    return transport;
  }
}
