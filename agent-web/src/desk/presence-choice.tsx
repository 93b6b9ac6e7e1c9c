import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskState } from '../state/types.ts';
import { useDesk } from './desk-context.ts';
import styles from './presence.module.css';

type SignedIn = Extract<DeskState, { name: 'signed-in' }>;

const CHOICES = ['available', 'busy', 'away'] as const;

/** A choice on its way, and what was shown when it was made: it stands until either changes. */
interface Asked extends Pick<SignedIn, 'presence' | 'problem'> {
  readonly choice: (typeof CHOICES)[number];
}

/** Whether calls are offered; and why not, when the agent did not choose it. */
export function PresenceChoice({ state }: { readonly state: SignedIn }) {
  const { t } = useTranslation('desk');
  const desk = useDesk();
  const group = useId();
  const [asked, setAsked] = useState<Asked>();
  const { presence, problem } = state;
  const underWay = asked?.presence === presence && asked.problem === problem;
  const shown = underWay ? asked.choice : presence;
  const ask = (choice: Asked['choice']): void => {
    setAsked({ choice, presence, problem });
    desk.setPresence(choice);
  };
  return (
    <div>
      <div role="radiogroup" aria-label={t('presence')} className={styles.presence}>
        {CHOICES.map((choice) => (
          <label key={choice} className={styles.choice}>
            <input
              type="radio"
              name={group}
              value={choice}
              className={styles.choiceInput}
              checked={shown === choice}
              onChange={() => ask(choice)}
            />
            {t(`presence-${choice}`)}
          </label>
        ))}
      </div>
      <p className={styles.reason} role="status">
        {state.presenceReason === 'in-call' && t('presenceInCall')}
        {state.presenceReason === 'not-responding' && t('presenceNotResponding')}
      </p>
    </div>
  );
}
