import {
  type BusMessage,
  type Clock,
  type Fault,
  frameOfPlainPush,
  type Log,
  MalformedMessage,
  type PushCursor,
  type PushInit,
  type Resume,
  ServerFrame,
  type SessionHeld,
  SessionPush,
  SessionStanding,
  type SharedFrame,
} from '@weft/proto';
import type { Afterwards, Tally } from '../ports.ts';
import { Heard } from './heard.ts';
import { type Holdings, verdictOn } from './holding.ts';
import type { Lifecycle } from './lifecycle.ts';
import { Outbox, type OutboxLimits } from './outbox.ts';
import { knownFault } from './refusal.ts';
import { pump } from './send.ts';
import type { SessionTimes } from './session.ts';
import type { Session } from './sessions.ts';

export interface DeliveryParts {
  readonly lifecycle: Lifecycle;
  readonly holdings: Holdings;
  readonly limits: OutboxLimits;
  readonly times: SessionTimes;
  readonly clock: Clock;
  readonly afterwards: Afterwards;
  readonly tally: Tally;
  readonly log: Log;
}

export type ReplyResult =
  | { readonly case: 'body'; readonly value: Uint8Array }
  | { readonly case: 'fault'; readonly value: Fault };

type DirectBody = Extract<
  NonNullable<Parameters<typeof ServerFrame.encode>[0]['body']>,
  { case: 'ready' | 'pong' | 'draining' }
>;

/** Of the push at hand: thousands come in a second. */
const cursor: PushCursor = { sourceId: '', sourceSeq: 0 };

/**
 * Brings frames to clients: in order, kept until acknowledged, never more than a session's bound. A session's frames go
 * out at the end of the turn in which they came, so that many of them cost one write.
 */
export class Delivery {
  readonly #parts: DeliveryParts;
  /** Sessions with something to send at the end of this turn, each once. */
  #due: Session[] = [];
  /** What came for sessions since pushes are held back; undefined = they are not. */
  #held: Map<Session, SessionPush[]> | undefined;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  /** The answer to a request. Nothing happens when the session is over. */
  reply(session: Session, id: number, result: ReplyResult): void {
    this.#keep(session, ServerFrame.encode({ body: { case: 'reply', value: { id, result } } }), '');
  }

