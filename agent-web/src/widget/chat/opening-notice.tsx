import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { opening as english } from '../../i18n/en/opening.ts';
import { addDictionary } from '../../i18n/instance.ts';
import { opening as chinese } from '../../i18n/zh/opening.ts';
import { problemOf } from '../../state/problem.ts';
import type { OpeningNow } from '../../state/types.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useWidget } from '../customer-context.ts';
import { useLook } from '../look/use-look.ts';
import styles from './transcript-form.module.css';

const MAX_ADDRESS = 254;
/** Outside the business hours: from when somebody is there, and where to leave how one is reached. */
export default function OpeningNotice({ now }: { readonly now: OpeningNow }): ReactNode {
  const { t, i18n } = useTranslation('opening');
  addDictionary(i18n, 'opening', { en: english, zh: chinese });
  const { opening } = useWidget();
  const { away } = useLook();
  const problemText = useProblemText();
  const [address, setAddress] = useState('');
  const [step, setStep] = useState<'asking' | 'sending' | 'left'>('asking');
  const [problem, setProblem] = useState('');
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
  // Who is asked for it below is not asked here.
  const asked = now.asks.some(({ fact }) => fact !== 'name');
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
        {away === '' ? t('closed') : <bdi>{away}</bdi>} {now.opensAtMs > 0 && t('opens', { time })}{' '}
        {away === '' && t('message')}
      </p>
      {step === 'left' && <p role="status">{t('left')}</p>}
      {step !== 'left' && !now.reachable && !asked && (
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
