import {
  type MediaPush,
  type MoveCause,
  rtp,
  type SetConsumerInit,
  type TrackOffered,
  type TransportOptions,
  WeftError,
} from '@weft/proto';
import { type AskNode, askNode, keepAsking } from '../ask.ts';
import { IceRepair } from './ice-repair.ts';
import { layerFor, spatialLayers } from './layers.ts';
import { LegAsk } from './leg-ask.ts';
import type { Direction, LegEvents, LegOptions } from './leg-options.ts';
import { LegSender } from './leg-sender.ts';
import { missedNews } from './missed-news.ts';
import { kindOfSource, type SendPlan, type Source } from './plan.ts';
import { type Heard, type Received, type Sound, soundsOf } from './received.ts';
import type { LocalDtls, ReceiveTransport, RtcTransportOptions, SendTransport } from './rtc.ts';

/** Pushes that may come before the join's answer; more are the node's mistake and dropped. */
const MAX_EARLY = 128;
/** The temporal layer that no codec has more of. */
const ALL_FRAMES = 2;

/**
 * One participant's media at one node: both transports, what is sent and what is received there.
 * A call has one leg, or more while it moves or stands by.
 */
export class Leg {
  readonly nodeId: string;
  readonly region: string;
  /** Raised when the call has moved on without this leg being touched. */
  epoch: number;
  readonly #options: LegOptions;
  #events: LegEvents;
  readonly #received = new Map<string, Received>();
  readonly #senders = new Map<LegSender, Source>();
  readonly #repairs: IceRepair[] = [];
  #early: MediaPush[] | undefined = [];
  #send: SendTransport | undefined;
  #receive: ReceiveTransport | undefined;
  #sendId = '';
  #silent: boolean;
  #closed = false;
  /** Tracks whose id the node has not told yet. */
  #announcing = 0;
  /** What its node is asked. */
  readonly asks: LegAsk;
  readonly #ask: AskNode;

