import type { IceServer, Log, rtp, TransportOptions } from '@weft/proto';
import type { types } from 'mediasoup-client';
import { Device } from 'mediasoup-client';
import type { SendPlan } from './plan.ts';
import {
  type ReceiveTransport,
  type RtcDevice,
  type RtcReceiver,
  type RtcSender,
  type RtcTransportOptions,
  type SendTransport,
  UnsupportedBrowser,
} from './rtc.ts';

/** A transport's first media section has no track of ours; SSRC and mid are of no other. */
const WARM = { id: 'warm', ssrc: 1 } as const;

/** A device of mediasoup-client that knows what the router can do. Rejects with UnsupportedBrowser. */
export async function loadDevice(router: rtp.Capabilities, log: Log): Promise<RtcDevice> {
  let device: Device;
  try {
    device = await Device.factory();
    await device.load({ routerRtpCapabilities: router as types.RtpCapabilities });
  } catch (error) {
    throw new UnsupportedBrowser('WebRTC cannot be used', { cause: error });
  }
  return new MediasoupDevice(device, log);
}

class MediasoupDevice implements RtcDevice {
  readonly receiveCapabilities: rtp.Capabilities;
  readonly #device: Device;
  readonly #log: Log;

  constructor(device: Device, log: Log) {
    this.#device = device;
    this.#log = log;
    const { codecs = [], headerExtensions = [] } = device.recvRtpCapabilities;
    this.receiveCapabilities = { codecs, headerExtensions } as rtp.Capabilities;
  }

  createSend(options: RtcTransportOptions): SendTransport {
    const transport = this.#device.createSendTransport(toMediasoup(options.transport, options.iceServers));
    listen(transport, options);
    const codecs = this.#device.sendRtpCapabilities.codecs ?? [];
    const announced = new Map<string, (rtp: rtp.Parameters) => void>();
    let count = 0;
    transport.on('produce', ({ rtpParameters, appData }, done) => {
      const id = String(appData.id);
      announced.get(id)?.(rtpParameters as rtp.Parameters);
      announced.delete(id);
      // The node's id for the track is not waited for: ours only has to be different from the others.
      done({ id });
    });
    return {
      ...common(transport),
      send: async (track, plan, announce, silent) => {
        count += 1;
        const id = `local-${count}`;
        announced.set(id, announce);
        try {
          return sender(await transport.produce(produceOptions(track, plan, id, codecs, silent)));
        } finally {
          announced.delete(id);
        }
      },
    };
  }

  createReceive(options: RtcTransportOptions): ReceiveTransport {
    const transport = this.#device.createRecvTransport(toMediasoup(options.transport, options.iceServers));
    listen(transport, options);
    return {
      ...common(transport),
      warm: async () => {
        try {
          await transport.consume({
            ...WARM,
            producerId: WARM.id,
            kind: 'audio',
            rtpParameters: this.#warmRtp(),
          });
        } catch (error) {
          // Then the first track does ICE and DTLS, a little later.
          this.#log.debug({ error: String(error) }, 'receiving transport not warmed');
        }
      },
      receive: async (id, producerId, kind, parameters): Promise<RtcReceiver> => {
        const rtpParameters = parameters as types.RtpParameters;
        return receiver(await transport.consume({ id, producerId, kind, rtpParameters }));
      },
      listen: async ({ dataConsumerId, dataProducerId, streamId }, beat) => {
        const channel = await transport.consumeData({
          id: dataConsumerId,
          dataProducerId,
          sctpStreamParameters: { streamId, ordered: false, maxRetransmits: 0 },
        });
        channel.on('message', beat);
      },
    };
  }

  /** A section that nothing will ever arrive on: it makes the browser negotiate and connect. */
  #warmRtp(): types.RtpParameters {
    const { codecs = [] } = this.#device.recvRtpCapabilities;
    const opus = codecs.find(({ mimeType }) => mimeType.toLowerCase() === 'audio/opus') ?? codecs[0];
    if (opus === undefined) throw new UnsupportedBrowser('no codec in common');
    const { kind: _, preferredPayloadType: payloadType, ...codec } = opus;
    return {
      mid: WARM.id,
      codecs: [{ ...codec, payloadType }],
      headerExtensions: [],
      encodings: [{ ssrc: WARM.ssrc }],
      rtcp: { cname: WARM.id },
    } as types.RtpParameters;
  }
}

