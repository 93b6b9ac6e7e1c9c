import { Button } from '@mantine/core';
import { KeyRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';

/** What a new endpoint's events are signed with, to be passed on: nobody can see it again. */
export function ToldSecret({ name, secret }: { readonly name: string; readonly secret: string }) {
  const { t } = useTranslation('webhooks');
  const { webhooks } = useAdmin();
  return (
    <div role="status" className={styles.card}>
      <h2>
        <KeyRound size={18} aria-hidden="true" />
        {t('secretTitle', { name })}
      </h2>
      <p style={{ overflowWrap: 'anywhere' }}>
        <code>{secret}</code>
      </p>
      <p className={styles.hint}>{t('secretHint')}</p>
      <div className={styles.actions}>
        <Button size="sm" variant="default" onClick={() => webhooks.forgetSecret()}>
          {t('secretDone')}
        </Button>
      </div>
    </div>
  );
}
