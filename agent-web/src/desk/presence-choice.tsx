import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskState } from '../state/types.ts';
import { formatDuration } from '../ui/duration.ts';
import { useNow } from '../ui/time.ts';
import { usePauseWords } from '../ui/use-pause-words.ts';
import { useDesk } from './desk-context.ts';
import styles from './presence.module.css';

type SignedIn = Extract<DeskState, { name: 'signed-in' }>;

const CHOICES = ['available', 'busy', 'away'] as const;
type Choice = (typeof CHOICES)[number];

/** A choice that does not hold yet. */
interface Wish {
  readonly choice: Choice;
  readonly pause: string;
}

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

/** What the agent is busy or away for, of what the administrator lets them say. */
function PauseChoice(props: {
  readonly pauses: readonly string[];
  readonly pause: string;
  readonly onChoose: (pause: string) => void;
}) {
  const { t } = useTranslation('desk');
  const words = usePauseWords();
  const { pause, onChoose } = props;
  // Rules that hold since may not have it any more: it stands until the agent chooses another.
  const pauses = pause === '' || props.pauses.includes(pause) ? props.pauses : [...props.pauses, pause];
  if (pauses.length === 0) return null;
  return (
    <label className={styles.pause}>
      {t('pause')}
      <select value={pause} onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">{t('noPause')}</option>
        {pauses.map((one) => (
          <option key={one} value={one}>
            {words(one)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Whether calls are offered; and why not, when the agent did not choose it. */
export function PresenceChoice({ state }: { readonly state: SignedIn }) {
  const { t } = useTranslation('desk');
  const desk = useDesk();
  const group = useId();
  /** A choice on its way: shown until it holds or was refused. */
  const [asked, setAsked] = useState<Wish>();
  const inCall = state.presenceReason === 'in-call';
  // A call makes everybody busy: what is chosen in it is what they are when it is over.
  const shown = asked?.choice ?? (inCall ? state.chosen : state.presence);
  const ask = (choice: Choice, pause = ''): void => {
    const wish = { choice, pause };
    setAsked(wish);
    void desk
      .setPresence(choice, pause)
      .then(() => setAsked((latest) => (latest === wish ? undefined : latest)));
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
      {(inCall || state.presenceReason === 'chosen') && (shown === 'busy' || shown === 'away') && (
        <PauseChoice
          pauses={state.pauses}
          pause={asked?.pause ?? state.pause}
          onChoose={(pause) => ask(shown, pause)}
        />
      )}
      <p className={styles.reason} role="status">
        {inCall && t('presenceInCall', { after: t(`presence-${shown}`) })}
        {state.presenceReason === 'wrap-up' && t('presenceWrapUp')}
        {state.presenceReason === 'not-responding' && t('presenceNotResponding')}
      </p>
      {state.presenceReason === 'wrap-up' && <WrapUpTime untilMs={state.wrapUpUntilMs} />}
    </div>
  );
}
