import { useTranslation } from 'react-i18next';
import type { AccountHealth } from '../../state/types.ts';
import styles from '../admin.module.css';
import own from './channels.module.css';

const KNOWN = ['up', 'connecting', 'down', 'off'] as const;

/** How an account is doing, in a word; what this page does not know is said as it is. */
export function HealthChip({ health }: { readonly health: AccountHealth }) {
  const { t } = useTranslation('channels');
  const known = KNOWN.find((state) => state === health.state);
  return (
    <span className={`${styles.chip} ${own.health}`} data-health={health.state}>
      {known === undefined ? health.state : t(`health-${known}`)}
    </span>
  );
}