  /** What was published on the session's subjects. Without bytes it asks whether the session lives. */
  heard(session: Session, message: BusMessage): void {
    if (message.data.length === 0) {
      message.respond(SessionStanding.encode({ silentMs: this.#silentMs(session) }));
      return;
    }
    // Nearly every push: its bytes are passed on as they are.
    const frame = this.#held === undefined ? frameOfPlainPush(message.data, cursor) : undefined;
    if (frame !== undefined) {
      if (this.#isNew(session, cursor)) this.#keep(session, frame, '');
      return;
    }
    const { tally, log } = this.#parts;
    try {
      this.push(session, SessionPush.decode(message.data));
    } catch (error) {
      if (!(error instanceof MalformedMessage)) throw error;
      tally.queued('malformed');
      log.warn({ sessionId: session.id }, 'push does not follow the schema');
    }
  }

  /** What is published for many sessions, while nothing is held back. `frame` is all of theirs, with the count of each. */
  share(
    session: Session,
    frame: SharedFrame,
    push: Pick<SessionPush, 'coalesceKey' | 'sourceId' | 'sourceSeq'>,
  ): void {
    if (this.#isNew(session, push)) this.#keep(session, frame.with(push.sourceSeq), push.coalesceKey);
  }

  /** Whether pushes are held back. */
  get holding(): boolean {
    return this.#held !== undefined;
  }

  /** From now on pushes wait, since some before them may be missing. */
  hold(): void {
    this.#held ??= new Map();
  }

  /** Pushes no longer wait: gives those that did. It is for the caller to bring them. */
  release(): ReadonlyMap<Session, readonly SessionPush[]> {
    const held = this.#held ?? new Map<Session, readonly SessionPush[]>();
    this.#held = undefined;
    return held;
  }

  /** What a service sends to the session, or an edge says of it. */
  push(session: Session, push: SessionPush): void {
    if (this.#held === undefined) this.bring(session, push);
    else if (this.#held.has(session)) this.#held.get(session)?.push(push);
    else this.#held.set(session, [push]);
  }

  /** push(), whether others wait or not. */
  bring(session: Session, push: SessionPush): void {
    const { source, sourceId, sourceSeq, coalesceKey, closeWith, held } = push;
    if (held !== undefined) {
      this.#heldBy(session, held);
      return;
    }
    if (closeWith !== undefined) session.dismissal = knownFault(closeWith);
    if (source !== undefined && this.#isNew(session, push)) {
      const value: PushInit = { source, sourceId, sourceSeq };
      this.#keep(session, ServerFrame.encode({ body: { case: 'push', value } }), coalesceKey);
    } else if (closeWith !== undefined) this.#sendLater(session);
  }

  /** A frame outside the sequence. A client that does not read may miss it. */
  direct(session: Session, body: DirectBody): void {
    const { socket } = session;
    if (socket !== undefined) this.#parts.tally.sent(socket.send(ServerFrame.encode({ body })), 1);
  }

  /** The client has handled the frames up to `seq`. False when it cannot have. */
  acknowledge(session: Session, seq: number): boolean {
    return session.outbox === undefined ? seq === 0 : session.outbox.acknowledge(seq);
  }

  /** Goes on over the session's new socket, behind `lastSeq`, which Sessions.find() has allowed. */
  goOn(session: Session, lastSeq: number): void {
    session.outbox?.rewind(lastSeq);
    this.#pump(session);
  }

  /** Begins a session that another edge had: behind what its client has, with what it has missed. */
  takeOver(
    session: Session,
    from: Pick<Resume, 'lastSeq' | 'cursors'>,
    pushes: readonly SessionPush[],
  ): void {
    session.outbox = new Outbox(this.#parts.limits, from.lastSeq);
    session.heard = new Heard(new Map(from.cursors.map(({ sourceId, sourceSeq }) => [sourceId, sourceSeq])));
    for (const push of pushes) this.bring(session, push);
  }

  /** The socket's buffer went down. Once it is empty the session goes on: more would only wait where nothing is replaced. */
  drained(session: Session): void {
    if (!session.blocked || (session.socket?.bufferedBytes ?? 0) > 0) return;
    session.blocked = false;
    this.#pump(session);
  }

  /** For how long nothing was heard of the client that was due; asks it for a sign of life. */
  #silentMs(session: Session): number {
    const { state, socket } = session;
    const { clock, times } = this.#parts;
    const nowMs = clock.monotonic();
    if (state.phase === 'resuming') {
      const leftAtMs = state.resumeByMs - times.resumeWindowMs;
      return Math.trunc(nowMs - Math.min(leftAtMs, session.askedAtMs ?? leftAtMs));
    }
    socket?.ping();
    session.askedAtMs ??= nowMs;
    return Math.trunc(nowMs - session.askedAtMs);
  }

  /** False = it was brought already: by a takeover, or when what was missed was read again. */
  #isNew(session: Session, { sourceId, sourceSeq }: Pick<SessionPush, 'sourceId' | 'sourceSeq'>): boolean {
    session.heard ??= new Heard();
    return session.heard.take(sourceId, sourceSeq);
  }

  #heldBy(session: Session, held: SessionHeld): void {
    const { holdings, lifecycle } = this.#parts;
    if (session.state.phase !== 'ready' && session.state.phase !== 'resuming') return;
    switch (verdictOn(held, { holderId: holdings.holderId, proven: session.proven })) {
      case 'ignore':
        return;
      case 'yield':
        lifecycle.step(session, { on: 'moved' });
        return;
      case 'insist':
        holdings.tell(session.id, 'taken', { generation: session.proven });
        return;
    }
  }

  /** `rest` = the frame without its place in the sequence; it is copied. */
  #keep(session: Session, rest: Uint8Array, key: string): void {
    if (session.state.phase !== 'ready' && session.state.phase !== 'resuming') return;
    session.outbox ??= new Outbox(this.#parts.limits);
    const added = session.outbox.add(rest, key, session.socket !== undefined && !session.blocked);
    this.#parts.tally.queued(added === 'full' ? 'overflow' : added);
    if (added === 'full') this.#parts.lifecycle.step(session, { on: 'overflowed' });
    else this.#sendLater(session);
  }

  #sendLater(session: Session): void {
    if (session.due) return;
    session.due = true;
    this.#due.push(session);
    if (this.#due.length === 1) this.#parts.afterwards(() => this.#sendDue());
  }

  #sendDue(): void {
    const due = this.#due;
    this.#due = [];
    for (const session of due) {
      session.due = false;
      const { phase } = session.state;
      if (phase === 'ready' || phase === 'resuming') this.#pump(session);
    }
  }

  #pump(session: Session): void {
    const { socket, outbox, dismissal } = session;
    if (socket !== undefined && outbox !== undefined && !session.blocked) {
      const { tally } = this.#parts;
      session.blocked = pump(outbox, socket, (result, frames) => tally.sent(result, frames)) === 'blocked';
    }
    if (dismissal === undefined) return;
    // Without a socket nothing can be sent before the end.
    const waits = socket !== undefined && (outbox?.unsent ?? 0) > 0;
    if (!waits) this.#parts.lifecycle.step(session, { on: 'dismissed', fault: dismissal });
  }
}
