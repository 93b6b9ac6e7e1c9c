import { useTranslation } from 'react-i18next';
import type { ReportFigures } from '../../state/types.ts';
import styles from './reports.module.css';

/** So many days have their date below their bar; of more, the first and the last. */
const DATED_DAYS = 10;
/** Of more than so many the bars stand close, so that a phone shows them all. */
const MANY_DAYS = 31;

/** How much was closed on each day, as bars that are a list for whoever does not see them. */
export function DaysChart({ days }: { readonly days: readonly ReportFigures[] }) {
  const { t, i18n } = useTranslation('reports');
  const most = Math.max(1, ...days.map(({ closed }) => closed));
  // Noon, so that no time zone makes it another day.
  const dated = new Intl.DateTimeFormat(i18n.language, { month: 'short', day: 'numeric' });
  return (
    <section>
      <h2>{t('byDay')}</h2>
      <ol className={styles.days} aria-label={t('byDay')} data-many={days.length > MANY_DAYS || undefined}>
        {days.map(({ key, closed }, at) => {
          const day = dated.format(new Date(`${key}T12:00:00`));
          const edge = at === 0 || at === days.length - 1;
          const said = t('dayCount', { day, count: closed });
          return (
            <li key={key} title={said}>
              <span className="weft-unseen">{said}</span>
              <b aria-hidden="true">{days.length <= DATED_DAYS ? closed : ''}</b>
              <i aria-hidden="true" style={{ blockSize: `${(closed / most) * 75}%` }} />
              <small aria-hidden="true">{days.length <= DATED_DAYS || edge ? day : ''}</small>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
