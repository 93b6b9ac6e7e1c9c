import { systemClock } from '@weft/proto';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { opening as english } from '../../i18n/en/opening.ts';
import { addDictionary } from '../../i18n/instance.ts';
import { opening as chinese } from '../../i18n/zh/opening.ts';
import { problemOf } from '../../state/problem.ts';
import type { OpeningNow } from '../../state/types.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useWidget } from '../customer-context.ts';
import styles from './transcript-form.module.css';

const MAX_ADDRESS = 254;
/** What is not known to open is looked at again after so long, and so is what opens later than this. */
const LOOK_AGAIN_MS = 15 * 60_000;

/** Outside the business hours: from when somebody is there, and where to leave how one is reached. */
export default function OpeningNotice() {
  const { t, i18n } = useTranslation('opening');
  addDictionary(i18n, 'opening', { en: english, zh: chinese });
  const { opening } = useWidget();
  const problemText = useProblemText();
  const [now, setNow] = useState<OpeningNow>();
  const [address, setAddress] = useState('');
  const [step, setStep] = useState<'asking' | 'sending' | 'left'>('asking');
  const [problem, setProblem] = useState('');
  useEffect(() => {
    // What cannot be had is not told: then the chat is as it always is.
    if (now === undefined) opening.ask().then(setNow, () => undefined);
    if (now === undefined || now.open) return undefined;
    const leftMs = now.opensAtMs === 0 ? LOOK_AGAIN_MS : now.opensAtMs - systemClock.now();
    const timer = systemClock.after(Math.max(1_000, Math.min(leftMs, LOOK_AGAIN_MS)), () =>
      opening.ask().then(setNow, () => undefined),
    );
    return () => timer.cancel();
  }, [now, opening]);
  if (now === undefined || now.open) return null;
  const leave = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (address.trim() === '' || step === 'sending') return;
    setStep('sending');
    setProblem('');
    try {
      await opening.leave(address.trim());
      setStep('left');
    } catch (error) {
      setProblem(problemText(problemOf(error)).title);
      setStep('asking');
    }
  };
  const form = {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  } as const;
  const time = new Intl.DateTimeFormat(i18n.language, form).format(now.opensAtMs);
  return (
    <aside className={styles.form} style={{ margin: '8px 12px' }} aria-label={t('closed')}>
      <p role="status">
        {t('closed')} {now.opensAtMs > 0 && t('opens', { time })} {t('message')}
      </p>
      {step === 'left' && <p role="status">{t('left')}</p>}
      {step !== 'left' && !now.reachable && (
        <form className={styles.plain} onSubmit={(event) => void leave(event)}>
          <label>
            {t('address')}
            <input
              dir="auto"
              autoComplete="email"
              maxLength={MAX_ADDRESS}
              value={address}
              onChange={(event) => setAddress(event.currentTarget.value)}
            />
          </label>
          {problem !== '' && <p role="alert">{problem}</p>}
          <div>
            <button type="submit" disabled={address.trim() === '' || step === 'sending'}>
              {t('leave')}
            </button>
          </div>
        </form>
      )}
    </aside>
  );
}
