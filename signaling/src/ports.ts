import type { ErrorCode, Role } from '@weft/proto';

/**
 * What became of bytes handed to a socket: gone to the kernel; taken, but
 * waiting in the socket's buffer until `drain`; or not taken at all, because
 * that buffer is at its limit.
 */
export type SendResult = 'sent' | 'backpressure' | 'dropped';

/** One open WebSocket, as the core sees it. */
export interface Socket<Owner> {
  /** Whom the socket's events belong to; set by the core. */
  owner: Owner | undefined;
  /** Bytes that the socket has taken and the kernel has not; 0 once closed. */
  readonly bufferedBytes: number;
  /** Sends one binary message, whose bytes are read during the call. 'dropped' on a closed socket. */
  send(message: Uint8Array): SendResult;
  /** What `run` sends is gathered and goes out together: `bufferedBytes` then says what the kernel did not take of it. */
  inOnePiece(run: () => void): void;
  /** Asks for a sign of life: every WebSocket client answers by itself, which tells as `control`. */
  ping(): void;
  /** Sends what is buffered, then a close frame (RFC 6455 section 7.1.2). Its `closed` event follows at once. */
  close(code: number, reason: string): void;
}

/** Runs something once, after all that has arrived by now was handled. */
export type Afterwards = (run: () => void) => void;

/** Where a socket comes from. */
export interface Peer {
  /** IP address as text, or what a trusted proxy says it is. */
  readonly address: string;
  /** The Origin header; empty when there was none (not a browser). */
  readonly origin: string;
}

/** What a socket server tells. For one socket: `opened` first, `closed` last and once. */
export interface SocketEvents<Owner> {
  opened(socket: Socket<Owner>, peer: Peer): void;
  /** The bytes are valid during the call only. */
  message(socket: Socket<Owner>, bytes: Uint8Array, binary: boolean): void;
  /** A WebSocket ping or pong arrived; the server answers pings itself. */
  control(socket: Socket<Owner>): void;
  /** Buffered bytes went to the kernel. */
  drained(socket: Socket<Owner>): void;
  /** `tooLarge` = the server cut the connection because a message passed the hard limit. */
  closed(socket: Socket<Owner>, tooLarge: boolean): void;
}

/** A listening socket server. Disposing closes every socket without a close frame. */
export interface SocketServer extends AsyncDisposable {
  /** The port it listens on, also when 0 was asked for. */
  readonly port: number;
}

/** Whom a token speaks for. */
export interface Identity {
  readonly subjectId: string;
  readonly role: Exclude<Role, 'unspecified'>;
  /** May be empty. Untrusted text, at most 80 characters. */
  readonly displayName: string;
  /** When the token was made, milliseconds since the Unix epoch; 0 = it does not say. */
  readonly issuedAtMs: number;
}

/** Says who may have a session. */
export interface Admission {
  /** Throws WeftError TOKEN_INVALID or TOKEN_EXPIRED, or UNAVAILABLE while there is no key to check with. */
  admit(token: string): Promise<Identity>;
  /** Whether somebody who was admitted still is: their sessions may have been ended since. */
  stands(identity: Identity): boolean;
  /** Why nobody can be admitted; undefined = tokens can be checked. */
  readonly unready: string | undefined;
}

/** Why a session ended for good; SessionGone.reason. */
export type GoneReason = 'bye' | 'timeout' | 'replaced' | 'refused' | 'dropped';

/** Why an edge has a session no longer that goes on: it is at another edge, or its client has to look for one. */
export type ForgetReason = 'moved' | 'left' | 'missed';

/** What became of a wish to resume: only the first two go on with the session. */
export type ResumeOutcome =
  | 'resumed'
  /** From an edge that is no longer there, or that the client has left. */
  | 'taken-over'
  | 'unknown'
  | 'wrong-token'
  | 'other-subject'
  | 'frames-gone'
  /** What it missed elsewhere cannot be read, or not with certainty. */
  | 'no-history';

/** What was published on sessions' subjects lately. */
export interface SessionHistory {
  /** Since when nothing is missing from it, milliseconds since the Unix epoch; undefined = it cannot be read. */
  readonly completeSinceMs: number | undefined;
  /** Gives a session's messages, oldest first, until `take` returns true. Throws WeftError when that does not come in time. */
  read(sessionId: string, take: (data: Uint8Array) => boolean, timeoutMs: number): Promise<void>;
  /**
   * Gives what was published for any session since a time (milliseconds since the Unix epoch), oldest first, until `take`
   * returns true. Throws as read() does.
   */
  readAll(
    sinceMs: number,
    take: (sessionId: string, data: Uint8Array) => boolean,
    timeoutMs: number,
  ): Promise<void>;
}

/** What was published for many sessions at a time lately. */
export interface SharedHistory {
  /**
   * Gives the messages, oldest first, until `take` returns true. Resolves with since when nothing is missing, milliseconds
   * since the Unix epoch. Throws WeftError when that does not come in time or nothing is kept.
   */
  read(take: (data: Uint8Array) => boolean, timeoutMs: number): Promise<number>;
  /** Gives those since a time, as SessionHistory.readAll() does. */
  readSince(sinceMs: number, take: (data: Uint8Array) => boolean, timeoutMs: number): Promise<void>;
}

export type FrameKind = 'hello' | 'request' | 'ping' | 'bye' | 'ack';

export type Target = 'control' | 'media' | 'none';

/** Where the core counts what it does; the adapter is metrics.ts. */
export interface Tally {
  opened(): void;
  frame(kind: FrameKind): void;
  /** A socket was closed with this code of the table. */
  refused(code: ErrorCode): void;
  /** A request whose id was seen before. */
  replayed(): void;
  /** `outcome` = 'answered' or the fault's code; `tookMs` undefined = the request never left the edge. */
  relayed(target: Target, outcome: string, tookMs: number | undefined): void;
  /** A reply or push for a client. */
  queued(handling: 'kept' | 'coalesced' | 'malformed' | 'overflow'): void;
  sent(result: SendResult, frames: number): void;
  resumed(outcome: ResumeOutcome): void;
  ended(reason: GoneReason | ForgetReason): void;
  /** next(state, event) had no such transition. */
  transitionRefused(): void;
}
