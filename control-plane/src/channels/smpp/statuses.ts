import type { Sent } from '../channel.ts';
import { STATUS } from './pdu.ts';

type NotSent = Exclude<Sent, { readonly is: 'sent' }>;

/**
 * Names of the refusals that an answer to a submission or a bind can be (section 5.1.3, table 5-2), as staff find them
 * in carriers' manuals; not those of requests that are never made here (cancel, replace, query, distribution lists).
 */
const NAMES: Readonly<Record<number, string>> = {
  ...{ 1: 'ESME_RINVMSGLEN', 2: 'ESME_RINVCMDLEN', 3: 'ESME_RINVCMDID', 4: 'ESME_RINVBNDSTS' },
  ...{ 5: 'ESME_RALYBND', 6: 'ESME_RINVPRTFLG', 7: 'ESME_RINVREGDLVFLG', 8: 'ESME_RSYSERR' },
  ...{ 10: 'ESME_RINVSRCADR', 11: 'ESME_RINVDSTADR', 13: 'ESME_RBINDFAIL', 14: 'ESME_RINVPASWD' },
  ...{ 15: 'ESME_RINVSYSID', 20: 'ESME_RMSGQFUL', 21: 'ESME_RINVSERTYP', 67: 'ESME_RINVESMCLASS' },
  ...{ 69: 'ESME_RSUBMITFAIL', 72: 'ESME_RINVSRCTON', 73: 'ESME_RINVSRCNPI' },
  ...{ 80: 'ESME_RINVDSTTON', 81: 'ESME_RINVDSTNPI', 83: 'ESME_RINVSYSTYP' },
  ...{ 84: 'ESME_RINVREPFLAG', 88: 'ESME_RTHROTTLED', 97: 'ESME_RINVSCHED', 98: 'ESME_RINVEXPIRY' },
  ...{ 99: 'ESME_RINVDFTMSGID', 100: 'ESME_RX_T_APPN', 101: 'ESME_RX_P_APPN', 102: 'ESME_RX_R_APPN' },
  ...{ 192: 'ESME_RINVOPTPARSTREAM', 193: 'ESME_ROPTPARNOTALLWD', 194: 'ESME_RINVPARLEN' },
  ...{ 195: 'ESME_RMISSINGOPTPARAM', 196: 'ESME_RINVOPTPARAMVAL' },
  ...{ 254: 'ESME_RDELIVERYFAILURE', 255: 'ESME_RUNKNOWNERR' },
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
