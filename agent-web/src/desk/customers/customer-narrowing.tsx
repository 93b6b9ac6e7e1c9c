import { useTranslation } from 'react-i18next';
import type { Customers } from '../../state/types.ts';
import { useStore } from '../../ui/use-store.ts';
import styles from './customers.module.css';

const ORDERS = ['recent', 'newest', 'name'] as const;
const KINDS = ['any', 'phone', 'email', 'account', 'wechat', 'weibo'] as const;

/** What the list is ordered by and narrowed to. */
export function CustomerNarrowingFields({ customers }: { readonly customers: Customers }) {
  const { t } = useTranslation('customers');
  const { order, kind, level, levels } = useStore(customers);
  // A level that nobody has any more is to be seen for as long as it narrows.
  const offered = level === '' || levels.includes(level) ? levels : [level, ...levels];
  return (
    <div className={styles.narrowing}>
      <select
        aria-label={t('order')}
        value={order}
        onChange={({ currentTarget }) => {
          const chosen = ORDERS.find((one) => one === currentTarget.value);
          if (chosen !== undefined) customers.narrow({ order: chosen });
        }}
      >
        {ORDERS.map((one) => (
          <option key={one} value={one}>
            {t(`order-${one}`)}
          </option>
        ))}
      </select>
      <select
        aria-label={t('kind')}
        value={kind}
        onChange={({ currentTarget }) => {
          const chosen = KINDS.find((one) => one === currentTarget.value);
          if (chosen !== undefined) customers.narrow({ kind: chosen });
        }}
      >
        {KINDS.map((one) => (
          <option key={one} value={one}>
            {t(`kind-${one}`)}
          </option>
        ))}
      </select>
      {offered.length > 0 && (
        <select
          aria-label={t('level')}
          value={level}
          onChange={({ currentTarget }) => customers.narrow({ level: currentTarget.value })}
        >
          <option value="">{t('level-any')}</option>
          {offered.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
