import { Alert, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Thread } from '../../state/types.ts';
import styles from './thread.module.css';

/** In the composer's place: nobody answers who is blocked. */
export default function BlockedNotice({ thread }: { readonly thread: Thread }) {
  const { t } = useTranslation(['thread', 'context']);
  return (
    <Alert color="gray" variant="light" role="status" className={styles.problem ?? ''}>
      {t('thread:blockedNotice')}{' '}
      <Button size="compact-sm" variant="default" onClick={() => thread.block(false)}>
        {t('context:unblock')}
      </Button>
    </Alert>
  );
}
