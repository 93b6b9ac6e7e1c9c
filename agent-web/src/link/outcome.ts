import { ERRORS, type ErrorCode, WeftError } from '@weft/proto';

/** Why a connection to an edge ended: a coded reason of the edge, or undefined = the network. */
export interface ConnectionEnd {
  readonly code: ErrorCode | undefined;
  /** What the edge asked to wait; 0 = nothing. */
  readonly retryAfterMs: number;
}

/** What the link does after a connection has ended. */
export type Outcome =
  | { readonly name: 'retry'; readonly retryAfterMs: number }
  | { readonly name: 'renew-token' }
  | { readonly name: 'fail'; readonly error: WeftError };

/**
 * Decides by the edge's reason. A token that was refused is renewed once; refused again,
 * it is a failure, since a third would be no better.
 *
 * @param renewed whether the refused token was already a renewed one
 */
export function outcomeOf(end: ConnectionEnd, renewed: boolean): Outcome {
  switch (end.code) {
    case undefined:
      return { name: 'retry', retryAfterMs: 0 };
    case 'TOKEN_EXPIRED':
    case 'TOKEN_INVALID':
      return renewed ? { name: 'fail', error: new WeftError(end.code) } : { name: 'renew-token' };
    // A frame that either side cannot read: a new connection may do better, a loop is kept slow by the backoff.
    case 'BAD_FRAME':
      return { name: 'retry', retryAfterMs: 1_000 };
    default:
      return ERRORS[end.code].retryable
        ? { name: 'retry', retryAfterMs: end.retryAfterMs }
        : { name: 'fail', error: new WeftError(end.code) };
  }
}

const BY_CLOSE_CODE: ReadonlyMap<number, ErrorCode> = new Map(
  (Object.keys(ERRORS) as ErrorCode[])
    .filter((code) => ERRORS[code].close !== 0)
    .map((code) => [ERRORS[code].close, code]),
);

/** The reason that a WebSocket close code of the private range stands for; undefined = none of ours. */
export const codeOfClose = (close: number): ErrorCode | undefined => BY_CLOSE_CODE.get(close);
