import type { Sent } from '../channel.ts';
import { STATUS } from './pdu.ts';

type NotSent = Exclude<Sent, { readonly is: 'sent' }>;

/** Names of the refusals that carriers give (section 5.1.3), as staff find them in carriers' manuals. */
const NAMES: Readonly<Record<number, string>> = {
  1: 'ESME_RINVMSGLEN',
  8: 'ESME_RSYSERR',
  10: 'ESME_RINVSRCADR',
  11: 'ESME_RINVDSTADR',
  20: 'ESME_RMSGQFUL',
  69: 'ESME_RSUBMITFAIL',
  88: 'ESME_RTHROTTLED',
  97: 'ESME_RINVSCHED',
  98: 'ESME_RINVEXPIRY',
  100: 'ESME_RX_T_APPN',
  102: 'ESME_RX_R_APPN',
};

/** A full queue empties more slowly than a rate comes back. */
const QUEUE_FULL_MS = 1_000;

/** What a submission's status means for the message. */
export function meaningOf(status: number): NotSent {
  const code = NAMES[status] ?? `SMPP 0x${status.toString(16).padStart(8, '0')}`;
  switch (status) {
    case STATUS.throttled:
      return { is: 'later', code, afterMs: 0, throttled: true };
    case STATUS.queueFull:
      return { is: 'later', code, afterMs: QUEUE_FULL_MS, throttled: true };
    case STATUS.systemError:
    case STATUS.temporary:
      return { is: 'later', code, afterMs: 0, throttled: false };
    default:
      return { is: 'refused', code };
  }
}
