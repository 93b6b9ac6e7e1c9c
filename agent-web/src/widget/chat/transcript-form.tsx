import { Mail } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../../state/problem.ts';
import type { ConversationSnapshot } from '../../state/types.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useWidget } from '../customer-context.ts';
import chatStyles from './chat.module.css';
import styles from './transcript-form.module.css';

const MAX_ADDRESS = 254;

type Step =
  | { readonly name: 'closed' }
  | { readonly name: 'asking' }
  /** Said once more before it goes: a slip in an address tells a stranger everything. */
  | { readonly name: 'confirming' }
  | { readonly name: 'sending' }
  | { readonly name: 'sent' };

/** After a conversation was closed, where transcripts can be mailed: to which address. */
export function TranscriptForm({ snapshot: { head, items } }: { readonly snapshot: ConversationSnapshot }) {
  const { t, i18n } = useTranslation('chat');
  const { transcripts } = useWidget();
  const problemText = useProblemText();
  const [offered, setOffered] = useState(false);
  const [step, setStep] = useState<Step>({ name: 'closed' });
  const [address, setAddress] = useState('');
  const [problem, setProblem] = useState('');
  const served = items.some(({ author }) => author?.kind === 'agent');
  useEffect(() => {
    if (head?.state === 'closed' && served) transcripts.offered().then(setOffered, () => setOffered(false));
  }, [head?.state, served, transcripts]);
  if (!offered || !served) return null;
  if (step.name === 'sent')
    return (
      <p className={styles.sent} role="status">
        {t('transcriptSent', { address })}
      </p>
    );
  if (step.name === 'closed')
    return (
      <button type="button" className={styles.offer} onClick={() => setStep({ name: 'asking' })}>
        <Mail size={17} aria-hidden="true" /> {t('transcriptOffer')}
      </button>
    );
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (step.name === 'asking') {
      setStep({ name: 'confirming' });
      return;
    }
    setStep({ name: 'sending' });
    setProblem('');
    try {
      await transcripts.send(address.trim(), i18n.language === 'zh' ? 'zh' : 'en');
      setStep({ name: 'sent' });
    } catch (error) {
      setProblem(problemText(problemOf(error)).title);
      setStep({ name: 'asking' });
    }
  };
  return (
    <form className={styles.form} aria-label={t('transcriptOffer')} onSubmit={(event) => void submit(event)}>
      {step.name === 'asking' ? (
        <label>
          {t('transcriptAddress')}
          <input
            type="email"
            required
            maxLength={MAX_ADDRESS}
            autoComplete="email"
            // biome-ignore lint/a11y/noAutofocus: the customer has just asked for this field
            autoFocus
            value={address}
            onChange={({ currentTarget }) => setAddress(currentTarget.value)}
          />
        </label>
      ) : (
        <p role="status">
          {t('transcriptConfirm')} <b>{address.trim()}</b>
        </p>
      )}
      {problem !== '' && (
        <p className={chatStyles.problem} role="alert">
          {problem}
        </p>
      )}
      <div>
        {step.name === 'confirming' && (
          <button type="button" onClick={() => setStep({ name: 'asking' })}>
            {t('transcriptChange')}
          </button>
        )}
        <button type="submit" data-primary disabled={step.name === 'sending'}>
          {t(step.name === 'asking' ? 'transcriptNext' : 'transcriptSend')}
        </button>
      </div>
    </form>
  );
}
