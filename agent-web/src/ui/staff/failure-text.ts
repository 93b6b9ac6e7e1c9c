import { useTranslation } from 'react-i18next';

/** Codes for which the page has words; what carriers say is shown as they say it. */
const FAILURES = [
  ...(['opted-out', 'window-closed', 'quota-used', 'unfollowed'] as const),
  ...(['no-account', 'no-address', 'too-long', 'file-refused', 'country-refused'] as const),
  ...(['outcome-unknown', 'file-too-large', 'not-permitted', 'content-refused', 'not-bound'] as const),
  ...(['sign-in-refused', 'busy', 'empty'] as const),
] as const;
/** Codes that mean to people what another one means. */
const ALIKE: Readonly<Record<string, (typeof FAILURES)[number]>> = {
  'unknown-recipient': 'no-address',
  ...{ UNAVAILABLE: 'not-bound', TIMEOUT: 'not-bound', unavailable: 'not-bound' },
  ...{ ECONNREFUSED: 'not-bound', EHOSTUNREACH: 'not-bound', ENETUNREACH: 'not-bound' },
  ...{ ENOTFOUND: 'not-bound', EAI_AGAIN: 'not-bound', UND_ERR_CONNECT_TIMEOUT: 'not-bound' },
  ...{ throttled: 'busy', 'queue-full': 'busy' },
  ...{ 'token-refused': 'sign-in-refused', 'account-refused': 'sign-in-refused' },
};

/** Which sentence tells a code; undefined = none: it is shown as it is. */
export const failureName = (failure: string): (typeof FAILURES)[number] | undefined =>
  (Object.hasOwn(ALIKE, failure) ? ALIKE[failure] : undefined) ?? FAILURES.find((one) => one === failure);

/** Why something was not sent, in the page's language where it has words for it. */
export function useFailureText(): (failure: string) => string {
  const { t } = useTranslation('staff');
  return (failure) => {
    const known = failureName(failure);
    return known === undefined ? failure : t(`failure-${known}`);
  };
}
