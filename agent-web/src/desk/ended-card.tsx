import { Button } from '@mantine/core';
import { PhoneOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DeskWork } from '../state/types.ts';
import { formatDuration, isoDuration } from '../ui/duration.ts';
import styles from './desk.module.css';
import { useDesk } from './desk-context.ts';

/** After a call: why it ended and how long it was. */
export function EndedCard({
  work,
  compact,
}: {
  readonly work: Extract<DeskWork, { name: 'ended' }>;
  /** One line high, above an open conversation. */
  readonly compact: boolean;
}) {
  const { t } = useTranslation('desk');
  const desk = useDesk();
  return (
    <section className={compact ? styles.endedLine : styles.rest} aria-labelledby="ended-heading">
      <span className={styles.restIcon}>
        <PhoneOff size={compact ? 20 : 36} strokeWidth={1.6} aria-hidden="true" />
      </span>
      <h2 id="ended-heading">{t(`end-${work.cause}`)}</h2>
      <p role="status">
        {work.call.customer?.displayName || t('unnamedCustomer')} · {t('duration')}{' '}
        <time dateTime={isoDuration(work.durationMs)}>{formatDuration(work.durationMs)}</time>
      </p>
      <Button size={compact ? 'sm' : 'md'} onClick={() => desk.dismiss()}>
        {t('next')}
      </Button>
    </section>
  );
}
