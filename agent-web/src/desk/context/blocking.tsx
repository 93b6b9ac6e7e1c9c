import type { Conversation } from '@weft/proto';
import { Ban } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Thread } from '../../state/types.ts';
import styles from './context.module.css';

/** Stops hearing somebody who abuses being heard, asked once more first; and hears them again. */
export default function Blocking({ head, thread }: { readonly head: Conversation; readonly thread: Thread }) {
  const { t } = useTranslation(['context', 'thread']);
  const [asked, setAsked] = useState(false);
  const answer = (yes: boolean): void => {
    setAsked(false);
    if (yes) thread.block(true);
  };
  if (head.blockedAtMs > 0)
    return (
      <button type="button" className={styles.add} onClick={() => thread.block(false)}>
        <Ban size={16} aria-hidden="true" /> {t('context:unblock')}
      </button>
    );
  if (!asked)
    return (
      <button
        type="button"
        className={styles.add}
        data-quiet
        disabled={head.callId !== ''}
        onClick={() => setAsked(true)}
      >
        <Ban size={16} aria-hidden="true" /> {t('context:block')}
      </button>
    );
  return (
    <fieldset className={styles.question} aria-label={t('context:block')}>
      <p>{t('context:blockMeans')}</p>
      <div className={styles.formActions}>
        <button type="button" className={styles.small} onClick={() => answer(false)}>
          {t('thread:cancel')}
        </button>
        <button type="button" className={styles.small} data-danger onClick={() => answer(true)}>
          {t('context:blockNow')}
        </button>
      </div>
    </fieldset>
  );
}
