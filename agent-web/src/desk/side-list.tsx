import { UsersRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DeskSnapshot, DeskState } from '../state/types.ts';
import { Switch } from '../ui/switch.tsx';
import { useDesk } from './desk-context.ts';
import { History } from './history.tsx';
import { PresenceChoice } from './presence-choice.tsx';
import styles from './side-list.module.css';

/** The column beside the rail: presence, who waits, today's calls, how offers come. */
export function SideList({
  snapshot,
  state,
}: {
  readonly snapshot: Pick<DeskSnapshot, 'autoAccept' | 'ring'>;
  readonly state: Extract<DeskState, { name: 'signed-in' }>;
}) {
  const { t } = useTranslation('desk');
  const desk = useDesk();
  return (
    <section className={styles.list} aria-label={t('calls')}>
      <h1>{t('calls')}</h1>
      <PresenceChoice state={state} />
      <p className={styles.waiting} data-some={state.waiting > 0 || undefined} role="status">
        <UsersRound size={18} aria-hidden="true" /> {t('waitingCount', { count: state.waiting })}
      </p>
      <History calls={state.history} />
      <div className={styles.switches}>
        <Switch label={t('autoAccept')} on={snapshot.autoAccept} onChange={(on) => desk.setAutoAccept(on)} />
        <Switch label={t('ring')} on={snapshot.ring} onChange={(on) => desk.setRing(on)} />
      </div>
    </section>
  );
}
