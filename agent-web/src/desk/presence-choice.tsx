import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskState } from '../state/types.ts';
import { formatDuration } from '../ui/duration.ts';
import { useNow } from '../ui/time.ts';
import { useDesk } from './desk-context.ts';
import styles from './presence.module.css';

type SignedIn = Extract<DeskState, { name: 'signed-in' }>;

const CHOICES = ['available', 'busy', 'away'] as const;

/** How long the last call may yet be wrapped up; not read out each second. */
function WrapUpTime({ untilMs }: { readonly untilMs: number }) {
  const { t } = useTranslation('desk');
  const leftMs = untilMs - useNow();
  return (
    <p className={styles.reason} role="timer">
      {t('wrapUpLeft', { time: formatDuration(leftMs) })}
    </p>
  );
}

/** Whether calls are offered; and why not, when the agent did not choose it. */
export function PresenceChoice({ state }: { readonly state: SignedIn }) {
  const { t } = useTranslation('desk');
  const desk = useDesk();
  const group = useId();
  /** A choice on its way: shown until it holds or was refused. */
  const [asked, setAsked] = useState<{ readonly choice: (typeof CHOICES)[number] }>();
  const shown = asked?.choice ?? state.presence;
  const ask = (choice: (typeof CHOICES)[number]): void => {
    const wish = { choice };
    setAsked(wish);
    void desk.setPresence(choice).then(() => setAsked((latest) => (latest === wish ? undefined : latest)));
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
        {state.presenceReason === 'wrap-up' && t('presenceWrapUp')}
        {state.presenceReason === 'not-responding' && t('presenceNotResponding')}
      </p>
      {state.presenceReason === 'wrap-up' && <WrapUpTime untilMs={state.wrapUpUntilMs} />}
    </div>
  );
}
