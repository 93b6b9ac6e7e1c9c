import type { ConnectionState, RtcTransportOptions } from '@weft/agent-web/media';
import type { Heartbeat, IceParameters, TransportOptions } from '@weft/proto';
import {
  IceCandidate,
  RTCDataChannel,
  RTCDataChannelParameters,
  RTCDtlsFingerprint,
  RTCDtlsParameters,
  RTCDtlsTransport,
  RTCIceGatherer,
  RTCIceParameters,
  RTCIceTransport,
  RTCSctpTransport,
  type RtpHeader,
  type RtpPacket,
} from 'werift';

/** What a transport of a node is connected by: SRTP_AEAD_AES_128_GCM, then SRTP_AES128_CM_HMAC_SHA1_80 (RFC 5764 section 4.1.2). */
const SRTP_PROFILES: [7, 1] = [7, 1];

/**
 * The way between a participant without a browser and one transport of a media node: ICE (the node is
 * a lite agent, RFC 8445 section 2.5), DTLS as its client, SRTP and, where there are heartbeats, SCTP.
 */
export class MediaPath {
  readonly #options: RtcTransportOptions;
  readonly #reaches: (port: number) => boolean;
  readonly #ice: RTCIceTransport;
  readonly #dtls: RTCDtlsTransport;
  readonly #listeners = new Map<number, (packet: RtpPacket) => void>();
  #connecting: Promise<void> | undefined;
  #sctp: RTCSctpTransport | undefined;
  #closed = false;

  private constructor(
    options: RtcTransportOptions,
    ice: RTCIceTransport,
    dtls: RTCDtlsTransport,
    reaches: (port: number) => boolean,
  ) {
    this.#options = options;
    this.#reaches = reaches;
    this.#ice = ice;
    this.#dtls = dtls;
    dtls.onRtp.subscribe((packet) => this.#listeners.get(packet.header.ssrc)?.(packet));
    dtls.onStateChange.subscribe((state) => {
      if (state === 'connected' || state === 'failed' || state === 'closed') this.#tell(state);
    });
    ice.onStateChange.subscribe((state) => {
      if (state === 'disconnected' || state === 'failed') this.#tell(state);
      else if (state === 'connected' && dtls.state === 'connected') this.#tell('connected');
    });
  }

  /** `reaches`: whether packets to this port of a node arrive; what goes to another is lost. */
  static create(options: RtcTransportOptions, reaches: (port: number) => boolean): MediaPath {
    const gatherer = new RTCIceGatherer({ useIpv4: true, useIpv6: false, additionalHostAddresses: LOCAL });
    const ice = new RTCIceTransport(gatherer);
    ice.connection.iceControlling = true;
    const dtls = new RTCDtlsTransport({}, ice, RTCDtlsTransport.localCertificate, SRTP_PROFILES);
    dtls.role = 'client';
    return new MediaPath(options, ice, dtls, reaches);
  }

  get connected(): boolean {
    return this.#dtls.state === 'connected' && !this.#closed;
  }

  /** Connects once. Resolves when it is, or cannot be: then `stateChanged` was told so. */
  connect(): Promise<void> {
    this.#connecting ??= this.#connect().catch(() => this.#tell('failed'));
    return this.#connecting;
  }

  /** Sends a packet; nothing happens before the path is connected. */
  send(payload: Buffer, header: RtpHeader): void {
    if (!this.connected) return;
    // A path that closes meanwhile has told so already.
    this.#dtls.sendRtp(payload, header).catch(() => undefined);
  }

  /** Calls for each packet of this source until it is called with undefined. */
  onPacket(ssrc: number, listener: ((packet: RtpPacket) => void) | undefined): void {
    if (listener === undefined) this.#listeners.delete(ssrc);
    else this.#listeners.set(ssrc, listener);
  }

  /** Calls for each beat. */
  async listen({ streamId }: Heartbeat, beat: () => void): Promise<void> {
    await this.connect();
    const { sctp } = this.#options.transport;
    if (sctp === undefined || this.#closed) return;
    const transport = new RTCSctpTransport(sctp.port);
    this.#sctp = transport;
    transport.setDtlsTransport(this.#dtls);
    const parameters = new RTCDataChannelParameters({
      ...{ label: 'heartbeat', ordered: false, maxRetransmits: 0, negotiated: true, id: streamId },
    });
    const channel = new RTCDataChannel(transport, parameters);
    channel.onMessage.subscribe(beat);
    await transport.start(sctp.port);
  }

  async restart(ice: IceParameters): Promise<void> {
    this.#ice.restart();
    await this.#gather();
    await this.#aim(ice);
    await this.#ice.start();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#listeners.clear();
    const quiet = (): void => undefined;
    void (async () => {
      await this.#sctp?.stop().catch(quiet);
      await this.#dtls.stop().catch(quiet);
      await this.#ice.stop().catch(quiet);
    })();
  }

  async #connect(): Promise<void> {
    const { transport, connect } = this.#options;
    this.#dtls.localCertificate ??= await RTCDtlsTransport.SetupCertificate();
    const { fingerprints } = this.#dtls.localParameters;
    connect({ role: 'client', fingerprints });
    this.#dtls.setRemoteParams(dtlsOf(transport));
    await this.#gather();
    await this.#aim(transport.ice);
    await this.#ice.start();
    await this.#dtls.start();
  }

  /** Rejects when the path is closed meanwhile: sockets that are opened after its end are closed here, nobody else would. */
  async #gather(): Promise<void> {
    if (!this.#closed) await this.#ice.gather();
    if (!this.#closed) return;
    await this.#ice.connection.close();
    throw new Error('the path is closed');
  }

  async #aim(ice: TransportOptions['ice']): Promise<void> {
    const { usernameFragment = '', password = '' } = ice ?? {};
    this.#ice.setRemoteParams(new RTCIceParameters({ iceLite: true, usernameFragment, password }));
    for (const [at, candidate] of this.#options.transport.candidates.entries()) {
      const { address, port, protocol, priority, type } = candidate;
      if (protocol !== 'udp') continue;
      const to = this.#reaches(port) ? port : NOWHERE;
      await this.#ice.addRemoteCandidate(
        new IceCandidate(1, String(at + 1), address, to, priority, protocol, type),
      );
    }
    await this.#ice.addRemoteCandidate(undefined);
  }

  #tell(state: ConnectionState): void {
    if (!this.#closed) this.#options.stateChanged(state);
  }
}

/** Nodes of a local mesh are reached over the loopback interface, which is no candidate of itself. */
const LOCAL = ['127.0.0.1'];
/** Nobody listens at the port of the discard service (RFC 863). */
const NOWHERE = 9;

function dtlsOf({ dtls }: TransportOptions): RTCDtlsParameters {
  const fingerprints = (dtls?.fingerprints ?? []).map(
    ({ algorithm, value }) => new RTCDtlsFingerprint(algorithm, value),
  );
  return new RTCDtlsParameters(fingerprints, 'server');
}
