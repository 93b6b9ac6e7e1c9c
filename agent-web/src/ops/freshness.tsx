import { Alert } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from './ops.module.css';

/** How old what is shown may be before the page says that it is not live; the mesh tells at least this often. */
const STALE_AFTER_MS = 10_000;

/** Whether what is seen is how it is. */
export interface FreshnessProps {
  /** When the last state arrived here, by this machine's clock. */
  readonly arrivedAtMs: number;
  readonly nowMs: number;
  /** The link is interrupted. */
  readonly interrupted: boolean;
}

/** A small sign beside the heading: live, or how old. */
export function FreshnessSign({ arrivedAtMs, nowMs, interrupted }: FreshnessProps) {
  const { t } = useTranslation('ops');
  const seconds = Math.max(0, Math.round((nowMs - arrivedAtMs) / 1000));
  const live = !interrupted && nowMs - arrivedAtMs < STALE_AFTER_MS;
  return (
    <span className={styles.fresh} data-live={live || undefined}>
      <i aria-hidden="true" /> {live ? t('live') : t('updatedAgo', { seconds })}
    </span>
  );
}

/** Says in a sentence that the page shows the past. */
export function StaleAlert({ arrivedAtMs, nowMs, interrupted }: FreshnessProps) {
  const { t, i18n } = useTranslation('ops');
  if (!interrupted && nowMs - arrivedAtMs < STALE_AFTER_MS) return null;
  const time = new Intl.DateTimeFormat(i18n.language, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return (
    <Alert color="yellow" variant="light" role="alert" icon={<CircleAlert size={18} />} title={t('stale')}>
      {t('staleHint', { time: time.format(new Date(arrivedAtMs)) })}
    </Alert>
  );
}
