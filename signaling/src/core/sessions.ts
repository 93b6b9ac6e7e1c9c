import type { BusSubscription, Resume } from '@weft/proto';
import type { Identity, ResumeOutcome, Socket } from '../ports.ts';
import type { AddressBudget } from './address.ts';
import type { Heard } from './heard.ts';
import type { Outbox } from './outbox.ts';
import type { Bucket } from './rate.ts';
import type { KnownFault } from './refusal.ts';
import { type ResumeClaim, type ResumeSecret, readResumeToken, sameSecret } from './resume-token.ts';
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
  /** The token that the last resume was asked for with, until the client shows that it has the present one. */
  earlierToken = '';
  /** The present token's place among the session's, from 1. */
  generation = 0;
  /** The latest one that the client has shown to have. */
  proven = 0;
  /** What was brought of each source; made with the first push. */
  heard: Heard | undefined = undefined;
  /** Highest request id seen; 0 = none. */
  lastRequestId = 0;
  /** Requests that wait for their reply. */
  inFlight = 0;
  /** Made with the first frame of the sequence. */
  outbox: Outbox | undefined = undefined;
  subscription: BusSubscription | undefined = undefined;
  /** The socket has asked to wait for `drained`. */
  blocked = false;
  /** When the client was asked for a sign of life that has not come yet (monotonic); undefined = none is waited for. */
  askedAtMs: number | undefined = undefined;
  /** Has frames to send at the end of this turn. */
  due = false;
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

  /** The client has the present resume token, since it speaks over the connection that brought it. */
  prove(): void {
    this.proven = this.generation;
    this.earlierToken = '';
  }

  /** Makes the socket this session's. */
  attach(socket: SessionSocket): void {
    this.socket = socket;
    this.blocked = false;
    this.askedAtMs = undefined;
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

/** Where the session of a resume is. It is given only to one who knows a token of it and speaks for its subject. */
export type Found =
  | { readonly where: 'here'; readonly outcome: 'resumed' | 'frames-gone'; readonly session: Session }
  /** The token is good, and was made by another edge or for a session that this one has not. */
  | { readonly where: 'elsewhere'; readonly claim: ResumeClaim }
  | {
      readonly where: 'nowhere';
      readonly outcome: Extract<ResumeOutcome, 'unknown' | 'wrong-token' | 'other-subject'>;
    };

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

  get(sessionId: string): Session | undefined {
    return this.#byId.get(sessionId);
  }

  /** Where the session is that a hello wants to go on with, and whether it may. */
  find(resume: Resume, subjectId: string, secret: ResumeSecret): Found {
    const session = this.#byId.get(resume.sessionId);
    const { resumeToken } = resume;
    if (
      session !== undefined &&
      (sameSecret(session.resumeToken, resumeToken) || sameSecret(session.earlierToken, resumeToken))
    ) {
      if (session.identity?.subjectId !== subjectId) return { where: 'nowhere', outcome: 'other-subject' };
      const { outbox } = session;
      const kept = outbox === undefined ? resume.lastSeq === 0 : outbox.follows(resume.lastSeq);
      return { where: 'here', outcome: kept ? 'resumed' : 'frames-gone', session };
    }
    const claim = readResumeToken(secret, resume.sessionId, subjectId, resumeToken);
    if (claim === undefined) {
      return { where: 'nowhere', outcome: session === undefined ? 'unknown' : 'wrong-token' };
    }
    // Older than what the client has shown to have: somebody else found it.
    if (session !== undefined && claim.generation <= session.proven) {
      return { where: 'nowhere', outcome: 'wrong-token' };
    }
    return { where: 'elsewhere', claim };
  }
}
