import { useTranslation } from 'react-i18next';
import { useNow } from '../../ui/time.ts';
import styles from './timeline.module.css';

const DAY_MS = 24 * 60 * 60_000;

/** Where a new day begins. */
export function DayLine({ atMs }: { readonly atMs: number }) {
  const { t, i18n } = useTranslation('thread');
  const nowMs = useNow(60_000);
  const day = new Date(atMs).toDateString();
  const format = new Intl.DateTimeFormat(i18n.language, {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    ...(new Date(atMs).getFullYear() === new Date(nowMs).getFullYear() ? {} : { year: 'numeric' }),
  });
  const text =
    day === new Date(nowMs).toDateString()
      ? t('today')
      : day === new Date(nowMs - DAY_MS).toDateString()
        ? t('yesterday')
        : format.format(atMs);
  return (
    <p className={styles.day}>
      <time dateTime={new Date(atMs).toISOString()}>{text}</time>
    </p>
  );
}
