import { useTranslation } from 'react-i18next';
import type { Look } from '../../state/types.ts';
import { useStore } from '../../ui/use-store.ts';
import { useWidget } from '../customer-context.ts';

/** What the company says in its widget, in the customer's language; Weft's own words where it says nothing. */
export interface LookNow extends Pick<Look, 'calls' | 'files'> {
  readonly company: string;
  readonly greeting: string;
  /** Outside the business hours; empty = Weft's own words. */
  readonly away: string;
}

/** The look as it is now. */
export function useLook(): LookNow {
  const { t, i18n } = useTranslation('widget');
  const { calls, files, ...words } = useStore(useWidget().look);
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  return {
    ...{ calls, files, away: words.away[language] },
    company: words.company[language] || t('title'),
    greeting: words.greeting[language] || t('greeting'),
  };
}
