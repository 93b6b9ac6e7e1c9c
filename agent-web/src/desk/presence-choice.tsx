import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DeskState } from '../state/types.ts';
import styles from './desk.module.css';
import { useDesk } from './desk-context.ts';

type SignedIn = Extract<DeskState, { name: 'signed-in' }>;

const CHOICES = ['available', 'busy', 'away'] as const;
const isChoice = (value: string): value is (typeof CHOICES)[number] =>
  CHOICES.some((choice) => choice === value);

/** Whether calls are offered; and why not, when the agent did not choose it. */
export function PresenceChoice({ state }: { readonly state: Pick<SignedIn, 'presence' | 'presenceReason'> }) {
  const { t } = useTranslation('desk');
  const desk = useDesk();
  return (
    <div>
      <SegmentedControl
        fullWidth
        aria-label={t('presence')}
        value={state.presence}
        data-presence={state.presence}
        className={styles.presence ?? ''}
        data={CHOICES.map((value) => ({ value, label: t(`presence-${value}`) }))}
        onChange={(value) => {
          if (isChoice(value)) desk.setPresence(value);
        }}
      />
      <p className={styles.reason} role="status">
        {state.presenceReason === 'in-call' && t('presenceInCall')}
        {state.presenceReason === 'not-responding' && t('presenceNotResponding')}
      </p>
    </div>
  );
}
