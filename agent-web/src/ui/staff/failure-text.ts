import { useTranslation } from 'react-i18next';

/** Codes for which the page has words; what carriers say besides is shown as they say it. */
const FAILURES = [
  ...(['opted-out', 'window-closed', 'quota-used', 'unfollowed'] as const),
  ...(['no-account', 'no-address', 'too-long', 'file-refused', 'country-refused'] as const),
  ...(['outcome-unknown', 'file-too-large', 'not-permitted', 'content-refused', 'not-bound'] as const),
  ...(['sign-in-refused', 'busy', 'empty'] as const),
  ...(['sender-refused', 'carrier-refused', 'carrier-fault', 'form-refused', 'time-refused'] as const),
  ...(['undelivered', 'unreachable', 'carrier-deleted', 'state-unknown'] as const),
] as const;
type Failure = (typeof FAILURES)[number];

const alike = (failure: Failure, codes: string): Readonly<Record<string, Failure>> =>
  Object.fromEntries(codes.split(' ').map((code) => [code, failure]));

/** Codes that mean to people what another one means. */
const ALIKE: Readonly<Record<string, Failure>> = {
  'unknown-recipient': 'no-address',
  ...{ UNAVAILABLE: 'not-bound', TIMEOUT: 'not-bound', unavailable: 'not-bound' },
  ...{ ECONNREFUSED: 'not-bound', EHOSTUNREACH: 'not-bound', ENETUNREACH: 'not-bound' },
  ...{ ENOTFOUND: 'not-bound', EAI_AGAIN: 'not-bound', UND_ERR_CONNECT_TIMEOUT: 'not-bound' },
  ...{ throttled: 'busy', 'queue-full': 'busy' },
  ...{ 'token-refused': 'sign-in-refused', 'account-refused': 'sign-in-refused' },
};
/** What carriers' refusals mean, by their names in SMPP 3.4 (table 5-2) without "ESME_R". */
const REFUSALS: Readonly<Record<string, Failure>> = {
  ...alike('too-long', 'INVMSGLEN'),
  ...alike('no-address', 'INVDSTADR INVDSTTON INVDSTNPI'),
  ...alike('sender-refused', 'INVSRCADR INVSRCTON INVSRCNPI'),
  ...alike('busy', 'THROTTLED MSGQFUL'),
  ...alike('sign-in-refused', 'ALYBND BINDFAIL INVPASWD INVSYSID INVSYSTYP'),
  ...alike('not-permitted', 'INVBNDSTS'),
  ...alike('carrier-fault', 'SYSERR X_T_APPN'),
  ...alike('carrier-refused', 'SUBMITFAIL X_P_APPN X_R_APPN UNKNOWNERR'),
  ...alike('time-refused', 'INVSCHED INVEXPIRY'),
  ...alike('form-refused', 'INVCMDLEN INVCMDID INVPRTFLG INVREGDLVFLG INVSERTYP INVESMCLASS INVREPFLAG'),
  ...alike('form-refused', 'INVDFTMSGID INVOPTPARSTREAM OPTPARNOTALLWD INVPARLEN'),
  ...alike('form-refused', 'MISSINGOPTPARAM INVOPTPARAMVAL'),
  ...alike('undelivered', 'DELIVERYFAILURE'),
};
/** What receipts say (SMPP 3.4, appendix B), each with the carrier's own number behind it or without. */
const RECEIPTS: Readonly<Record<string, Failure>> = {
  ...{ UNDELIV: 'undelivered', EXPIRED: 'unreachable', DELETED: 'carrier-deleted' },
  ...{ REJECTD: 'carrier-refused', UNKNOWN: 'state-unknown' },
};

const inside = (table: Readonly<Record<string, Failure>>, code: string | undefined): Failure | undefined =>
  code !== undefined && Object.hasOwn(table, code) ? table[code] : undefined;

/** Which sentence tells a code; undefined = none: it is shown as it is. */
export const failureName = (failure: string): Failure | undefined =>
  inside(ALIKE, failure) ??
  inside(REFUSALS, /^ESME_R(\w+)$/.exec(failure)?.[1]) ??
  inside(RECEIPTS, /^([A-Z]+)(?: \S+)?$/.exec(failure)?.[1]) ??
  FAILURES.find((one) => one === failure);

/** Why something was not sent, in the page's language where it has words for it. */
export function useFailureText(): (failure: string) => string {
  const { t } = useTranslation('staff');
  return (failure) => {
    const known = failureName(failure);
    return known === undefined ? failure : t(`failure-${known}`);
  };
}
