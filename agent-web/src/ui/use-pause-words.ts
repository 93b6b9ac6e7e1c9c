import { useTranslation } from 'react-i18next';

/** The usual pauses, for which there are words in each language. */
const USUAL = ['break', 'lunch', 'meeting', 'training'] as const;

/** What an agent is busy or away for, in the page's language; an administrator's own stand as they are written. */
export function usePauseWords(): (pause: string) => string {
  const { t } = useTranslation('pauses');
  return (pause) => {
    const usual = USUAL.find((one) => one === pause);
    return usual === undefined ? pause : t(usual);
  };
}
