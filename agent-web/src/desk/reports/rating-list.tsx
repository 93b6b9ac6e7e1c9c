import { Button } from '@mantine/core';
import { ArrowUpRight, Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RatingRow, Reports, ReportsSnapshot } from '../../state/types.ts';
import styles from './reports.module.css';

function RatingEntry({
  rating,
  onOpen,
}: {
  readonly rating: RatingRow;
  readonly onOpen: (conversationId: string) => void;
}) {
  const { t, i18n } = useTranslation(['reports', 'thread']);
  const { stars, comment, conversationId, atMs } = rating;
  const name = rating.contactName || t('reports:unnamed');
  const at = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(atMs);
  return (
    <li>
      <span className={styles.stars} role="img" aria-label={t('thread:stars', { count: stars })}>
        {[1, 2, 3, 4, 5].map((place) => (
          <Star key={place} size={15} aria-hidden="true" data-full={place <= stars || undefined} />
        ))}
      </span>
      <p dir="auto" data-empty={comment === '' || undefined}>
        {comment || t('reports:noComment')}
      </p>
      <small>
        {rating.agentName === '' ? name : t('reports:ratedBy', { name, agent: rating.agentName })} · {at}
      </small>
      <button
        type="button"
        className={styles.openIt}
        aria-label={t('reports:open', { name })}
        onClick={() => onOpen(conversationId)}
      >
        <ArrowUpRight size={17} aria-hidden="true" />
      </button>
    </li>
  );
}

/** What customers said of how they were served, newest first. */
export function RatingList({
  reports,
  snapshot,
  onOpen,
}: {
  readonly reports: Reports;
  readonly snapshot: ReportsSnapshot;
  readonly onOpen: (conversationId: string) => void;
}) {
  const { t } = useTranslation('reports');
  const { ratings, poor, more, loading } = snapshot;
  return (
    <section>
      <div className={styles.saidHead}>
        <h2>{t('said')}</h2>
        <label>
          <input
            type="checkbox"
            checked={poor}
            onChange={(event) => reports.onlyPoor(event.currentTarget.checked)}
          />
          {t('poor')}
        </label>
      </div>
      {ratings.length === 0 && !loading && <p className={styles.none}>{t('noRatings')}</p>}
      <ul className={styles.ratings} aria-label={t('said')}>
        {ratings.map((rating) => (
          <RatingEntry key={`${rating.conversationId}/${rating.atMs}`} rating={rating} onOpen={onOpen} />
        ))}
      </ul>
      {more && (
        <Button variant="default" loading={loading} onClick={() => reports.more()}>
          {t('more')}
        </Button>
      )}
    </section>
  );
}
