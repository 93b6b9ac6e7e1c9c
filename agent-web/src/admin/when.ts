import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** A time as day and time of day, in the page's language. */
export function useWhen(): (atMs: number) => string {
  const { i18n } = useTranslation();
  return useCallback(
    (atMs) =>
      new Intl.DateTimeFormat(i18n.language === 'zh' ? 'zh-CN' : 'en-GB', {
        ...{ year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' },
      }).format(atMs),
    [i18n.language],
  );
}
