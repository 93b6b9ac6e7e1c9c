import type { Fault } from './gen/common.ts';

/** One row of the error table. */
export interface ErrorRow {
  /** What it means, for the one who reads a log. Never carries a secret or a message's text. */
  readonly meaning: string;
  /** Whether the same request may succeed later unchanged. */
  readonly retryable: boolean;
  /** HTTP status (RFC 9110 section 15). */
  readonly http: number;
  /** WebSocket close code in the private range (RFC 6455 section 7.4.2); 0 = never closes a socket. */
  readonly close: number;
}

const row = (meaning: string, retryable: boolean, http: number, close = 0): ErrorRow => ({
  meaning,
  retryable,
  http,
  close,
});

/** The closed table of errors. docs/errors.md lists the same rows; a test holds the two together. */
export const ERRORS = {
  // Frames and sessions
  BAD_FRAME: row('The frame is not of the protocol', false, 400, 4400),
  BAD_REQUEST: row('The request is of the protocol but makes no sense', false, 400),
  FRAME_TOO_LARGE: row('The frame exceeds the limit', false, 413, 4413),
  HELLO_TIMEOUT: row('No hello within the allowed time', true, 408, 4408),
  HELLO_EXPECTED: row('The first frame was not a hello, or hello came twice', false, 400, 4409),
  VERSION_UNSUPPORTED: row('No protocol version in common', false, 426, 4426),
  TOKEN_INVALID: row('The token is not one of ours', false, 401, 4401),
  TOKEN_EXPIRED: row('The token has expired', false, 401, 4402),
  ORIGIN_REFUSED: row('Pages of this origin may not connect', false, 403, 4403),
  FORBIDDEN: row('This role may not do that', false, 403),
  RATE_LIMITED: row('Too many requests', true, 429, 4429),
  IDLE: row('The client stopped answering', true, 408, 4410),
  TOO_SLOW: row('The client reads more slowly than it is sent to', true, 429, 4411),
  REPLACED: row('The session went on over another connection', false, 409, 4412),
  SIGNED_IN_ELSEWHERE: row('The same person signed in at another desk', false, 409, 4414),
  EDGE_FULL: row('The edge carries as many sessions as it may', true, 503, 4503),
  DRAINING: row('This part of the mesh is going away', true, 503, 4504),
  SIGN_IN_REFUSED: row('Name or password is wrong', false, 401),
  SIGNATURE_REFUSED: row('The webhook is not signed by the channel it names', false, 401),
  RECORD_NOT_FOUND: row('No such contact, ticket, template or note, or not yours', false, 404),
  COLOUR_UNREADABLE: row(
    'White text on this colour cannot be read: its contrast is below 4.5 : 1',
    false,
    422,
  ),
  CODE_REFUSED: row('The one-time code is wrong, used or too old', false, 403),
  ROUTE_NOT_FOUND: row('No page and no route of the HTTP API has this address', false, 404),

  // Calls, queues and offers
  CALL_NOT_FOUND: row('No such call, or not yours', false, 404),
  CALL_ENDED: row('The call is over', false, 410),
  STALE_EPOCH: row('The call has moved on', true, 409),
  OFFER_NOT_FOUND: row('No such offer, or not yours', false, 404),
  OFFER_SETTLED: row('The offer is over', false, 409),
  NO_MEDIA_NODE: row('No media node can take the call', true, 503),
  NOT_AVAILABLE: row('Not possible in the present state', false, 409),
  QUEUE_FULL: row('The queue holds as many calls as it may', true, 503),
  QUEUE_CLOSED: row('The queue is closed at this hour, and refuses calls', false, 409),

  // Conversations
  CONVERSATION_NOT_FOUND: row('No such conversation, or not yours', false, 404),
  CONVERSATION_CLOSED: row('The conversation is over', false, 409),
  ITEM_NOT_FOUND: row('No such item, or its body is gone', false, 404),
  TOO_LONG: row('The text is longer than one message may be', false, 413),
  ATTACHMENT_NOT_FOUND: row('No such attachment, or not yours', false, 404),
  ATTACHMENT_TOO_LARGE: row('The file is larger than one attachment may be', false, 413),
  ATTACHMENT_REFUSED: row('Files of this kind are not taken', false, 415),
  ATTACHMENT_UNSAFE: row('The virus scanner refused the file', false, 422),

  // Media
  NODE_NOT_FOUND: row('No such media node', false, 404),
  ROOM_NOT_FOUND: row('The node has no room for this call', true, 404),
  NOT_SEATED: row('You have no seat in this room', false, 403),
  NOT_JOINED: row('Join the room first', false, 409),
  TRANSPORT_NOT_FOUND: row('No such transport of yours', false, 404),
  TRACK_NOT_FOUND: row('No such track', false, 404),
  CONSUMER_NOT_FOUND: row('No such consumer of yours', false, 404),
  RTP_REFUSED: row('The media description cannot be used', false, 400),
  TOO_MANY_TRACKS: row('The participant sends as many tracks as it may', false, 409),
  WORKER_LOST: row('The worker that carried the room has died', true, 503),

  // The mesh
  TIMEOUT: row('No answer in time', true, 504),
  NO_RESPONDER: row('Nobody answers there', true, 503),
  UNAVAILABLE: row('A service this depends on is away', true, 503),
  CONFLICT: row('Somebody else changed it first', true, 409),
  INTERNAL: row('A defect of Weft; the log has the details', false, 500),
} as const satisfies Readonly<Record<string, ErrorRow>>;

export type ErrorCode = keyof typeof ERRORS;

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);

/** An error of the table, on its way to the one who asked. */
export class WeftError extends Error {
  override readonly name = 'WeftError';
  readonly code: ErrorCode;
  /** How long to wait before trying again; 0 = not said. */
  readonly retryAfterMs: number;

  constructor(
    code: ErrorCode,
    message: string = ERRORS[code].meaning,
    options: ErrorOptions & { retryAfterMs?: number } = {},
  ) {
    super(message, options);
    this.code = code;
    this.retryAfterMs = options.retryAfterMs ?? 0;
  }

  get retryable(): boolean {
    return ERRORS[this.code].retryable;
  }
}

/** The fault that tells a client of any thrown thing; what is not of the table is INTERNAL and says no more. */
export function toFault(error: unknown): Fault {
  if (error instanceof WeftError)
    return { code: error.code, message: error.message, retryAfterMs: error.retryAfterMs };
  return { code: 'INTERNAL', message: ERRORS.INTERNAL.meaning, retryAfterMs: 0 };
}

/** The error a fault tells of; a code that this version does not know is INTERNAL. */
export function fromFault(fault: Fault): WeftError {
  const code = isErrorCode(fault.code) ? fault.code : 'INTERNAL';
  return new WeftError(code, fault.message || fault.code, { retryAfterMs: fault.retryAfterMs });
}
