import { Button } from '@mantine/core';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from '../admin.module.css';
import own from './channels.module.css';

/** What the vendor is to call, to be copied. */
export function Webhook({ url }: { readonly url: string }) {
  const { t } = useTranslation('channels');
  const [told, setTold] = useState<'copied' | 'notCopied' | undefined>(undefined);
  const copy = (): void => {
    // A page that was not opened over HTTPS has no clipboard.
    const done = globalThis.isSecureContext
      ? navigator.clipboard.writeText(url)
      : Promise.reject(new Error('no clipboard'));
    void done.then(
      () => setTold('copied'),
      () => setTold('notCopied'),
    );
  };
  return (
    <div>
      <h3>{t('webhook')}</h3>
      <p className={styles.hint}>{t('webhookHint')}</p>
      <div className={own.webhook}>
        <code>{url}</code>
        <Button
          size="sm"
          variant="default"
          leftSection={<Copy size={16} aria-hidden="true" />}
          onClick={copy}
        >
          {t('copy')}
        </Button>
        <span role="status">{told !== undefined && t(told)}</span>
      </div>
    </div>
  );
}
