import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { BusSubscription, Resume } from '@weft/proto';
import type { Identity, ResumeOutcome, Socket } from '../ports.ts';
import type { AddressBudget } from './address.ts';
import type { Outbox } from './outbox.ts';
import type { Bucket } from './rate.ts';
import type { KnownFault } from './refusal.ts';
import type { SessionState } from './session.ts';
import type { Wheeled } from './wheel.ts';

export type SessionSocket = Socket<Session>;

/** One client's session and all that is kept for it. Thousands idle at a time, so what may never be needed is made late. */
export class Session implements Wheeled {
  /** Empty until ready. */
  id = '';
  state: SessionState;
  /** Undefined while resuming and when over. */
  socket: SessionSocket | undefined;
  /** Undefined until ready. */
  identity: Identity | undefined = undefined;
  resumeToken = '';
  /** Highest request id seen; 0 = none. */
  lastRequestId = 0;
  /** Requests that wait for their reply. */
  inFlight = 0;
  /** Made with the first frame of the sequence. */
  outbox: Outbox | undefined = undefined;
  subscription: BusSubscription | undefined = undefined;
  /** The socket has asked to wait for `drained`. */
  blocked = false;
  /** A service wants the session closed once what waits is sent. */
  dismissal: KnownFault | undefined = undefined;
  readonly frames: Bucket;
  address: AddressBudget;
  wheelSlot = -1;

  constructor(socket: SessionSocket, state: SessionState, frames: Bucket, address: AddressBudget) {
    this.socket = socket;
    this.state = state;
    this.frames = frames;
    this.address = address;
  }

  /** Makes the socket this session's. */
  attach(socket: SessionSocket): void {
    this.socket = socket;
    this.blocked = false;
    socket.owner = this;
  }

  /** Lets go of the socket, whose events are nobody's from here on. */
  detach(): SessionSocket | undefined {
    const { socket } = this;
    if (socket !== undefined) socket.owner = undefined;
    this.socket = undefined;
    this.blocked = false;
    return socket;
  }
}

/** 256 random bits. */
export const newResumeToken = (): string => randomBytes(32).toString('base64url');

/** The sessions that are ready or can be resumed, by id. Bounded by whoever adds (EDGE_FULL). */
export class Sessions {
  readonly #byId = new Map<string, Session>();

  get size(): number {
    return this.#byId.size;
  }

  values(): IterableIterator<Session> {
    return this.#byId.values();
  }

  add(session: Session): void {
    this.#byId.set(session.id, session);
  }

  remove(session: Session): void {
    this.#byId.delete(session.id);
  }

  /**
   * The session that a hello wants to go on with, and whether it may. The
   * session is given only to one who knows its token and speaks for its
   * subject: so with 'resumed' and 'frames-gone'.
   */
  find(resume: Resume, subjectId: string): { readonly outcome: ResumeOutcome; readonly session?: Session } {
    const session = this.#byId.get(resume.sessionId);
    if (session === undefined) return { outcome: 'unknown' };
    if (!sameSecret(session.resumeToken, resume.resumeToken)) return { outcome: 'wrong-token' };
    if (session.identity?.subjectId !== subjectId) return { outcome: 'other-subject' };
    const { outbox } = session;
    const kept = outbox === undefined ? resume.lastSeq === 0 : outbox.follows(resume.lastSeq);
    return { outcome: kept ? 'resumed' : 'frames-gone', session };
  }
}

/** Compares in a time that tells nothing but the length, which is no secret. */
function sameSecret(kept: string, given: string): boolean {
  const left = Buffer.from(kept);
  const right = Buffer.from(given);
  return left.length > 0 && left.length === right.length && timingSafeEqual(left, right);
}
