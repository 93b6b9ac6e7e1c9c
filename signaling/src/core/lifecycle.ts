import { type Bus, type Clock, type Log, SessionGone, subjects, type Timer } from '@weft/proto';
import type { ForgetReason, GoneReason, Identity, Tally } from '../ports.ts';
import type { Holdings } from './holding.ts';
import { faultOf, type KnownFault, refuse } from './refusal.ts';
import { dueAtMs, next, type SessionEffect, type SessionEvent, type SessionTimes } from './session.ts';
import type { Session, Sessions } from './sessions.ts';
import { Wheel } from './wheel.ts';

const TICK_MS = 250;
const SLOTS = 256;
/** How long the other edges have to say that they hold a session. */
const ASK_WITHIN_MS = 500;

const FORGOTTEN: Readonly<Record<ForgetReason, string>> = {
  moved: 'session went on at another edge',
  left: 'session is left to the edge that its client finds',
  missed: 'session missed something: its client begins anew',
};

export interface LifecycleParts {
  readonly sessions: Sessions;
  readonly bus: Bus;
  readonly holdings: Holdings;
  readonly clock: Clock;
  readonly log: Log;
  readonly tally: Tally;
  readonly times: SessionTimes;
}

/** The one place around next(): keeps the state, keeps its deadline, and does what follows from it. */
export class Lifecycle implements Disposable {
  readonly #parts: LifecycleParts;
  readonly #wheel: Wheel<Session>;
  readonly #ticking: Timer;
  #ready = 0;

  constructor(parts: LifecycleParts) {
    this.#parts = parts;
    this.#wheel = new Wheel<Session>(TICK_MS, SLOTS, parts.clock.monotonic());
    this.#ticking = parts.clock.every(TICK_MS, () => {
      const nowMs = parts.clock.monotonic();
      this.#wheel.advance(nowMs, (session) => this.#due(session, nowMs));
    });
  }

  /** Sessions that have a socket. */
  get ready(): number {
    return this.#ready;
  }

  /** From here on the session's deadlines are watched. */
  begin(session: Session): void {
    this.#schedule(session);
  }

  /** False when the session's state has no such transition. */
  step(session: Session, event: SessionEvent): boolean {
    const { times, tally, log } = this.#parts;
    const { phase } = session.state;
    const { state, effects, refused } = next(session.state, event, times);
    if (refused) {
      tally.transitionRefused();
      log.warn({ sessionId: session.id, phase, event: event.on }, 'transition refused');
      return false;
    }
    session.state = state;
    if (state.phase !== phase) {
      if (phase === 'ready') this.#ready--;
      if (state.phase === 'ready') this.#ready++;
      this.#schedule(session);
    }
    for (const effect of effects) this.#run(session, effect);
    if (state.phase === 'resuming' && phase === 'ready') {
      const code = event.on === 'refused' ? event.fault.code : undefined;
      log.info({ sessionId: session.id, event: event.on, code }, 'session waits to be resumed');
    }
    return true;
  }

  /** The client or its connection did what the edge does not bear. */
  refuse(session: Session, fault: KnownFault): void {
    this.step(session, { on: 'refused', fault, atMs: this.#parts.clock.monotonic() });
  }

  /** refuse() with the table's own words. */
  refuseFor(session: Session, ...fault: Parameters<typeof faultOf>): void {
    this.refuse(session, faultOf(...fault));
  }

  [Symbol.dispose](): void {
    this.#ticking.cancel();
  }

  #run(session: Session, effect: SessionEffect): void {
    switch (effect.do) {
      case 'refuse':
        this.#refuse(session, effect.fault);
        return;
      case 'close':
        session.detach()?.close(1000, '');
        return;
      case 'end':
        this.#end(session, effect.reason);
        return;
      case 'forget':
        this.#forget(session);
        // Nobody takes it over; its client, which comes at once, tells the services of its new one.
        if (effect.why === 'missed') this.#parts.holdings.tell(session.id, 'over');
        this.#parts.tally.ended(effect.why);
        this.#parts.log.info({ sessionId: session.id }, FORGOTTEN[effect.why]);
        return;
    }
  }

  #refuse(session: Session, fault: KnownFault): void {
    this.#parts.log.debug({ sessionId: session.id, code: fault.code, why: fault.message }, 'socket refused');
    const socket = session.detach();
    // Without a socket the server has cut the connection itself.
    if (socket === undefined) this.#parts.tally.refused(fault.code);
    else refuse(socket, fault, this.#parts.tally);
  }

  #end(session: Session, reason: GoneReason): void {
    this.#forget(session);
    this.#parts.tally.ended(reason);
    const { id, identity } = session;
    if (identity === undefined) return;
    // A client that is away may be at another edge, and this one was too slow to hear of it.
    if (reason === 'timeout') void this.#endUnlessHeld(id, identity);
    else this.#tellEnd(id, identity, reason);
  }

  #forget(session: Session): void {
    this.#parts.sessions.remove(session);
    session.subscription?.unsubscribe();
    session.subscription = undefined;
    session.outbox = undefined;
  }

  async #endUnlessHeld(sessionId: string, identity: Identity): Promise<void> {
    const { bus, log } = this.#parts;
    const held = await bus
      .request(subjects.sessionAsk(sessionId), new Uint8Array(0), { timeoutMs: ASK_WITHIN_MS })
      .then(
        () => true,
        // Nobody there, or nobody can say: it is this edge that tells, as it would have.
        () => false,
      );
    if (held) log.info({ sessionId }, FORGOTTEN.moved);
    else this.#tellEnd(sessionId, identity, 'timeout');
  }

  #tellEnd(sessionId: string, { subjectId, role }: Identity, reason: GoneReason): void {
    const { bus, holdings, log } = this.#parts;
    holdings.tell(sessionId, 'over');
    bus.publish(subjects.sessionGone(sessionId), SessionGone.encode({ sessionId, subjectId, role, reason }));
    log.info({ sessionId, subjectId, role, reason }, 'session ended');
  }

  #due(session: Session, nowMs: number): void {
    const dueMs = dueAtMs(session.state, this.#parts.times);
    if (dueMs === undefined) return;
    // The wheel asks early when the client was heard since, or when the deadline is far.
    if (dueMs <= nowMs) this.step(session, { on: 'due', atMs: nowMs });
    else this.#wheel.schedule(session, dueMs);
  }

  #schedule(session: Session): void {
    const dueMs = dueAtMs(session.state, this.#parts.times);
    if (dueMs === undefined) this.#wheel.cancel(session);
    else this.#wheel.schedule(session, dueMs);
  }
}
