import { Hourglass } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../ui/use-store.ts';
import { useDesk } from '../desk-context.ts';
import { useReasonText } from './reason-text.ts';
import styles from './waiting.module.css';

/** Below an unassigned conversation's name: why it is nobody's yet. */
export function WhyNobody({ conversationId }: { readonly conversationId: string }) {
  const { t } = useTranslation('waiting');
  const { waiting } = useDesk().conversations;
  const tell = useReasonText();
  const { reasons } = useStore(waiting);
  useEffect(() => waiting.watch(), [waiting]);
  const reason = reasons.find(({ workId }) => workId === conversationId);
  if (reason === undefined) return null;
  return (
    <section className={styles.why} aria-label={t('whyNobody')}>
      <Hourglass size={16} aria-hidden="true" />
      <p>{tell(reason)}</p>
      <span>{t('where', { queue: reason.queueId, step: reason.step + 1 })}</span>
    </section>
  );
}
