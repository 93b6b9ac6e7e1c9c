import { Mail } from 'lucide-react';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../../state/problem.ts';
import type { ConversationSnapshot } from '../../state/types.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useWidget } from '../customer-context.ts';
import chatStyles from './chat.module.css';
import styles from './transcript-form.module.css';

const MAX_ADDRESS = 254;
/** As the service takes them: only the mail itself shows whether somebody is there. */
const ADDRESS = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/;

type Step =
  | { readonly name: 'closed' }
  | { readonly name: 'asking' }
  /** Said once more before it goes: a slip in an address tells a stranger everything. */
  | { readonly name: 'confirming' }
  | { readonly name: 'sending' }
  /** `before`: the newest item when it was asked for; what became of the mail stands behind it. */
  | { readonly name: 'sent'; readonly before: number };

/** After a conversation was closed, where transcripts can be mailed: to which address. */
export function TranscriptForm({ snapshot: { head, items } }: { readonly snapshot: ConversationSnapshot }) {
  const { t, i18n } = useTranslation('chat');
  const { transcripts } = useWidget();
  const problemText = useProblemText();
  const [offered, setOffered] = useState(false);
  const [step, setStep] = useState<Step>({ name: 'closed' });
  const [address, setAddress] = useState('');
  const [problem, setProblem] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const fault = useId();
  const served = items.some(({ author }) => author?.kind === 'agent');
  useEffect(() => {
    if (head?.state === 'closed' && served) transcripts.offered().then(setOffered, () => setOffered(false));
  }, [head?.state, served, transcripts]);
  if (!offered || !served) return null;
  const mailed =
    step.name === 'sent'
      ? items.findLast(({ seq, body }) => seq > step.before && body?.case === 'transcript')
      : undefined;
  // What came of it stands in the conversation; what could not be delivered may go to another address.
  if (step.name === 'sent' && mailed?.status !== 'failed')
    return mailed === undefined ? (
      <p className={styles.sent} role="status">
        {t('transcriptSent', { address: address.trim() })}
      </p>
    ) : null;
  if (step.name === 'closed' || step.name === 'sent')
    return (
      <button type="button" className={styles.offer} onClick={() => setStep({ name: 'asking' })}>
        <Mail size={17} aria-hidden="true" /> {t('transcriptOffer')}
      </button>
    );
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (step.name === 'asking') {
      const complete = ADDRESS.test(address.trim());
      setProblem(complete ? '' : t('transcriptWrong'));
      // Where it is to be mended.
      if (complete) setStep({ name: 'confirming' });
      else field.current?.focus();
      return;
    }
    setStep({ name: 'sending' });
    setProblem('');
    try {
      const before = items.at(-1)?.seq ?? 0;
      await transcripts.send(address.trim(), i18n.language === 'zh' ? 'zh' : 'en');
      setStep({ name: 'sent', before });
    } catch (error) {
      const found = problemOf(error);
      const isWrong = found.name === 'fault' && found.code === 'BAD_REQUEST';
      setProblem(isWrong ? t('transcriptWrong') : problemText(found).title);
      setStep({ name: 'asking' });
    }
  };
  return (
    <form
      className={styles.form}
      aria-label={t('transcriptOffer')}
      // What is wrong is told in the page's words and language, not the browser's.
      noValidate
      onSubmit={(event) => void submit(event)}
    >
      {step.name === 'asking' ? (
        <label>
          {t('transcriptAddress')}
          <input
            ref={field}
            type="email"
            required
            dir="ltr"
            aria-invalid={problem === t('transcriptWrong')}
            aria-describedby={problem === '' ? undefined : fault}
            maxLength={MAX_ADDRESS}
            autoComplete="email"
            // biome-ignore lint/a11y/noAutofocus: the customer has just asked for this field
            autoFocus
            value={address}
            onChange={({ currentTarget }) => {
              setAddress(currentTarget.value);
              setProblem('');
            }}
          />
        </label>
      ) : (
        <p role="status">
          {t('transcriptConfirm')} <b>{address.trim()}</b>
        </p>
      )}
      {problem !== '' && (
        <p id={fault} className={chatStyles.problem} role="alert">
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
