import type { RoutingWhy } from '@weft/proto';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../ui/duration.ts';

/** Says in the reader's language why routing gave work to an agent. */
export function useWhyText(): (why: RoutingWhy) => string {
  const { t, i18n } = useTranslation('thread');
  return (why) => {
    const { queueId, step, ring, rules, waitedMs, priority, urgent, raised, preferred, again, order } = why;
    const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
    const parts = [
      t('why-place', { queue: queueId, step: step + 1 }),
      ...(ring > 0 ? [t('why-relaxed', { count: ring })] : []),
      t('why-waited', { time: formatDuration(waitedMs) }),
      ...(priority > 0 ? [t('why-priority', { priority })] : []),
      ...(urgent ? [t('why-urgent')] : []),
      ...(raised ? [t('why-raised')] : []),
      ...(rules.length > 0 ? [t('why-rules', { rules: list.format(rules) })] : []),
      preferred ? t('why-preferred') : t(`why-${order}`, { time: formatDuration(why.idleMs) }),
      ...(again ? [t('why-again')] : []),
    ];
    return parts.join(i18n.language === 'zh' ? '；' : '; ');
  };
}
