import type { rtp } from '@weft/proto';
import type { ClientTransport } from '../ports.ts';
import { Roster } from './roster.ts';
import type { Subscription } from './subscription.ts';
import type { RoomTrack } from './track.ts';

/** What an attendance tells its room. */
export interface AttendanceListener {
  /** DTLS came up, or ICE was lost or found again. */
  readonly connectionChanged: () => void;
  /** The browser closed this transport, or DTLS failed: nothing will ever flow over it again. */
  readonly transportOver: (transport: ClientTransport) => void;
}

/** The seat an attendance is on, as it is now. */
export interface OwnSeat {
  readonly standby: boolean;
  mayHear(participantId: string): boolean;
}

const isUp = ({ closed, dtlsState, iceState }: ClientTransport): boolean =>
  !closed && dtlsState === 'connected' && iceState !== 'disconnected';

/**
 * One join of one participant: its session, its two transports, what it sends
 * and what it receives. A later join is another attendance.
 */
export class Attendance {
  readonly participantId: string;
  /** The leg it is on. */
  readonly leg: OwnSeat;
  /** The others, as far as it was told of them. */
  readonly roster = new Roster();
  /** Where pushes go; another one when the page goes on with a new session. */
  sessionId: string;
  /** Its session has ended, and no other has taken its place yet: it is here for as long as it is connected. */
  orphaned = false;
  /** What its browser can receive. */
  readonly capabilities: rtp.Capabilities;
  readonly heartbeat: Disposable | undefined;
  readonly send: ClientTransport;
  readonly receive: ClientTransport;
  /** What it sends, by track id. */
  readonly tracks = new Map<string, RoomTrack>();
  /** What it receives, by track id. */
  readonly subscriptions = new Map<string, Subscription>();
  /** Tracks whose consumer is being made. */
  readonly subscribing = new Set<string>();
  /** Tracks that its browser cannot decode. */
  readonly refused = new Set<string>();
  #closed = false;
  #receiving = true;

  constructor(init: {
    readonly participantId: string;
    readonly leg: OwnSeat;
    readonly sessionId: string;
    readonly capabilities: rtp.Capabilities;
    /** Ends with the attendance; undefined = it has none. */
    readonly heartbeat: Disposable | undefined;
    readonly send: ClientTransport;
    readonly receive: ClientTransport;
  }) {
    this.participantId = init.participantId;
    this.leg = init.leg;
    this.sessionId = init.sessionId;
    this.capabilities = init.capabilities;
    this.heartbeat = init.heartbeat;
    this.send = init.send;
    this.receive = init.receive;
  }

  listen(listener: AttendanceListener): void {
    for (const transport of [this.send, this.receive]) {
      transport.on('dtlsstatechange', (state) => {
        if (this.#closed) return;
        if (state === 'closed' || state === 'failed') listener.transportOver(transport);
        else listener.connectionChanged();
      });
      transport.on('icestatechange', () => {
        if (!this.#closed) listener.connectionChanged();
      });
    }
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Both transports have DTLS connected and hear from the browser. Who sends nothing has never begun to connect the one for it. */
  get connected(): boolean {
    const onlyListens = this.tracks.size === 0 && !this.send.closed && this.send.dtlsState === 'new';
    return isUp(this.receive) && (onlyListens || isUp(this.send));
  }

  /** One of the two transports. */
  transport(transportId: string): ClientTransport | undefined {
    return [this.send, this.receive].find((transport) => transport.id === transportId && !transport.closed);
  }

  /** Whether it is to be offered tracks. */
  get receiving(): boolean {
    return this.#receiving;
  }

  /** Ends all it receives, for good; the transport stays. */
  endReceiving(): void {
    this.#receiving = false;
    for (const subscription of this.subscriptions.values()) subscription.close();
    this.subscriptions.clear();
  }

  subscriptionOf(consumerId: string): Subscription | undefined {
    for (const subscription of this.subscriptions.values())
      if (subscription.consumer.id === consumerId) return subscription;
    return undefined;
  }

  /** Closes both transports. What went over them must have ended before. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.heartbeat?.[Symbol.dispose]();
    this.send.close();
    this.receive.close();
  }
}
