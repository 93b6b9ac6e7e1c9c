import { Button } from '@mantine/core';
import { Check, Copy, KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ToldPassword as Told } from '../../state/types.ts';
import styles from '../admin.module.css';
import own from './people.module.css';

/** A password to begin with, to be passed on: nobody can see it again. */
export function ToldPassword({ told, onDone }: { readonly told: Told; readonly onDone: () => void }) {
  const { t } = useTranslation('admin');
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard.writeText(told.password).then(
      () => setCopied(true),
      // It can still be marked and copied by hand.
      () => undefined,
    );
  };
  return (
    <div role="status" className={`${styles.card} ${own.fresh}`}>
      <h2>
        <KeyRound size={18} aria-hidden="true" />
        {t('toldTitle', { name: told.name })}
      </h2>
      <p className={own.told}>
        {t('login')} <code>{told.login}</code>
      </p>
      <p className={own.told}>
        {t('password')} <code>{told.password}</code>
      </p>
      <p className={styles.hint}>{t('toldHint')}</p>
      <div className={styles.actions}>
        {window.isSecureContext && (
          <Button
            size="sm"
            variant="default"
            leftSection={
              copied ? <Check size={16} aria-hidden="true" /> : <Copy size={16} aria-hidden="true" />
            }
            onClick={copy}
          >
            {t(copied ? 'copied' : 'copyPassword')}
          </Button>
        )}
        <Button size="sm" variant="default" onClick={onDone}>
          {t('toldDone')}
        </Button>
      </div>
    </div>
  );
}
