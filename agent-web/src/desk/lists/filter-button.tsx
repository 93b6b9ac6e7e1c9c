import type { ConversationFilter } from '@weft/proto';
import { ListFilter } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './lists.module.css';
import { partsOf } from './parts.ts';

/** Opens the filter's dialog; says how many filters are active. */
export function FilterButton({
  filter,
  onPress,
}: {
  readonly filter: ConversationFilter;
  readonly onPress: () => void;
}) {
  const { t } = useTranslation('lists');
  const id = useId();
  const count = partsOf(filter).length;
  return (
    <span className={styles.filterPlace}>
      <button
        type="button"
        className={styles.filter}
        aria-label={t('filter')}
        title={t('filter')}
        aria-haspopup="dialog"
        aria-describedby={count > 0 ? id : undefined}
        data-active={count > 0 || undefined}
        onClick={onPress}
      >
        <ListFilter size={18} aria-hidden="true" />
      </button>
      {count > 0 && (
        <b id={id} role="img" aria-label={t('activeCount', { count })} className={styles.filterCount}>
          {count}
        </b>
      )}
    </span>
  );
}
