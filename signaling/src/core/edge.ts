import { type Bus, type Clock, type Ids, type Log, pushSource, type SignOutRecord } from '@weft/proto';
import type {
  Admission,
  Afterwards,
  Peer,
  SessionHistory,
  SharedHistory,
  Socket,
  SocketEvents,
  Tally,
} from '../ports.ts';
import { Absence } from './absence.ts';
import { Addresses, type AddressRates } from './address.ts';
import { Delivery } from './delivery.ts';
import { Drain } from './drain.ts';
import { readFrame } from './frame.ts';
import { Holdings } from './holding.ts';
import { Lifecycle } from './lifecycle.ts';
import { isOriginAllowed } from './origin.ts';
import type { OutboxLimits } from './outbox.ts';
import { bucket, type Rate, take } from './rate.ts';
import { faultOf, type KnownFault, refuse } from './refusal.ts';
import { type EdgeName, Relay, type RelayLimits } from './relay.ts';
import type { ResumeSecret } from './resume-token.ts';
import { awaitingHello, type SessionTimes } from './session.ts';
import { Session, Sessions } from './sessions.ts';
import { SharedPushes } from './shared-pushes.ts';
import { Takeover } from './takeover.ts';
import { type ReadyTerms, Welcome } from './welcome.ts';

/** Sockets over and above the session cap: those that have not said hello yet or are being replaced. */
const SPARE_SOCKETS = 1_024;
const SWEEP_EVERY_MS = 10_000;

/** An edge's bounds; config.ts has the defaults and what each means. */
export interface EdgeLimits {
  readonly times: SessionTimes;
  readonly terms: ReadyTerms;
  readonly outbox: OutboxLimits;
  readonly relay: RelayLimits;
  readonly sessionRate: Rate;
  readonly addressRates: AddressRates;
  readonly maxAddresses: number;
  readonly maxSessions: number;
  readonly origins: readonly string[];
}

export interface EdgeParts {
  readonly name: EdgeName;
  readonly limits: EdgeLimits;
  readonly bus: Bus;
  readonly admission: Admission;
  readonly secret: ResumeSecret;
  readonly history: SessionHistory;
  readonly sharedHistory: SharedHistory;
  readonly clock: Clock;
  readonly afterwards: Afterwards;
  readonly ids: Ids;
  readonly log: Log;
  readonly tally: Tally;
}

/** The signaling edge without its socket server: takes sockets' events and turns them into the session's. */
export class Edge implements SocketEvents<Session>, Disposable {
  readonly sessions = new Sessions();
  readonly drain: Drain;
  readonly relay: Relay;
  readonly lifecycle: Lifecycle;
  readonly shared: SharedPushes;
  readonly absence: Absence;
  readonly #parts: EdgeParts;
  readonly #addresses: Addresses;
  readonly #delivery: Delivery;
  readonly #welcome: Welcome;
  readonly #sweeping: Disposable;
  #sockets = 0;

