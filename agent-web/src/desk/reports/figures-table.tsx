import { useTranslation } from 'react-i18next';
import type { ReportFigures } from '../../state/types.ts';
import { ScrollBox } from '../../ui/staff/scroll-box.tsx';
import styles from './reports.module.css';
import { spanText } from './span-text.ts';

/** Matters that were closed, in rows by what they have in common; those with most first. */
export function FiguresTable({
  title,
  head,
  rows,
  nameOf,
}: {
  readonly title: string;
  /** What the rows are. */
  readonly head: string;
  readonly rows: readonly ReportFigures[];
  readonly nameOf: (row: ReportFigures) => string;
}) {
  const { t, i18n } = useTranslation('reports');
  const time = (spanMs: number, known: boolean): string => (known ? spanText(spanMs, i18n.language) : '–');
  const most = Math.max(1, ...rows.map(({ closed }) => closed));
  return (
    <section>
      <h2>{title}</h2>
      <ScrollBox label={title}>
        <table className={styles.table} aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{head}</th>
              <th scope="col">{t('closed')}</th>
              <th scope="col">{t('answerTime')}</th>
              <th scope="col">{t('solveTime')}</th>
              <th scope="col">{t('messages')}</th>
              <th scope="col">{t('calls')}</th>
              <th scope="col">{t('rating')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row" dir="auto">
                  {nameOf(row)}
                </th>
                <td className={styles.share}>
                  <span>{row.closed}</span>
                  <i aria-hidden="true" style={{ inlineSize: `${(row.closed / most) * 100}%` }} />
                </td>
                <td>{time(row.answerP50Ms, row.answered > 0)}</td>
                <td>{time(row.solveP50Ms, true)}</td>
                <td>{t('inAndOut', { received: row.received, sent: row.sent })}</td>
                <td>
                  {row.calls}
                  {row.missedCalls > 0 && <small> {t('missed', { count: row.missedCalls })}</small>}
                </td>
                <td>
                  {row.ratings === 0 ? '–' : row.rating.toFixed(1)}
                  {row.ratings > 0 && <small> ({row.ratings})</small>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}
