import { X } from 'lucide-react';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Continuation } from '../../state/api.ts';
import { problemOf } from '../../state/problem.ts';
import type { Problem } from '../../state/types.ts';
import { useModal } from '../../ui/modal.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useCodeProblem } from '../code-problem.ts';
import { useWidget } from '../customer-context.ts';
import { loadChat } from '../follow-code.ts';
import chatStyles from './chat.module.css';
import styles from './dialog.module.css';

const MINUTE_MS = 60_000;
const CODE_CHARACTERS = 16;

/** The address that goes on with the conversation; behind "#", so that it stands in no server's log. */
const linkOf = (code: string): string => new URL(`/widget/#continue=${code}`, location.href).href;

function OwnCode() {
  const { t } = useTranslation('chat');
  const { continuation } = useWidget();
  const problemText = useProblemText();
  const [made, setMade] = useState<Continuation>();
  const [problem, setProblem] = useState<Problem>();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    continuation().then(setMade, (error: unknown) => setProblem(problemOf(error)));
  }, [continuation]);
  if (problem !== undefined) return <p role="alert">{problemText(problem).title}</p>;
  if (made === undefined) return <p role="status">{t('loading')}</p>;
  const copy = async (): Promise<void> => {
    // Where the browser forbids it, the link can still be copied by hand.
    const done = await navigator.clipboard.writeText(linkOf(made.code)).then(
      () => true,
      () => false,
    );
    setCopied(done);
  };
  return (
    <>
      <p>{t('deviceText', { count: Math.max(1, Math.round(made.goodForMs / MINUTE_MS)) })}</p>
      <output className={styles.code} aria-label={t('deviceCode')}>
        {made.code}
      </output>
      <div className={styles.linkField}>
        <input readOnly value={linkOf(made.code)} aria-label={t('deviceLink')} />
        <button type="button" onClick={() => void copy()}>
          {t(copied ? 'copied' : 'copy')}
        </button>
      </div>
    </>
  );
}

function OthersCode() {
  const { t } = useTranslation('chat');
  const { redeem } = useWidget();
  const codeProblem = useCodeProblem();
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState('');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      await redeem(code);
      loadChat();
    } catch (error) {
      setWrong(codeProblem(problemOf(error)));
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <h3>{t('enterCode')}</h3>
      <div className={styles.linkField}>
        <input
          value={code}
          maxLength={CODE_CHARACTERS}
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          aria-label={t('codeField')}
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
        />
        <button type="submit">{t('continueHere')}</button>
      </div>
      <p className={chatStyles.problem} role="alert">
        {wrong}
      </p>
    </form>
  );
}

/** The way to another device and from one: a one-time code. */
export function ContinueDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('chat');
  const dialog = useModal(onClose);
  const heading = useId();
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={heading}>
      <header>
        <h2 id={heading}>{t('deviceTitle')}</h2>
        <button type="button" aria-label={t('close')} onClick={() => dialog.current?.close()}>
          <X size={20} aria-hidden="true" />
        </button>
      </header>
      <OwnCode />
      <OthersCode />
    </dialog>
  );
}
