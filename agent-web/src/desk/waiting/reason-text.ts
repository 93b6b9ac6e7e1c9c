import { useTranslation } from 'react-i18next';
import type { WaitingReason } from '../../state/types.ts';
import { formatDuration } from '../../ui/duration.ts';

/** Says in a sentence or two why work has no agent yet. */
export function useReasonText(): (reason: WaitingReason) => string {
  const { t, i18n } = useTranslation('waiting');
  const skillsOf = (needs: WaitingReason['needs']): string =>
    new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(
      needs.map(({ skill, level }) => t('skill', { skill, level })),
    );
  const unsuited = ({ needs, meetCondition, condition }: WaitingReason): string => {
    const missing = needs.filter(({ agents }) => agents === 0);
    if (missing.length > 0) return t('noSkill', { skills: skillsOf(missing) });
    return needs.length === 0 || meetCondition === 0
      ? t('noCondition', { condition })
      : t('noBoth', { skills: skillsOf(needs) });
  };
  const because = (reason: WaitingReason): string => {
    switch (reason.because) {
      case 'kept':
        return t('kept', { name: reason.agentName });
      case 'offered':
        return reason.agentName === '' ? t('offered') : t('offeredTo', { name: reason.agentName });
      case 'nobody-suits':
        return unsuited(reason);
      case 'all-away':
        return t('all-away', { count: reason.suit });
      case 'all-full':
        return t('all-full', { count: reason.available });
      case 'closed':
      case 'not-yet':
      case 'nobody-on':
      case 'declined':
        return t(reason.because);
    }
  };
  return (reason) => {
    const { changesInMs } = reason;
    if (changesInMs === undefined || reason.because === 'offered') return because(reason);
    const time = formatDuration(changesInMs);
    const widens = reason.because === 'closed' || reason.because === 'not-yet' ? 'opens' : 'changes';
    return `${because(reason)} ${t(widens, { time })}`;
  };
}
