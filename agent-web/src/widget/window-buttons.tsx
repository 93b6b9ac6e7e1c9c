import { Maximize2, Minimize2, Minus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWidget } from './customer-context.ts';
import styles from './widget.module.css';

/** Larger, and out of the way: only where a host page holds the window. */
export function WindowButtons({ resizable = false }: { readonly resizable?: boolean }) {
  const { t } = useTranslation('widget');
  const { host } = useWidget();
  const [large, setLarge] = useState(false);
  if (!host.embedded) return null;
  const resize = (): void => {
    host.tell({ type: 'resize', large: !large });
    setLarge(!large);
  };
  const sizeName = t(large ? 'shrink' : 'enlarge');
  return (
    <>
      {resizable && (
        <button
          type="button"
          className={`${styles.windowButton} ${styles.onlyWide}`}
          aria-label={sizeName}
          title={sizeName}
          onClick={resize}
        >
          {large ? <Minimize2 size={17} aria-hidden="true" /> : <Maximize2 size={17} aria-hidden="true" />}
        </button>
      )}
      <button
        type="button"
        className={styles.windowButton}
        aria-label={t('minimise')}
        title={t('minimise')}
        onClick={() => host.tell({ type: 'minimise' })}
      >
        <Minus size={20} aria-hidden="true" />
      </button>
    </>
  );
}
