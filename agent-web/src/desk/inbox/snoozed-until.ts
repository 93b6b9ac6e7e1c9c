import { useTranslation } from 'react-i18next';
import { clockTime } from '../../ui/clock-time.ts';
import { useNow } from '../../ui/time.ts';

/** Dates are said where a time is not today's. */
const STEP_MS = 20_000;

/** Says until when something is set aside: a time; 0 = that the customer writes. */
export function useSnoozedUntil(): (untilMs: number) => string {
  const { t, i18n } = useTranslation('inbox');
  const nowMs = useNow(STEP_MS);
  return (untilMs) => (untilMs === 0 ? t('untilAnswer') : clockTime(untilMs, nowMs, i18n.language));
}
