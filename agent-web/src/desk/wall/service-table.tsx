import { useTranslation } from 'react-i18next';
import type { QueueService } from '../../state/types.ts';
import { formatDuration } from '../../ui/duration.ts';
import { ScrollBox } from '../../ui/staff/scroll-box.tsx';
import styles from './wall.module.css';

/** So far below the goal a share is shown in red, less in yellow. */
const FAR_PERCENT = 10;

function levelOf({ percent, goalPercent }: QueueService): 'soon' | 'late' | undefined {
  if (percent === undefined || percent >= goalPercent) return undefined;
  return percent < goalPercent - FAR_PERCENT ? 'late' : 'soon';
}

/** How each queue has served its customers today: calls against their goal, answers against what was promised. */
export function ServiceTable({ service }: { readonly service: readonly QueueService[] }) {
  const { t, i18n } = useTranslation('context');
  if (service.length === 0) return <p className={styles.none}>{t('noQueues')}</p>;
  const percentText = (percent: number): string =>
    new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 }).format(
      percent / 100,
    );
  return (
    <ScrollBox label={t('serviceToday')}>
      <table className={`${styles.table} ${styles.service}`} aria-label={t('serviceToday')}>
        <thead>
          <tr>
            <th scope="col">{t('queue')}</th>
            <th scope="col">{t('serviceLevel')}</th>
            <th scope="col">{t('serviceGoal')}</th>
            <th scope="col">{t('answeredCalls')}</th>
            <th scope="col">{t('abandonedCalls')}</th>
            <th scope="col">{t('averageWait')}</th>
            <th scope="col">{t('lateAnswers')}</th>
          </tr>
        </thead>
        <tbody>
          {service.map((queue) => (
            <tr key={queue.queueId}>
              <th scope="row" dir="auto">
                {queue.title || queue.queueId}
              </th>
              <td data-level={levelOf(queue)}>
                {queue.percent === undefined ? '–' : percentText(queue.percent)}
              </td>
              <td>
                {t('goalText', { percent: percentText(queue.goalPercent), seconds: queue.goalSeconds })}
              </td>
              <td>{queue.answered}</td>
              <td>{queue.abandoned}</td>
              <td>{queue.answered === 0 ? '–' : formatDuration(queue.averageWaitMs)}</td>
              <td data-level={queue.late > 0 ? 'late' : undefined}>
                {queue.promised === 0 ? '–' : t('lateOf', { late: queue.late, all: queue.promised })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
