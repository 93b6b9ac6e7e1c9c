import { ERRORS, type ErrorCode, type Fault, fromFault, ServerFrame } from '@weft/proto';
import type { Socket, Tally } from '../ports.ts';

/** A fault whose code is of this version's table. */
export type KnownFault = Fault & { readonly code: ErrorCode };

/** Policy violation (RFC 6455 section 7.4.1): for codes that the table gives no close code of their own. */
const CLOSE_POLICY = 1008;

/** A fault with the table's own words, or closer ones. */
export const faultOf = (
  code: ErrorCode,
  message: string = ERRORS[code].meaning,
  retryAfterMs = 0,
): KnownFault => ({
  code,
  message,
  retryAfterMs,
});

/** A fault from a service; a code that this version does not know becomes INTERNAL. */
export function knownFault(fault: Fault): KnownFault {
  const { code, message, retryAfterMs } = fromFault(fault);
  return { code, message, retryAfterMs };
}

/** What the socket is closed with. */
const closeCodeOf = (code: ErrorCode): number => ERRORS[code].close || CLOSE_POLICY;

/** Says why, then closes. The socket belongs to nobody from here on. */
export function refuse<Owner>(socket: Socket<Owner>, fault: KnownFault, tally: Tally): void {
  socket.owner = undefined;
  tally.refused(fault.code);
  tally.sent(socket.send(ServerFrame.encode({ body: { case: 'refused', value: { fault } } })), 1);
  socket.close(closeCodeOf(fault.code), fault.code);
}
