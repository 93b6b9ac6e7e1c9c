import { createSocket, type Socket } from 'node:dgram';
import {
  type Bus,
  fromFault,
  type Joined,
  MediaPush,
  MediaReply,
  MediaRequest,
  type MediaRequestInit,
  type PrincipalInit,
  type Rebound,
  RelayedReply,
  RelayedRequest,
  type RtpCapabilitiesInit,
  SessionPush,
  type Stats,
  subjects,
  type TrackOffered,
} from '@weft/proto';
import { until } from '@weft/proto/testing';
import { audioParameters, rtpPacket, videoParameters } from './rtp.ts';

type ReplyBody = NonNullable<MediaReply['body']>;
type PushBody = NonNullable<MediaPush['body']>;
type PushCase = PushBody['case'];
/** Each kind of push with what it carries. */
type Pushed = { readonly [Push in PushBody as Push['case']]: Push['value'] };

/** One participant's client: asks by the bus as an edge would, hears its pushes, sends plain RTP. */
export class TestClient implements Disposable {
  readonly participantId: string;
  readonly sessionId: string;
  /** Everything pushed, in order. */
  readonly pushes: PushBody[] = [];
  readonly pushKeys: string[] = [];
  /** Datagrams that came to the sending and to the receiving socket. */
  readonly toSender: Buffer[] = [];
  readonly toReceiver: Buffer[] = [];
  joined: Joined | undefined;
  readonly #bus: Bus;
  readonly #at: {
    readonly nodeId: string;
    readonly callId: string;
    epoch: number;
    readonly capabilities?: RtpCapabilitiesInit | undefined;
  };
  readonly #subscription: Disposable;
  /** By the transport's id: one tuple for each. */
  readonly #sockets = new Map<string, Socket>();
  #requestId = 0;
  /** How many pushes came before the latest join. */
  #joinedAt = 0;

  constructor(
    bus: Bus,
    participantId: string,
    at: {
      readonly nodeId: string;
      readonly callId: string;
      readonly epoch: number;
      readonly sessionId?: string;
      /** What its browser can do; undefined = nothing. */
      readonly capabilities?: RtpCapabilitiesInit | undefined;
    },
  ) {
    this.#bus = bus;
    this.participantId = participantId;
    this.sessionId = at.sessionId ?? `session-${participantId}-${at.callId}`;
    this.#at = { ...at };
    this.#subscription = bus.subscribe(subjects.session(this.sessionId), ({ data }) => {
      const push = SessionPush.decode(data);
      if (push.source?.case !== 'media') return;
      const { body } = MediaPush.decode(push.source.value);
      if (body === undefined) return;
      this.pushes.push(body);
      this.pushKeys.push(push.coalesceKey);
    });
  }

  [Symbol.dispose](): void {
    this.#subscription[Symbol.dispose]();
    for (const socket of this.#sockets.values()) socket.close();
    this.#sockets.clear();
  }

  moveTo(epoch: number): void {
    this.#at.epoch = epoch;
  }

  get callId(): string {
    return this.#at.callId;
  }

  get principal(): PrincipalInit &
    Pick<Required<PrincipalInit>, 'subjectId' | 'role'> & { readonly sessionId: string } {
    return {
      sessionId: this.sessionId,
      subjectId: `subject-${this.participantId}`,
      role: 'customer',
      region: 'eu',
      edgeId: 'edge-test',
    };
  }

  /** Asks the node; throws the WeftError it answers with. */
  async ask(body: NonNullable<MediaRequestInit['body']>, requestId = 0): Promise<ReplyBody> {
    return this.askRaw(MediaRequest.encode({ body }), requestId);
  }

  async askRaw(body: Uint8Array, requestId = 0): Promise<ReplyBody> {
    this.#requestId += 1;
    const { nodeId, callId, epoch } = this.#at;
    const request = {
      principal: this.principal,
      requestId: requestId || this.#requestId,
      callId,
      epoch,
      body,
    };
    const bytes = await this.#bus.request(subjects.media(nodeId), RelayedRequest.encode(request), {
      timeoutMs: 5_000,
    });
    const { result } = RelayedReply.decode(bytes);
    if (result === undefined) throw new Error('no result');
    if (result.case === 'fault') throw fromFault(result.value);
    const reply = MediaReply.decode(result.value).body;
    if (reply === undefined) throw new Error('empty reply');
    return reply;
  }

  /** Joins with all its browser can do, or with what is given. */
  async join(capabilities = this.#at.capabilities): Promise<Joined> {
    this.#joinedAt = this.pushes.length;
    const reply = await this.ask({ case: 'join', value: { capabilities } });
    if (reply.case !== 'joined') throw new Error(reply.case);
    this.joined = reply.value;
    return reply.value;
  }

  /** Goes on over the transports of an earlier session. */
  async rebind(sendTransportId: string): Promise<Rebound> {
    const reply = await this.ask({ case: 'rebind', value: { sendTransportId } });
    if (reply.case !== 'rebound') throw new Error(reply.case);
    return reply.value;
  }

  async produceAudio(options: { ssrc?: number; paused?: boolean } = {}): Promise<string> {
    return this.#produce(
      'audio',
      'microphone',
      audioParameters(options.ssrc ?? 1_111),
      options.paused ?? false,
    );
  }

  async produceVideo(
    options: { ssrc?: number; paused?: boolean; source?: 'camera' | 'screen' } = {},
  ): Promise<string> {
    return this.#produce(
      'video',
      options.source ?? 'camera',
      videoParameters(options.ssrc ?? 2_222),
      options.paused ?? false,
    );
  }

  async setTrack(trackId: string, action: 'pause' | 'resume' | 'close'): Promise<void> {
    await this.ask({ case: 'setTrack', value: { trackId, action } });
  }

  async stats(): Promise<Stats> {
    const reply = await this.ask({ case: 'getStats', value: {} });
    if (reply.case !== 'stats') throw new Error(reply.case);
    return reply.value;
  }

  async resume(consumerId: string): Promise<void> {
    await this.ask({ case: 'setConsumer', value: { consumerId, paused: false } });
  }

  /** Pushes of one kind, in order. */
  heard<Case extends PushCase>(kind: Case): Pushed[Case][] {
    return this.pushes.flatMap((push) => (push.case === kind ? [push.value as Pushed[Case]] : []));
  }

  /** The offer of a track since the latest join, once it has come. */
  async offered(trackId: string): Promise<TrackOffered> {
    await until(
      () => this.#offer(trackId) !== undefined || `${this.participantId} was not offered ${trackId}`,
    );
    const offer = this.#offer(trackId);
    if (offer === undefined) throw new Error('unreachable');
    return offer;
  }

  /** Sends RTP packets of one stream, fifty a second, until disposed. */
  async startSending(stream: {
    ssrc: number;
    payloadType: number;
    dbov?: number;
    payload?: Buffer;
  }): Promise<Disposable> {
    const socket = await this.#socketTo('send', this.toSender);
    let sequence = 1;
    const timer = setInterval(() => {
      socket.send(rtpPacket({ ...stream, sequence, timestamp: sequence * 960 }));
      sequence += 1;
    }, 20);
    return { [Symbol.dispose]: () => clearInterval(timer) };
  }

  /** Lets the node know where to send what this client receives. */
  async startReceiving(): Promise<void> {
    const socket = await this.#socketTo('receive', this.toReceiver);
    // An empty RTCP receiver report (RFC 3550 section 6.4.2): any packet tells the node the address.
    socket.send(Buffer.from([0x80, 201, 0, 1, 0, 0, 0, 1]));
  }

  #offer(trackId: string): TrackOffered | undefined {
    const since = this.pushes.slice(this.#joinedAt);
    const offers = since.flatMap((push) => (push.case === 'trackOffered' ? [push.value] : []));
    return offers.findLast(({ track }) => track?.trackId === trackId);
  }

  async #produce(
    kind: 'audio' | 'video',
    source: 'microphone' | 'camera' | 'screen',
    rtp: ReturnType<typeof audioParameters>,
    paused: boolean,
  ): Promise<string> {
    const transportId = this.joined?.send?.transportId ?? '';
    const reply = await this.ask({ case: 'produce', value: { transportId, kind, source, rtp, paused } });
    if (reply.case !== 'produced') throw new Error(reply.case);
    return reply.value.trackId;
  }

  async #socketTo(end: 'send' | 'receive', received: Buffer[]): Promise<Socket> {
    const transport = this.joined?.[end];
    const candidate = transport?.candidates[0];
    if (transport === undefined || candidate === undefined) throw new Error('join first');
    const standing = this.#sockets.get(transport.transportId);
    if (standing !== undefined) return standing;
    const socket = createSocket('udp4');
    this.#sockets.set(transport.transportId, socket);
    // A transport that closed refuses what is still sent to it.
    socket.on('error', () => undefined);
    socket.on('message', (packet) => received.push(packet));
    await new Promise<void>((resolve) => {
      socket.connect(candidate.port, candidate.address, resolve);
    });
    return socket;
  }
}
