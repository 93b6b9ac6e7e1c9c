import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { judgeFile, MAX_FILE_BYTES, MAX_FILES } from '../../state/conversation/file-limits.ts';
import { formatBytes } from '../../ui/bytes.ts';

/** Tells why a choice of files cannot be sent; empty = it can. */
export function useFileProblem(): (files: readonly File[]) => string {
  const { t, i18n } = useTranslation('chat');
  return useCallback(
    (files) => {
      if (files.length > MAX_FILES) return t('tooManyFiles', { count: MAX_FILES });
      for (const file of files) {
        const { name } = file;
        const verdict = judgeFile(file);
        if (verdict === 'empty') return t('fileEmpty', { name });
        if (verdict === 'wrong-kind') return t('fileKind', { name });
        if (verdict === 'too-large')
          return t('fileTooLarge', { name, limit: formatBytes(MAX_FILE_BYTES, i18n.language) });
      }
      return '';
    },
    [t, i18n],
  );
}
