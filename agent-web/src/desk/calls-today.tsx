import type { CallSummary } from '@weft/proto';
import { Phone, PhoneMissed, UsersRound, Video } from 'lucide-react';
import { memo, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../ui/duration.ts';
import { useStore } from '../ui/use-store.ts';
import styles from './calls-today.module.css';
import { ClaimedMark } from './claimed-mark.tsx';
import { useDesk } from './desk-context.ts';

/** Drawn again only when its call changes: a day's list must not cost time while the next call is set up. */
const Entry = memo(function Entry({
  call,
  name,
  claimed,
}: {
  readonly call: CallSummary;
  /** The conversation's; empty = the session's holds. */
  readonly name: string;
  readonly claimed: boolean;
}) {
  const { t, i18n } = useTranslation('desk');
  const answered = call.answeredAtMs > 0;
  const Icon = answered ? (call.kind === 'video' ? Video : Phone) : PhoneMissed;
  const time = new Intl.DateTimeFormat(i18n.language, { hour: '2-digit', minute: '2-digit' });
  const requested = new Date(call.requestedAtMs);
  return (
    <li className={styles.entry} data-missed={!answered || undefined}>
      <span className={styles.entryIcon}>
        <Icon size={18} role="img" aria-label={t(call.kind === 'video' ? 'video' : 'voice')} />
      </span>
      <span className={styles.entryText}>
        <strong>
          <bdi>{name || call.customerName || t('unnamedCustomer')}</bdi> {claimed && <ClaimedMark />}
        </strong>
        <small>{answered ? t(`end-${call.endCause}`) : t('missed')}</small>
      </span>
      <span className={styles.entryTime}>
        <time dateTime={requested.toISOString()}>{time.format(requested)}</time>
        {answered && <small>{formatDuration(call.endedAtMs - call.answeredAtMs)}</small>}
      </span>
    </li>
  );
});

/** Today's calls, newest first. */
export function CallsToday({
  calls,
  waiting,
}: {
  readonly calls: readonly CallSummary[];
  /** Customers who wait for an agent. */
  readonly waiting: number;
}) {
  const { t } = useTranslation('desk');
  const { called } = useDesk().conversations;
  const names = new Map(useStore(called).map((one) => [one.callId, one]));
  // With each call that is over, and whenever the list is looked at: a name may be known since.
  const newest = calls[0]?.callId;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again for the sake of the newest call
  useEffect(() => called.renew(), [called, newest]);
  return (
    <section className={styles.history} aria-labelledby="history-heading">
      <h2 id="history-heading">{t('today')}</h2>
      <p className={styles.waiting} data-some={waiting > 0 || undefined} role="status">
        <UsersRound size={18} aria-hidden="true" /> {t('waitingCount', { count: waiting })}
      </p>
      {calls.length === 0 ? (
        <p className={styles.none}>{t('noCallsToday')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
        <ul tabIndex={0} aria-labelledby="history-heading">
          {calls.map((call) => (
            <Entry
              key={call.callId}
              call={call}
              name={names.get(call.callId)?.customerName ?? ''}
              claimed={names.get(call.callId)?.customerNameClaimed ?? false}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
