import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asked as english } from '../../i18n/en/asked.ts';
import { addDictionary } from '../../i18n/instance.ts';
import { asked as chinese } from '../../i18n/zh/asked.ts';
import { problemOf } from '../../state/problem.ts';
import type { AskedFact, OpeningNow } from '../../state/types.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useWidget } from '../customer-context.ts';
import styles from './ask-first.module.css';

/** What is typed and not sent yet, by fact. */
const DRAFT_KEY = 'weft-asked';

/** How each is typed. */
const INPUTS = {
  name: { type: 'text', dir: 'auto', autoComplete: 'name', maxLength: 80 },
  email: { type: 'email', dir: 'ltr', autoComplete: 'email', maxLength: 254 },
  phone: { type: 'tel', dir: 'ltr', autoComplete: 'tel', maxLength: 40 },
} as const satisfies Record<AskedFact, object>;

export interface AskFirstProps {
  readonly asks: OpeningNow['asks'];
  /** All that must be said is, or the rest was skipped. */
  readonly onDone: () => void;
}

/** What the customer is asked for before they write, where they will write. */
export default function AskFirst({ asks, onDone }: AskFirstProps): ReactNode {
  const { t, i18n } = useTranslation('asked');
  addDictionary(i18n, 'asked', { en: english, zh: chinese });
  const { opening, drafts } = useWidget();
  const problemText = useProblemText();
  const draftKey = (fact: AskedFact): string => `${DRAFT_KEY}-${fact}`;
  const [values, setValues] = useState(() => ({
    name: drafts.get(draftKey('name')) ?? '',
    email: drafts.get(draftKey('email')) ?? '',
    phone: drafts.get(draftKey('phone')) ?? '',
  }));
  const [faults, setFaults] = useState<Partial<Record<AskedFact, 'missing' | 'wrong'>>>({});
  const [problem, setProblem] = useState('');
  const [sending, setSending] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  const isForced = asks.some(({ required }) => required);

  const change = (fact: AskedFact, value: string): void => {
    setValues({ ...values, [fact]: value });
    setFaults({ ...faults, [fact]: undefined });
    drafts.set(draftKey(fact), value === '' ? undefined : value);
  };
  const done = (): void => {
    for (const { fact } of asks) drafts.set(draftKey(fact), undefined);
    opening.skip();
    onDone();
  };
  const tell = (wrong: typeof faults): void => {
    setFaults(wrong);
    const first = asks.find(({ fact }) => wrong[fact] !== undefined);
    // Where it is to be mended; what is wrong is told with it.
    if (first !== undefined) form.current?.querySelector<HTMLInputElement>(`[name=${first.fact}]`)?.focus();
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (sending) return;
    setProblem('');
    const given = asks.filter(({ fact }) => values[fact].trim() !== '');
    const missing = asks.filter((one) => one.required && !given.includes(one));
    if (missing.length > 0) {
      tell(Object.fromEntries(missing.map(({ fact }) => [fact, 'missing'])));
      return;
    }
    if (given.length === 0) {
      done();
      return;
    }
    setSending(true);
    try {
      const said = Object.fromEntries(given.map(({ fact }) => [fact, values[fact].trim()]));
      const wrong = await opening.answer(said);
      if (wrong.length > 0) tell(Object.fromEntries(wrong.map((fact) => [fact, 'wrong'])));
      else done();
    } catch (error) {
      setProblem(problemText(problemOf(error)).title);
    }
    setSending(false);
  };

  return (
    <form
      ref={form}
      className={styles.form}
      aria-labelledby={`${id}-title`}
      // What is wrong is told in the page's words and language, not the browser's.
      noValidate
      onSubmit={(event) => void submit(event)}
    >
      <h2 id={`${id}-title`}>{t('title')}</h2>
      <p className={styles.why}>{t('why')}</p>
      {asks.map(({ fact, required }) => {
        const fault = faults[fact];
        const of = { field: `${id}-${fact}`, hint: `${id}-${fact}-hint`, fault: `${id}-${fact}-fault` };
        return (
          <div key={fact} className={styles.field}>
            <label htmlFor={of.field}>{t(fact)}</label>
            {!required && <small id={of.hint}>{t('optional')}</small>}
            <input
              {...INPUTS[fact]}
              id={of.field}
              name={fact}
              required={required}
              aria-invalid={fault !== undefined}
              aria-describedby={fault === undefined ? (required ? undefined : of.hint) : of.fault}
              value={values[fact]}
              onChange={({ currentTarget: { value } }) => change(fact, value)}
            />
            {fault !== undefined && (
              <p id={of.fault} className={styles.fault} role="alert">
                {t(`${fact}-${fault}`)}
              </p>
            )}
          </div>
        );
      })}
      {problem !== '' && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={styles.actions}>
        {!isForced && (
          <button type="button" onClick={done}>
            {t('skip')}
          </button>
        )}
        <button type="submit" data-primary aria-disabled={sending}>
          {t('start')}
        </button>
      </div>
    </form>
  );
}