function listen(transport: types.Transport, options: RtcTransportOptions): void {
  transport.on('connect', ({ dtlsParameters }, done) => {
    options.connect({ role: dtlsParameters.role ?? 'auto', fingerprints: dtlsParameters.fingerprints });
    // Not waiting for the node saves a round trip: ICE needs one anyway before DTLS begins.
    done();
  });
  transport.on('connectionstatechange', options.stateChanged);
}

const common = (transport: types.Transport): Pick<SendTransport, 'restartIce' | 'stats' | 'close'> => ({
  restartIce: (iceParameters) => transport.restartIce({ iceParameters }),
  stats: () => transport.getStats(),
  close: () => transport.close(),
});

function produceOptions(
  track: MediaStreamTrack,
  plan: SendPlan,
  id: string,
  codecs: readonly types.RtpCodecCapability[],
  silent: boolean,
): types.ProducerOptions {
  const codec = codecs.find(({ mimeType }) => mimeType.toLowerCase() === plan.codec.toLowerCase());
  return {
    track,
    stopTracks: true,
    // The track is this sender's own clone, so that silencing it silences nobody else.
    disableTrackOnPause: true,
    encodings: (plan.encodings.length === 0 ? [{}] : plan.encodings).map((encoding) => ({
      ...encoding,
      ...(silent ? { active: false } : {}),
    })),
    codecOptions: plan.codecOptions,
    appData: { id },
    ...(codec === undefined ? {} : { codec }),
  };
}

const sender = (producer: types.Producer): RtcSender => ({
  get track() {
    return producer.track;
  },
  pause: () => producer.pause(),
  resume: () => producer.resume(),
  setSilent: async (silent) => {
    const { rtpSender } = producer;
    if (rtpSender === undefined || producer.closed) return;
    const parameters = rtpSender.getParameters();
    for (const encoding of parameters.encodings) encoding.active = !silent;
    await rtpSender.setParameters(parameters);
    // Of several sizes the description says which ones rest, and every later negotiation goes by it. By itself this
    // would wait for those under way.
    if (parameters.encodings.length > 1 && !producer.closed)
      await producer.setRtpEncodingParameters({ active: !silent });
  },
  replaceTrack: (track) => producer.replaceTrack({ track }),
  close: () => producer.close(),
});

const receiver = (consumer: types.Consumer): RtcReceiver => ({
  get track() {
    return consumer.track;
  },
  arrival: () => consumer.rtpReceiver?.getSynchronizationSources()[0]?.timestamp,
  close: () => consumer.close(),
});

function toMediasoup(
  { transportId, ice, candidates, dtls, sctp }: TransportOptions,
  iceServers: readonly IceServer[],
): types.TransportOptions {
  return {
    id: transportId,
    iceParameters: {
      usernameFragment: ice?.usernameFragment ?? '',
      password: ice?.password ?? '',
      iceLite: ice?.iceLite ?? true,
    },
    iceCandidates: candidates.map(({ tcpType, ...candidate }) => ({
      ...candidate,
      ip: candidate.address,
      protocol: candidate.protocol === 'tcp' ? 'tcp' : 'udp',
      type: candidate.type as types.IceCandidate['type'],
      ...(tcpType === '' ? {} : { tcpType: tcpType as NonNullable<types.IceCandidate['tcpType']> }),
    })),
    dtlsParameters: {
      role: (dtls?.role ?? 'auto') as types.DtlsRole,
      fingerprints: (dtls?.fingerprints ?? []).map(({ algorithm, value }) => ({
        algorithm: algorithm as types.FingerprintAlgorithm,
        value,
      })),
    },
    ...(sctp === undefined
      ? {}
      : {
          sctpParameters: {
            port: sctp.port,
            OS: sctp.os,
            MIS: sctp.mis,
            maxSendMessageSize: sctp.maxMessageSize,
            maxReceiveMessageSize: sctp.maxMessageSize,
          },
        }),
    iceServers: iceServers.map(({ urls, username, credential }) => ({
      urls: [...urls],
      ...(username === '' ? {} : { username, credential }),
    })),
  };
}
