import { Button } from '@mantine/core';
import { PhoneOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CallView, DeskWork } from '../state/types.ts';
import { formatDuration, isoDuration } from '../ui/duration.ts';
import { ClaimedMark } from './claimed-mark.tsx';
import styles from './desk.module.css';
import { useDesk } from './desk-context.ts';
import { useCustomerName } from './use-customer-name.ts';

/** As often the control plane has a customer called in vain. */
const MAX_MISSES = 3;

/** Why the customer of a callback was not reached, and what comes of it. */
function useMissed({ callback }: CallView): string {
  const { t, i18n } = useTranslation('desk');
  if (callback === undefined) return '';
  const time = new Intl.DateTimeFormat(i18n.language, { hour: '2-digit', minute: '2-digit' });
  const { phase, missed, misses: count, notBeforeMs } = callback;
  // Stopped at this desk just now: what comes of it is about to be told.
  if (phase === 'calling') return t('missed-agent');
  const next =
    count < MAX_MISSES ? t('callbackAgain', { count, time: time.format(notBeforeMs) }) : t('callbackOver');
  return `${t(`missed-${missed}`)} ${next}`;
}

/** After a call: why it ended and how long it was. */
export function EndedCard({
  work,
  compact,
}: {
  readonly work: Extract<DeskWork, { name: 'ended' }>;
  /** One line high, above an open conversation. */
  readonly compact: boolean;
}) {
  const { t } = useTranslation(['desk', 'thread']);
  const desk = useDesk();
  const missed = useMissed(work.call);
  const { name, claimed } = useCustomerName(work.call);
  // Nobody waits in a queue who has an agent: they called it off while it rang.
  const cancelled = work.cause === 'abandoned';
  return (
    <section className={compact ? styles.endedLine : styles.rest} aria-labelledby="ended-heading">
      <span className={styles.restIcon}>
        <PhoneOff size={compact ? 20 : 36} strokeWidth={1.6} aria-hidden="true" />
      </span>
      <h2 id="ended-heading">{cancelled ? t('thread:callbackCancelled') : t(`desk:end-${work.cause}`)}</h2>
      <p role="status">
        <bdi>{name}</bdi> {claimed && <ClaimedMark />}
        {work.cause === 'not-reached' && ` · ${missed}`}
        {work.cause !== 'not-reached' && !cancelled && (
          <>
            {' · '}
            {t('desk:duration')}{' '}
            <time dateTime={isoDuration(work.durationMs)}>{formatDuration(work.durationMs)}</time>
          </>
        )}
      </p>
      <Button size={compact ? 'sm' : 'md'} onClick={() => desk.dismiss()}>
        {t('desk:next')}
      </Button>
    </section>
  );
}
