import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../ui/duration.ts';
import { ScrollBox } from '../../ui/staff/scroll-box.tsx';
import { useStore } from '../../ui/use-store.ts';
import { useDesk } from '../desk-context.ts';
import { useReasonText } from '../waiting/reason-text.ts';
import styles from './wall.module.css';

/** Rows that a wall can show; the counts above tell of the others. */
const MAX_ROWS = 30;

/** What waits, in the order that the rules give it, with why nobody has it. */
export function WaitingTable() {
  const { t } = useTranslation('waiting');
  const { waiting } = useDesk().conversations;
  const tell = useReasonText();
  const { reasons } = useStore(waiting);
  useEffect(() => waiting.watch(), [waiting]);
  if (reasons.length === 0) return <p className={styles.none}>{t('none')}</p>;
  return (
    <ScrollBox label={t('title')}>
      <table className={`${styles.table} ${styles.waiting}`} aria-label={t('title')}>
        <thead>
          <tr>
            <th scope="col">{t('customer')}</th>
            <th scope="col">{t('queue')}</th>
            <th scope="col">{t('since')}</th>
            <th scope="col">{t('reason')}</th>
          </tr>
        </thead>
        <tbody>
          {reasons.slice(0, MAX_ROWS).map((reason) => (
            <tr key={reason.workId}>
              <th scope="row" dir="auto">
                {reason.name || t('unnamed')} · {t(reason.kind)}
              </th>
              <td>{t('where', { queue: reason.queueId, step: reason.step + 1 })}</td>
              <td>{formatDuration(reason.waitedMs)}</td>
              <td>{tell(reason)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
