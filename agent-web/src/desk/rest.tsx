import { Coffee, Headset, MoonStar, WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DeskState } from '../state/types.ts';
import styles from './desk.module.css';

const RESTS = {
  available: { icon: Headset, title: 'readyTitle', hint: 'readyHint' },
  busy: { icon: Coffee, title: 'busyTitle', hint: 'busyHint' },
  away: { icon: MoonStar, title: 'awayTitle', hint: 'awayHint' },
  offline: { icon: WifiOff, title: 'offlineTitle', hint: 'offlineHint' },
  unspecified: { icon: WifiOff, title: 'presence-unspecified', hint: 'offlineHint' },
} as const;

/** Between calls: what the presence means. */
export function Rest({ presence }: Pick<Extract<DeskState, { name: 'signed-in' }>, 'presence'>) {
  const { t } = useTranslation('desk');
  const { icon: Icon, title, hint } = RESTS[presence];
  return (
    <section className={styles.rest} data-presence={presence}>
      <span className={styles.restIcon}>
        <Icon size={40} strokeWidth={1.6} aria-hidden="true" />
      </span>
      <h2>{t(title)}</h2>
      <p>{t(hint)}</p>
    </section>
  );
}
