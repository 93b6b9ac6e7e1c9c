import { useTranslation } from 'react-i18next';
import styles from './claimed-mark.module.css';

/** Beside a name that only the customer gave. */
export function ClaimedMark() {
  const { t } = useTranslation('context');
  return (
    <small className={styles.mark} title={t('nameClaimed')}>
      {t('claimed')}
    </small>
  );
}
