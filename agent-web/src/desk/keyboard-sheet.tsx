import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from './dialog.tsx';
import styles from './form.module.css';
import { KEYS } from './keyboard.ts';

function Line({ keys, children }: { readonly keys: readonly string[]; readonly children: ReactNode }) {
  return (
    <>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{children}</dd>
    </>
  );
}

/** Every key that the desk knows. */
export default function KeyboardSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('inbox');
  return (
    <Dialog title={t('keyboard')} onClose={onClose} wide>
      <dl className={styles.keys}>
        {KEYS.map(([key, name]) => (
          <Line
            key={name}
            keys={name === 'next' ? [key, 'Alt ↓'] : name === 'previous' ? [key, 'Alt ↑'] : [key]}
          >
            {t(`key-${name}`)}
          </Line>
        ))}
        <Line keys={['1', '…', '8']}>{t('key-view')}</Line>
        <Line keys={['/']}>{t('key-templates')}</Line>
        <Line keys={['@']}>{t('key-mention')}</Line>
        <Line keys={['Enter']}>{t('key-send')}</Line>
        <Line keys={['Shift Enter']}>{t('key-newline')}</Line>
        <Line keys={['Esc']}>{t('key-leave')}</Line>
      </dl>
    </Dialog>
  );
}
