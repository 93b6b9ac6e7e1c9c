import type { Presence } from '@weft/proto';
import { useTranslation } from 'react-i18next';
import { usePauseWords } from '../ui/use-pause-words.ts';

/** What a colleague is, and what for where they said it: "Away · Lunch". */
export function usePresenceWords(): (of: { readonly presence: Presence; readonly pause: string }) => string {
  const { t } = useTranslation('desk');
  const words = usePauseWords();
  return ({ presence, pause }) => {
    const is = t(`presence-${presence}`);
    return pause === '' ? is : `${is} · ${words(pause)}`;
  };
}
