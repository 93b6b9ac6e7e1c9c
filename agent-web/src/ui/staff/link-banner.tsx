import { Loader } from '@mantine/core';
import { WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LinkSnapshot } from '../../state/types.ts';
import { useProblemText } from '../problem-text.ts';
import styles from './frame.module.css';

/** Says across the page's top that the connection is not there; nothing while it is. */
export function LinkBanner({ link }: { readonly link: LinkSnapshot }) {
  const { t } = useTranslation('staff');
  const tell = useProblemText();
  return (
    <div role="status">
      {link.name === 'connecting' && (
        <p className={styles.banner}>
          <Loader size={16} color="currentColor" /> {t('linkConnecting')}
        </p>
      )}
      {link.name === 'interrupted' && (
        <p className={styles.banner} data-bad>
          <WifiOff size={16} aria-hidden="true" /> {t('linkInterrupted', { attempt: link.attempt })}
        </p>
      )}
      {link.name === 'failed' && (
        <p className={styles.banner} data-bad>
          <WifiOff size={16} aria-hidden="true" /> {t('linkFailed')}. {tell(link.problem).title}
        </p>
      )}
    </div>
  );
}