  constructor(options: LegOptions) {
    this.#options = options;
    this.#events = options.events;
    const { seat, callId, ask } = options;
    const node = askNode(ask, () => ({ nodeId: seat.nodeId, callId, epoch: this.epoch }), options.clock);
    this.asks = new LegAsk(node, () => !this.#closed, options.clock);
    this.#ask = this.asks.ask;
    this.nodeId = options.seat.nodeId;
    this.region = options.seat.region;
    this.epoch = options.epoch;
    this.#silent = options.standby;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Makes both transports in one round trip. Rejects with a WeftError or UnsupportedBrowser. */
  async join(): Promise<void> {
    const { rtc, seat } = this.#options;
    if (seat.routerCapabilities === undefined) throw new WeftError('INTERNAL', 'a seat without capabilities');
    const device = await rtc.load(rtp.capabilitiesFromWire(seat.routerCapabilities));
    if (this.#closed) return;
    const capabilities = rtp.capabilitiesToWire(device.receiveCapabilities);
    const joined = await this.#ask('joined', { case: 'join', value: { capabilities, heartbeat: true } });
    if (this.#closed) return;
    if (joined.send === undefined || joined.receive === undefined)
      throw new WeftError('INTERNAL', 'no transports');
    this.#sendId = joined.send.transportId;
    this.#send = device.createSend(this.#transportOptions('send', joined.send));
    this.#receive = device.createReceive(this.#transportOptions('receive', joined.receive));
    const early = this.#early ?? [];
    this.#early = undefined;
    this.#events.joined(joined);
    this.#tell(early);
    if (joined.heartbeat !== undefined)
      await this.#receive.listen(joined.heartbeat, () => {
        if (!this.#closed) this.#events.beat();
      });
    else if (early.length === 0) await this.#receive.warm();
  }

  /**
   * The link has a new session: the node goes on with that, and what flows goes on flowing. `lost` is told when it does not.
   *
   * @param present the others as this side knows them from this leg's node, asked for when it is answered
   */
  async rebind(present: () => Iterable<string>): Promise<void> {
    if (this.#closed) return;
    // A question under way may have been done or not: joining twice makes anew, sending twice is refused.
    if (this.#send === undefined || this.#announcing > 0) return this.#lose(new WeftError('NOT_JOINED'));
    this.#early ??= [];
    try {
      const rebound = await this.asks.rebind(this.#sendId);
      if (rebound === undefined || this.#closed) return;
      const [early, { callId }] = [this.#early, this.#options];
      this.#early = undefined;
      const known = { nodeId: this.nodeId, present: present(), received: this.#received };
      this.#tell(missedNews(rebound, known).map((body) => ({ callId, epoch: this.epoch, body })));
      this.#tell(early);
    } catch (error) {
      this.#lose(error instanceof WeftError ? error : new WeftError('INTERNAL', String(error)));
    }
  }

  /** Sends a track of its own: `track` is cloned. Rejects when the leg is closed or the node refuses the join. */
  async send(source: Source, track: MediaStreamTrack, plan: SendPlan, paused: boolean): Promise<LegSender> {
    const transport = this.#send;
    if (transport === undefined || this.#closed) throw new WeftError('NOT_JOINED');
    const clone = track.clone();
    clone.enabled = !paused;
    const announced = Promise.withResolvers<string>();
    const silent = this.#waits(plan);
    this.#announcing += 1;
    // Nobody may be looking when it fails; who needs the id sees it.
    announced.promise
      .catch((error: unknown) => this.#options.log.warn({ source, error: String(error) }, 'track refused'))
      .finally(() => {
        this.#announcing -= 1;
      });
    const rtcSender = await transport.send(
      clone,
      plan,
      (parameters) => {
        const value = {
          transportId: this.#sendId,
          kind: kindOfSource(source),
          source,
          rtp: rtp.parametersToWire(parameters),
          paused,
        };
        this.asks
          .askOn('produced', { case: 'produce', value })
          .then(({ trackId }) => announced.resolve(trackId), announced.reject);
      },
      silent,
    );
    const sender = new LegSender(rtcSender, announced.promise, paused, {
      set: async (trackId, action) => {
        await this.asks.askOn('done', { case: 'setTrack', value: { trackId, action } });
      },
      closed: () => this.#senders.delete(sender),
      log: this.#options.log,
    });
    if (this.#closed) sender.close();
    else this.#senders.set(sender, source);
    // Woken meanwhile. Any other would be negotiated once more for nothing, while somebody waits for the picture.
    if (silent && !this.#waits(plan)) sender.setSilent(false);
    return sender;
  }

  /** What happens to this leg is told there from now on. */
  hand(events: LegEvents): void {
    this.#events = events;
  }

  /** This leg carries the call from now on: sends at once, and tells its node to forward. */
  wake(cause: MoveCause, silentMs: number): void {
    if (this.#closed || !this.#silent) return;
    this.#silent = false;
    for (const sender of this.#senders.keys()) sender.setSilent(false);
    this.asks.askOn('done', { case: 'promote', value: { cause, silentMs } }).catch((error: unknown) => {
      this.#options.log.warn({ cause, error: String(error) }, 'node not told of the move');
      this.#lose(error instanceof WeftError ? error : new WeftError('INTERNAL'));
    });
  }

  /** Whether media came from this node since it was last asked. */
  arrived(): boolean {
    let fresh = false;
    for (const entry of this.#received.values()) {
      const arrival = entry.receiver?.arrival();
      if (arrival === undefined || arrival === entry.arrival) continue;
      entry.arrival = arrival;
      fresh = true;
    }
    return fresh;
  }

  /**
   * Handles what the node tells about tracks; everything else is the call's. False: the join's answer
   * is not there yet, which is older, and the push waits for it. The end of the room waits for nothing.
   */
  push(push: MediaPush): boolean {
    if (this.#closed) return true;
    if (this.#early !== undefined && push.body?.case !== 'roomClosed') {
      if (this.#early.length < MAX_EARLY) this.#early.push(push);
      return false;
    }
    switch (push.body?.case) {
      case 'trackOffered':
        this.#events.offered();
        this.#accept(push.body.value);
        break;
      case 'trackChanged':
        this.#changed(push.body.value.trackId, push.body.value.paused);
        break;
      case 'participantMoved':
        if (push.body.value.nodeId === this.nodeId) this.#cameHere(push.body.value.participantId);
        break;
      case 'trackGone':
        this.#forget(push.body.value.trackId, push.body.value.consumerId);
        break;
    }
    return true;
  }

  /** Asks for a key frame of a received track; nothing happens when it is not received here. */
  askKeyFrame(trackId: string): void {
    const entry = this.#received.get(trackId);
    if (entry === undefined || this.#closed) return;
    this.#wish({ consumerId: entry.consumerId, keyFrame: true });
  }

  /** A received picture is shown this high, in device pixels: asks for the size that fills it. */
  shown(trackId: string, height: number): void {
    const entry = this.#received.get(trackId);
    if (entry === undefined || this.#closed) return;
    const spatial = layerFor(height, entry.layers);
    if (spatial === undefined || spatial === (entry.layer ?? entry.layers - 1)) return;
    entry.layer = spatial;
    this.#wish({ consumerId: entry.consumerId, layers: { spatial, temporal: ALL_FRAMES } });
  }

  /** Reports of both transports; empty when not joined. */
  async stats(): Promise<readonly RTCStatsReport[]> {
    if (this.#closed || this.#send === undefined || this.#receive === undefined) return [];
    return Promise.all([this.#send.stats(), this.#receive.stats()]);
  }

  /** The tracks received here, with what the browser calls them in its statistics. */
  get receivedTracks(): ReadonlyMap<string, MediaStreamTrack> {
    const tracks = new Map<string, MediaStreamTrack>();
    for (const [trackId, { receiver }] of this.#received)
      if (receiver !== undefined) tracks.set(trackId, receiver.track);
    return tracks;
  }

  /** What is received here, as it was last told of. */
  get heard(): readonly Heard[] {
    return [...this.#received.values()].flatMap(({ track, receiver }) =>
      receiver === undefined ? [] : [{ track, media: receiver.track }],
    );
  }

  /** The sound received here, what is sent by home legs first. */
  get sounds(): readonly Sound[] {
    return soundsOf(this.#received.values());
  }

  /** Whether anything is sent here, or about to be: who only listens never connects the transport for it. */
  get sends(): boolean {
    return this.#senders.size > 0 || this.#announcing > 0;
  }

  /** What is sent here. */
  get senders(): readonly { readonly source: Source; readonly sender: LegSender }[] {
    return [...this.#senders].map(([sender, source]) => ({ source, sender }));
  }

  /** Releases everything. `leave` tells the node, which else notices when the session ends. */
  close(leave: boolean): void {
    if (this.#closed) return;
    if (leave && this.#send !== undefined)
      this.#ask('done', { case: 'leave', value: {} }).catch((error: unknown) =>
        this.#options.log.debug({ error: String(error) }, 'left without an answer'),
      );
    this.#closed = true;
    for (const repair of this.#repairs) repair.stop();
    for (const sender of [...this.#senders.keys()]) sender.close();
    this.#send?.close();
    this.#receive?.close();
    this.#received.clear();
  }

  #wish(value: SetConsumerInit): void {
    this.#ask('done', { case: 'setConsumer', value }).catch((error: unknown) =>
      this.#options.log.debug({ ...value, error: String(error) }, 'wish not heard'),
    );
  }

  /** A silent leg sends nothing; in a hot call it sends sound all the same. */
  #waits({ kind }: SendPlan): boolean {
    return this.#silent && !(this.#options.seat.hot && kind === 'audio');
  }

  /** The browser makes its end of an offered track; then the node may send it. */
  #accept({ track, consumerId, rtp: parameters }: TrackOffered): void {
    const receive = this.#receive;
    if (track === undefined || parameters === undefined || receive === undefined) return;
    if (track.kind === 'unspecified') return;
    const layers = spatialLayers(parameters.encodings[0]?.scalabilityMode);
    const entry: Received = { track, consumerId, layers, receiver: undefined };
    this.#received.set(track.trackId, entry);
    receive
      .receive(consumerId, track.trackId, track.kind, rtp.parametersFromWire(parameters))
      .then(async (receiver) => {
        if (this.#closed || this.#received.get(track.trackId) !== entry) {
          receiver.close();
          return;
        }
        entry.receiver = receiver;
        this.#events.received(entry.track, receiver.track);
        // A track that does not flow would be silent for the rest of the call.
        await keepAsking(
          () => this.#ask('done', { case: 'setConsumer', value: { consumerId, paused: false } }),
          () => !this.#closed && this.#received.get(track.trackId) === entry,
          this.#options.clock,
        );
      })
      .catch((error: unknown) =>
        this.#options.log.warn({ consumerId, error: String(error) }, 'track not received'),
      );
  }

  /** What the node told is done here, and then by the call. */
  #tell(pushes: readonly MediaPush[]): void {
    for (const push of pushes) {
      this.push(push);
      this.#events.told(push);
    }
  }

  #changed(trackId: string, paused: boolean): void {
    const entry = this.#received.get(trackId);
    if (entry !== undefined) entry.track = { ...entry.track, paused };
  }

  /** What a participant sends here is what carries their part of the call from now on. */
  #cameHere(participantId: string): void {
    for (const entry of this.#received.values())
      if (entry.track.participantId === participantId) entry.track = { ...entry.track, standby: false };
  }

  /** Nothing comes from any node: this side's network may have changed. */
  doubtNetwork(): void {
    for (const repair of this.#repairs) repair.doubt();
  }

  #forget(trackId: string, consumerId: string): void {
    const entry = this.#received.get(trackId);
    if (entry === undefined || (consumerId !== '' && entry.consumerId !== consumerId)) return;
    this.#received.delete(trackId);
    entry.receiver?.close();
    this.#events.gone(trackId);
  }

  #transportOptions(direction: Direction, transport: TransportOptions): RtcTransportOptions {
    const repair = new IceRepair({
      restart: (isLatest) => this.#restartIce(direction, transport.transportId, isLatest),
      lost: (error) => this.#lose(error),
      clock: this.#options.clock,
      log: this.#options.log,
    });
    this.#repairs.push(repair);
    return {
      transport,
      iceServers: this.#options.seat.iceServers,
      connect: (dtls) => this.#connect(transport.transportId, dtls),
      stateChanged: (state) => {
        if (this.#closed) return;
        repair.stateChanged(state);
        if (state === 'connected') this.#events.connected(direction);
        else if (state === 'disconnected' || state === 'failed') this.#events.interrupted(direction);
      },
    };
  }

  #connect(transportId: string, dtls: LocalDtls): void {
    this.#ask('done', { case: 'connectTransport', value: { transportId, dtls } }).catch((error: unknown) =>
      this.#lose(error instanceof WeftError ? error : new WeftError('INTERNAL', String(error))),
    );
  }

  async #restartIce(direction: Direction, transportId: string, isLatest: () => boolean): Promise<void> {
    const { ice } = await this.#ask('iceRestarted', { case: 'restartIce', value: { transportId } });
    const transport = direction === 'send' ? this.#send : this.#receive;
    if (ice !== undefined && isLatest() && !this.#closed) await transport?.restartIce(ice);
  }

  #lose(error: WeftError): void {
    if (this.#closed) return;
    this.close(false);
    this.#events.lost(error);
  }
}
