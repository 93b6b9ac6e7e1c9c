import { Check, CheckCheck, CircleAlert, Clock3, MoonStar } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from './bubble.module.css';
import type { ShownStatus } from './shown-status.ts';

const ICONS = {
  'queued-out': Clock3,
  held: MoonStar,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: CircleAlert,
} as const satisfies Readonly<Record<ShownStatus, typeof Check>>;

/** A sign with its name: one tick, two ticks, two coloured ticks, or a red mark. */
export function StatusMark({ status }: { readonly status: ShownStatus }) {
  const { t } = useTranslation('thread');
  const Icon = ICONS[status];
  const label = t(`status-${status}`);
  return (
    <span className={styles.status} data-status={status} title={label}>
      <Icon size={15} role="img" aria-label={label} />
    </span>
  );
}