  constructor(parts: EdgeParts) {
    const { limits, clock } = parts;
    const { sessions } = this;
    this.#parts = parts;
    this.#addresses = new Addresses(limits.addressRates, limits.maxAddresses);
    const holdings = new Holdings(parts.bus, pushSource(parts.name.edgeId, clock.now()));
    const lifecycle = new Lifecycle({ ...parts, holdings, sessions, times: limits.times });
    const delivery = new Delivery({
      ...parts,
      lifecycle,
      holdings,
      times: limits.times,
      limits: limits.outbox,
    });
    const drain = new Drain({ ...parts, sessions, lifecycle, delivery });
    this.lifecycle = lifecycle;
    this.#delivery = delivery;
    this.drain = drain;
    this.relay = new Relay({ ...parts, delivery, limits: limits.relay });
    const shared = new SharedPushes({ ...parts, sessions, delivery, holdings });
    this.shared = shared;
    this.absence = new Absence({ ...parts, sessions, delivery, lifecycle, holdings });
    const takeover = new Takeover({ ...parts, ...limits.times, holdings, shared });
    this.#welcome = new Welcome({
      ...parts,
      ...limits,
      sessions,
      lifecycle,
      delivery,
      drain,
      holdings,
      takeover,
    });
    this.#sweeping = clock.every(SWEEP_EVERY_MS, () => this.#addresses.sweep(clock.monotonic()));
  }

  opened(socket: Socket<Session>, peer: Peer): void {
    const { clock, tally, limits } = this.#parts;
    const nowMs = clock.monotonic();
    this.#sockets++;
    tally.opened();
    const address = this.#addresses.of(peer.address, nowMs);
    const fault = this.#refusalAtOpen(
      peer.origin,
      take(address.connects, limits.addressRates.connects, nowMs),
    );
    if (fault !== undefined) {
      refuse(socket, fault, tally);
      return;
    }
    const frames = bucket(limits.sessionRate, nowMs);
    const session = new Session(socket, awaitingHello(nowMs, limits.times), frames, address);
    socket.owner = session;
    this.lifecycle.begin(session);
  }

  message(socket: Socket<Session>, bytes: Uint8Array, binary: boolean): void {
    const session = socket.owner;
    if (session === undefined || !this.#pays(session)) return;
    session.askedAtMs = undefined;
    const reading = readFrame(bytes, binary, this.#parts.limits.terms.maxFrameBytes);
    if (!reading.ok) {
      this.lifecycle.refuse(session, reading.fault);
      return;
    }
    const { frame, kind } = reading;
    this.#parts.tally.frame(kind);
    if (frame.body?.case === 'hello') {
      const admitting = session.state.phase === 'awaiting-hello';
      this.lifecycle.step(session, { on: 'hello' });
      // hello() answers every failure itself.
      if (admitting) void this.#welcome.hello(session, frame.body.value);
      return;
    }
    const { identity } = session;
    session.prove();
    if (identity !== undefined && !this.#delivery.acknowledge(session, frame.ack)) {
      this.lifecycle.refuseFor(session, 'BAD_FRAME', `Frame ${frame.ack} was never sent`);
      return;
    }
    if (frame.body?.case === 'bye') {
      this.lifecycle.step(session, { on: 'bye' });
      return;
    }
    this.lifecycle.step(session, { on: 'frame', atMs: this.#parts.clock.monotonic() });
    if (identity === undefined) return;
    if (frame.body?.case === 'request') this.relay.request(session, identity, frame.body.value);
    else if (frame.body?.case === 'ping')
      this.#delivery.direct(session, { case: 'pong', value: frame.body.value });
  }

  control(socket: Socket<Session>): void {
    const session = socket.owner;
    // A sign of life, and a flood of them is a flood.
    if (session !== undefined && this.#pays(session)) session.askedAtMs = undefined;
  }

  drained(socket: Socket<Session>): void {
    if (socket.owner !== undefined) this.#delivery.drained(socket.owner);
  }

  closed(socket: Socket<Session>, tooLarge: boolean): void {
    this.#sockets--;
    const session = socket.owner;
    if (session === undefined) return;
    session.detach();
    if (tooLarge) this.lifecycle.refuseFor(session, 'FRAME_TOO_LARGE');
    else this.lifecycle.step(session, { on: 'lost', atMs: this.#parts.clock.monotonic() });
  }

  /** Ends somebody's sessions that began with tokens made before, but for the page that asked for it. */
  signOut({ agentId, beforeMs, keptSessionId }: SignOutRecord): void {
    for (const session of [...this.sessions.values()]) {
      const { identity, id } = session;
      if (identity?.subjectId !== agentId || identity.issuedAtMs >= beforeMs || id === keptSessionId)
        continue;
      this.lifecycle.step(session, { on: 'dismissed', fault: faultOf('TOKEN_EXPIRED') });
    }
  }

  /** Stops the clockwork; the sessions are to be ended before. */
  [Symbol.dispose](): void {
    this.#sweeping[Symbol.dispose]();
    this.absence[Symbol.dispose]();
    this.shared[Symbol.dispose]();
    this.lifecycle[Symbol.dispose]();
  }

  #refusalAtOpen(origin: string, waitMs: number): KnownFault | undefined {
    const { limits } = this.#parts;
    if (waitMs > 0) return faultOf('RATE_LIMITED', 'Too many connections from this address', waitMs);
    if (!isOriginAllowed(origin, limits.origins)) return faultOf('ORIGIN_REFUSED');
    if (this.#sockets > limits.maxSessions + SPARE_SOCKETS) return faultOf('EDGE_FULL');
    return undefined;
  }

  /** Takes a frame's price from the session's and the address's budget. False when one is spent: the socket is closed. */
  #pays(session: Session): boolean {
    const { clock, limits } = this.#parts;
    const nowMs = clock.monotonic();
    const waitMs =
      take(session.frames, limits.sessionRate, nowMs) ||
      take(session.address.frames, limits.addressRates.frames, nowMs);
    if (waitMs === 0) return true;
    this.lifecycle.refuseFor(session, 'RATE_LIMITED', 'Too many frames', waitMs);
    return false;
  }
}
