import { Button } from '@mantine/core';
import { PhoneOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DeskWork } from '../state/types.ts';
import { formatDuration, isoDuration } from '../ui/duration.ts';
import styles from './desk.module.css';
import { useDesk } from './desk-context.ts';

/** After a call: why it ended and how long it was. */
export function EndedCard({ work }: { readonly work: Extract<DeskWork, { name: 'ended' }> }) {
  const { t } = useTranslation('desk');
  const desk = useDesk();
  return (
    <section className={styles.rest} aria-labelledby="ended-heading">
      <span className={styles.restIcon}>
        <PhoneOff size={36} strokeWidth={1.6} aria-hidden="true" />
      </span>
      <h2 id="ended-heading">{t(`end-${work.cause}`)}</h2>
      <p role="status">
        {work.call.customer?.displayName || t('unnamedCustomer')} · {t('duration')}{' '}
        <time dateTime={isoDuration(work.durationMs)}>{formatDuration(work.durationMs)}</time>
      </p>
      <Button size="md" onClick={() => desk.dismiss()}>
        {t('next')}
      </Button>
    </section>
  );
}
